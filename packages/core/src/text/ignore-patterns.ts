/** One line of a `.gitignore`, ready to be tried. */
export interface IgnorePattern {
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
  /** Without a slash in the line, it speaks of names at any depth. */
  readonly anyDepth: boolean;
  readonly segments: readonly Segment[];
}

/** A pattern between slashes: any number of directories, or a name. */
type Segment = 'directories' | readonly Token[];

/** What one character of a name may be; a star stands for any number of any. */
type Token = 'star' | 'any' | string | CharacterSet;

interface CharacterSet {
  readonly negated: boolean;
  /** First and last character of each range. */
  readonly ranges: readonly (readonly [string, string])[];
  readonly classes: readonly RegExp[];
}

/**
 * The patterns in the text of a `.gitignore`, in order. What git reads as no pattern (blank lines, comments) is left out,
 * and what can match nothing, such as an unclosed bracket, matches nothing.
 * Source: gitignore(5) and wildmatch.c of git 2.47, whose `?` and brackets stand for bytes and ours for characters.
 */
export function parseIgnorePatterns(text: string, ignoreCase: boolean): readonly IgnorePattern[] {
  return text.split('\n').flatMap((line) => parseLine(ignoreCase ? line.toLowerCase() : line) ?? []);
}

function parseLine(line: string): IgnorePattern | undefined {
  let pattern = trimEnd(line);
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const directoriesOnly = pattern.endsWith('/');
  if (directoriesOnly) pattern = pattern.slice(0, -1);
  if (pattern === '') return undefined;
  const anyDepth = !pattern.includes('/');
  const segments = parseSegments([...pattern.replace(/^\//, '')], anyDepth);
  return segments && { negated, directoriesOnly, anyDepth, segments };
}

/** Without the line's end and the blanks before it, unless a backslash keeps them. */
function trimEnd(line: string): string {
  const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
  const trimmed = bare.replace(/ +$/, '');
  const backslashes = /\\*$/.exec(trimmed)?.[0].length ?? 0;
  return backslashes % 2 === 1 && trimmed !== bare ? `${trimmed} ` : trimmed;
}

/** Undefined for what can match nothing: an unclosed bracket, an unknown class, a backslash at the end. */
function parseSegments(characters: readonly string[], anyDepth: boolean): readonly Segment[] | undefined {
  const segments: Segment[] = [];
  let tokens: Token[] = [];
  let stars = 0;
  for (let at = 0; at <= characters.length; at++) {
    let character = characters[at] ?? '/';
    if (character === '\\') {
      character = characters[++at] ?? '';
      if (character === '') return undefined;
      if (character !== '/') {
        tokens.push(character);
        continue;
      }
    }
    if (character === '/') {
      const isDirectories = stars === 2 && tokens.length === 1 && !anyDepth;
      segments.push(isDirectories ? 'directories' : tokens);
      tokens = [];
      stars = 0;
    } else if (character === '*') {
      stars++;
      if (tokens.at(-1) !== 'star') tokens.push('star');
    } else if (character === '[') {
      const read = parseSet(characters, at);
      if (!read) return undefined;
      tokens.push(read.set);
      at = read.end;
    } else tokens.push(character === '?' ? 'any' : character);
  }
  return segments;
}

const characterClasses: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is the class of control characters.
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[A-Fa-f0-9]/,
};

/** Reads `[...]` from its bracket on; `end` is its last character. */
function parseSet(
  characters: readonly string[],
  start: number,
): { readonly set: CharacterSet; readonly end: number } | undefined {
  const negated = characters[start + 1] === '!' || characters[start + 1] === '^';
  const ranges: (readonly [string, string])[] = [];
  const classes: RegExp[] = [];
  const first = start + (negated ? 2 : 1);
  for (let at = first; at < characters.length; at++) {
    const character = characters[at];
    if (character === ']' && at > first) return { set: { negated, ranges, classes }, end: at };
    const close = character === '[' && characters[at + 1] === ':' ? characters.indexOf(']', at + 2) : -1;
    if (close !== -1 && characters[close - 1] === ':') {
      const known = characterClasses[characters.slice(at + 2, close - 1).join('')];
      if (!known) return undefined;
      classes.push(known);
      at = close;
      continue;
    }
    const low = character === '\\' ? characters[++at] : character;
    if (low === undefined) return undefined;
    let high = low;
    if (characters[at + 1] === '-' && characters[at + 2] !== undefined && characters[at + 2] !== ']') {
      at += 2;
      const end = characters[at] === '\\' ? characters[++at] : characters[at];
      if (end === undefined) return undefined;
      high = end;
    }
    ranges.push([low, high]);
  }
  return undefined;
}

/**
 * True if the pattern speaks of this path itself (not of a directory above it), given by its names from the directory
 * of the `.gitignore` on. The cost is bounded by the product of the lengths: no pattern makes it try in vain.
 */
export function matchesPath(pattern: IgnorePattern, names: readonly string[], isDirectory: boolean): boolean {
  if (pattern.directoriesOnly && !isDirectory) return false;
  const tried = pattern.anyDepth ? names.slice(-1) : names;
  return matchSequence(pattern.segments, tried, {
    isStar: (segment) => segment === 'directories',
    // At the end, it stands for what is inside, and so for one name at least.
    leastAtEnd: 1,
    matches: (segment, name) => segment !== 'directories' && matchName(segment, name),
  });
}

function matchName(tokens: readonly Token[], name: string): boolean {
  return matchSequence(tokens, [...name], { isStar: (token) => token === 'star', leastAtEnd: 0, matches: matchToken });
}

function matchToken(token: Token, character: string): boolean {
  if (token === 'any') return true;
  if (typeof token === 'string') return token === character;
  const isIn =
    token.ranges.some(([low, high]) => low <= character && character <= high) ||
    token.classes.some((known) => known.test(character));
  return isIn !== token.negated;
}

interface Sequence<Part, Item> {
  readonly isStar: (part: Part) => boolean;
  /** How many items a star that ends the pattern must stand for. */
  readonly leastAtEnd: 0 | 1;
  readonly matches: (part: Part, item: Item) => boolean;
}

/** Matches items with parts of which some are stars; only the last star can have to take more than it did. */
function matchSequence<Part, Item>(
  parts: readonly Part[],
  items: readonly Item[],
  { isStar, leastAtEnd, matches }: Sequence<Part, Item>,
): boolean {
  let part = 0;
  let item = 0;
  let star = -1;
  let taken = 0;
  while (item < items.length) {
    const wanted = parts[part];
    const given = items[item];
    if (wanted !== undefined && isStar(wanted)) {
      star = part++;
      taken = item;
      if (part === parts.length) return items.length - item >= leastAtEnd;
    } else if (wanted !== undefined && given !== undefined && matches(wanted, given)) {
      part++;
      item++;
    } else if (star !== -1) {
      part = star + 1;
      item = ++taken;
    } else return false;
  }
  return leastAtEnd === 0 ? parts.slice(part).every((rest) => isStar(rest)) : part === parts.length;
}
