import { writeSync } from 'node:fs';
import { version } from './generated/version.ts';

const argv = process.argv.slice(2);
// Answered before anything else is loaded: editors and hooks ask for the version on every start.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  try {
    writeSync(1, `${version}\n`);
  } catch {
    // Who asked has closed the pipe and wants no answer.
  }
} else {
  const { main } = await import('./main.ts');
  process.exitCode = await main(argv);
}
