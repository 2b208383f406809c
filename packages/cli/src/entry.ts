import { version } from './generated/version.ts';

const argv = process.argv.slice(2);
// Answered before anything else is loaded: editors and hooks ask for the version on every start.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import('./main.ts');
  // Set and not called for: what was written to a pipe is still on its way.
  process.exitCode = await main(argv);
}
