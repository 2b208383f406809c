import { writeSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { version } from './generated/version.ts';

/**
 * After how many bytes of executed bytecode V8 optimises a function; its own default is an eighth. Most runs end before
 * optimised code has paid for its making, which took two fifths of the time of a run over 750 Dockerfiles.
 */
const interruptBudget = 1_000_000;

/** The last Node whose V8 is known to have that flag: V8 complains on stderr about one that it does not know. */
const lastKnownNode = 24;

const argv = process.argv.slice(2);
// Answered before anything else is loaded: editors and hooks ask for the version on every start.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  try {
    writeSync(1, `${version}\n`);
  } catch {
    // Who asked has closed the pipe and wants no answer.
  }
} else {
  if (Number.parseInt(process.versions.node, 10) <= lastKnownNode) {
    setFlagsFromString(`--interrupt-budget=${interruptBudget}`);
  }
  const { main } = await import('./main.ts');
  process.exitCode = await main(argv);
}
