import {
  type CommandWord,
  type InstructionScript,
  insertAfter,
  type ShellCommand,
  type TextEdit,
  textAt,
} from '@plimsoll/core/rule';

/** Adds words behind a word of a shell script; null where the word is a string of the exec form. */
export function insertWords(word: CommandWord | undefined, words: string): readonly TextEdit[] | null {
  return word?.node ? [insertAfter(word, ` ${words}`)] : null;
}

/**
 * Adds a command behind one that stands in a list by itself, so that it runs only if that one succeeded and the script
 * fails as before. Null where this is not sure: in pipelines, branches, functions, `sh -c`, before `||` and `&`, or where
 * a heredoc follows.
 */
export function appendCommand(
  script: InstructionScript,
  command: ShellCommand,
  text: string,
): readonly TextEdit[] | null {
  const { context, wrappers } = command;
  const { before, pipeline, enclosing, conditional, negated } = context;
  if (pipeline || enclosing || conditional || negated || script.form === 'exec') return null;
  if (before !== undefined && before !== '&&' && before !== ';') return null;
  // The end of the command that the shell itself runs, `sudo apt-get install`, is that of the inner one.
  const node = wrappers[0]?.node ?? command.node;
  if (!node || command.redirections.some(({ body }) => body !== undefined)) return null;
  const place = script.text.locate({ start: node.start, end: node.end });
  // `set -e` does not look at what stands left of `&&`, so that a statement of its own gets another one behind it.
  const separator = before === ';' ? '; ' : ' && ';
  const prefix = separator === ' && ' && script.form === 'shell' ? lineBreak(script) : '';
  return [insertAfter(place, prefix === '' ? separator + text : `${prefix}&& ${text}`)];
}

/** How the file itself breaks the line before `&&`, or the empty text where it does not. */
function lineBreak({ instruction }: InstructionScript): string {
  return /[\\`][ \t]*\r?\n[ \t]*(?=&&)/.exec(textAt(instruction))?.[0].replace(/^(?=\S)/, ' ') ?? '';
}
