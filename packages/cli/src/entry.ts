import { writeSync } from 'node:fs';
import { version } from './generated/version.ts';

const argv = process.argv.slice(2);
// Answered before anything else is loaded: editors and hooks ask for the version on every start.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  try {
    writeSync(1, `${version}\n`);
  } catch (error) {
    // Who closes the pipe wants no answer.
    process.exitCode = error instanceof Error && 'code' in error && error.code === 'EPIPE' ? 0 : 2;
  }
} else {
  const { main } = await import('./main.ts');
  process.exitCode = await main(argv);
}
