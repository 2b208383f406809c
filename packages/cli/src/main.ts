import { ConfigError } from '@plimsoll/core';
import { escapeText } from '@plimsoll/core/formatters';
import { type Arguments, parseArguments } from './arguments.ts';
import { messageOf, stackOf } from './file-system.ts';
import { version } from './generated/version.ts';
import { lintCommand } from './lint-command.ts';
import type { Command } from './option-table.ts';
import type { Outcome } from './outcome.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';

/**
 * Runs the command line and answers its exit status: 0 nothing to fail on, 1 findings, 2 the job could not be done.
 * The only place that writes results and messages; never throws.
 */
export async function main(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  const { out, report = '', messages, status } = await run(argv, terminal);
  const failure = terminal.out.write(out);
  const all = failure === undefined ? messages : [...messages, `the output can't be written: ${failure}`];
  terminal.err.write(report + all.map((message) => `plimsoll: ${escapeText(message)}\n`).join(''));
  return failure === undefined ? status : 2;
}

async function run(argv: readonly string[], terminal: Terminal): Promise<Outcome> {
  try {
    const [first] = argv;
    if (first === 'lsp') return await (await import('./lsp-command.ts')).lspCommand(argv.slice(1));
    const command = first === 'model' || first === 'tree' || first === 'harden' ? first : 'lint';
    const args = parseArguments(command === 'lint' ? argv : argv.slice(1), command);
    return await dispatch(args, terminal, command);
  } catch (error) {
    return { out: '', messages: complaints(error, terminal), status: 2 };
  }
}

async function dispatch(args: Arguments, terminal: Terminal, command: Command): Promise<Outcome> {
  if (args.has('help')) return say((await import('./help.ts')).renderHelp());
  if (args.has('version')) return say(`${version}\n`);
  if (args.has('explain') || args.has('list-rules')) {
    const { explainRule, listRules } = await import('./rule-pages.ts');
    return say(await (args.has('explain') ? explainRule(args, terminal) : listRules(args, terminal)));
  }
  if (args.has('init')) return say(await (await import('./init-command.ts')).initCommand(args, terminal));
  if (args.has('print-config')) return say(await (await import('./print-config.ts')).printConfig(args, terminal));
  if (command === 'model') return (await import('./model-command.ts')).modelCommand(args, terminal);
  if (command === 'harden') return (await import('./harden-command.ts')).hardenCommand(args, terminal);
  if (command === 'tree') return (await import('./tree-command.ts')).treeCommand(args, terminal);
  return lintCommand(args, terminal);
}

/** A configuration that is wrong throughout needs no longer list. */
const mostComplaints = 20;

function say(out: string): Outcome {
  return { out, messages: [], status: 0 };
}

/** What the user got wrong, a line each; anything else is a bug of ours, with its trace for the report. */
function complaints(error: unknown, { env }: Terminal): readonly string[] {
  if (error instanceof ConfigError) return error.problems.slice(0, mostComplaints);
  if (error instanceof UserError) return [error.message];
  const trace = env.PLIMSOLL_TRACE ? ` ${stackOf(error)}` : '';
  return [`a bug in Plimsoll: ${messageOf(error)} (please report it; PLIMSOLL_TRACE=1 shows where)${trace}`];
}
