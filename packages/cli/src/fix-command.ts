import { type LintResult, unifiedDiff } from '@plimsoll/core';
import { escapeText, type FixCounts } from '@plimsoll/core/formatters';
import type { Arguments } from './arguments.ts';
import { describeRefusals, fixFound } from './fix-found.ts';
import type { LintContext } from './lint-found.ts';
import type { LintInput } from './lint-input.ts';
import type { Terminal } from './terminal.ts';

/** What `--fix` and `--fix-dry-run` add to a run. */
export interface CommandFixes {
  /** What remains. Paths are those of the project. */
  readonly result: LintResult;
  readonly counts: FixCounts;
  readonly messages: readonly string[];
  /** What goes to standard output, so that the report goes to standard error; undefined where it need not give way. */
  readonly out: string | Uint8Array | undefined;
}

/** Fixes what the command line names: files in their place, or standard input to standard output. */
export async function fixCommand(
  args: Arguments,
  input: LintInput,
  context: LintContext,
  { out }: Pick<Terminal, 'out'>,
): Promise<CommandFixes> {
  const isDryRun = args.has('fix-dry-run');
  const isStdin = args.has('stdin');
  const { result, changes, found, applied, refused } = await fixFound(input.files, context, {
    safety: args.has('unsafe-fixes') ? 'unsafe' : 'safe',
    write: !isDryRun && !isStdin,
  });
  const shown = context.paths.projectToShown;
  const diffs = (): string => changes.map((change) => unifiedDiff({ ...change, path: shown(change.path) })).join('');
  return {
    result,
    counts: { found, applied: applied.length, refused: refused.length, isDryRun },
    messages: describeRefusals(refused, shown),
    out: isDryRun
      ? showDiff(diffs(), out.isTerminal)
      : isStdin
        ? (changes[0]?.after ?? givenBack(input, context))
        : undefined,
  };
}

/** For a program as it is; a terminal must not obey what a file says. */
export function showDiff(diff: string, isTerminal: boolean): string {
  return isTerminal ? diff.replace(/[^\n\t]+/g, escapeText) : diff;
}

/** Who replaces a file by what we print must get all of it, whatever it is. */
function givenBack({ given }: LintInput, { fail, paths, maxFileSize }: LintContext): Uint8Array {
  if (given?.bytes) return given.bytes;
  fail(
    paths.fromUser(given?.name ?? ''),
    `larger than ${maxFileSize} bytes (--max-file-size), so it is not given back`,
  );
  return new Uint8Array();
}
