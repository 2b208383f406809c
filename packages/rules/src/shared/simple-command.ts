const plainWord = /^[\w./:=@%+,^-]+$/;
const quotedWord = /^"[^"$`\\!]*"$|^'[^']*'$/;

/** Words with which a shell does something itself; the same word in a JSON array is a program, if there is one. */
const shellWords = new Set(
  (
    '. : [ alias bg break case cd command continue eval exec exit export fg for function getopts hash if jobs let local ' +
    'read readonly return select set shift source test time times trap type typeset ulimit umask unalias unset until ' +
    'wait while'
  ).split(' '),
);

/**
 * The words of a command that needs no shell: no variables, patterns, redirections, operators or words of the shell
 * itself. Undefined for all other text. Quotes are removed.
 */
export function simpleCommandWords(text: string): readonly string[] | undefined {
  const words = separateWords(text);
  const [first] = words ?? [];
  if (!words || first === undefined || first.includes('=') || shellWords.has(first)) return undefined;
  if (!words.every((word) => plainWord.test(word) || quotedWord.test(word))) return undefined;
  return words.map((word) => (/^["']/.test(word) ? word.slice(1, -1) : word));
}

/** Words between blanks, with their quotes; a word is quoted as a whole or not at all, otherwise undefined. */
function separateWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  const word = /\s*("[^"]*"|'[^']*'|[^\s"']+)(?=\s|$)/y;
  const trimmed = text.trim();
  while (word.lastIndex < trimmed.length) {
    const found = word.exec(trimmed)?.[1];
    if (found === undefined) return undefined;
    words.push(found);
  }
  return words;
}

/** A JSON array of strings as Dockerfiles have it: blanks behind commas. */
export function jsonArray(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

/** `[a, b, ]` without its end, blanks and a last comma included; empty where it does not end so. */
export function withoutEnd(text: string): string {
  if (!text.endsWith(']')) return '';
  const inner = text.slice(0, -1).trimEnd();
  return inner.endsWith(',') ? inner.slice(0, -1).trimEnd() : inner;
}

/** `['a', 'b']`: the words that are meant; undefined if that is not plain. */
export function wordsOfBrokenArray(text: string): readonly string[] | undefined {
  const inner = /^\[\s*((?:'[^'"\\]*'|"[^'"\\]*")(?:\s*,\s*(?:'[^'"\\]*'|"[^'"\\]*"))*)$/.exec(withoutEnd(text))?.[1];
  return inner?.match(/'[^']*'|"[^"]*"/g)?.map((word) => word.slice(1, -1));
}
