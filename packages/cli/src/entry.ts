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
  // Not awaited: the bundle is CommonJS, which Node loads faster, and that has no await at the top level.
  void import('./main.ts').then(async ({ main }) => {
    process.exitCode = await main(argv);
  });
}
