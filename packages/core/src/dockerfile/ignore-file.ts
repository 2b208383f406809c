// .dockerignore as BuildKit reads it (`moby/patternmatcher`), with Linux paths.

/** A line of the file that holds a pattern. */
export interface IgnorePattern {
  /** Cleaned, without `!`: no leading `/`, no `.` and no empty pieces. */
  readonly pattern: string;
  /** `!pattern`: what it matches is sent after all. */
  readonly negated: boolean;
  /** Offsets of the line's text without blanks around; the byte order mark does not count. */
  readonly start: number;
  readonly end: number;
  /** Why BuildKit refuses the pattern, and with it the build; undefined for a good one. */
  readonly problem: 'empty-negation' | 'syntax' | undefined;
}

export interface IgnoreFile {
  readonly patterns: readonly IgnorePattern[];
  /** True if the last pattern that matches the path or one of its parents excludes it. */
  ignores(path: string): boolean;
}

/** Parses the text of a `.dockerignore`. Never throws; a bad pattern matches nothing. */
export function parseIgnoreFile(text: string): IgnoreFile {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const patterns: IgnorePattern[] = [];
  for (let start = 0; start < body.length; ) {
    const newline = body.indexOf('\n', start);
    const end = newline < 0 ? body.length : newline;
    const pattern = body.charAt(start) === '#' ? undefined : patternOf(body.slice(start, end), start);
    if (pattern) patterns.push(pattern);
    start = end + 1;
  }
  const matchers = patterns.map((pattern) => ({ negated: pattern.negated, matches: pathMatcher(pattern) }));
  return { patterns, ignores: (path) => isIgnored(matchers, path) };
}

function patternOf(line: string, offset: number): IgnorePattern | undefined {
  const trimmed = line.trim();
  if (trimmed === '') return undefined;
  const start = offset + line.indexOf(trimmed);
  const negated = trimmed.startsWith('!');
  const bare = negated ? trimmed.slice(1).trim() : trimmed;
  const cleaned = bare === '' ? '' : cleanRelative(bare);
  const pattern = cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
  const problem = pattern === '' ? 'empty-negation' : parseTokens(pattern) ? undefined : 'syntax';
  return { pattern, negated, start, end: start + trimmed.length, problem };
}

/** Go's `filepath.Clean`. */
export function cleanRelative(path: string): string {
  const rooted = path.startsWith('/');
  const pieces: string[] = [];
  for (const piece of path.split('/')) {
    if (piece === '' || piece === '.') continue;
    if (piece !== '..') pieces.push(piece);
    else if (pieces.length > 0 && pieces.at(-1) !== '..') pieces.pop();
    else if (!rooted) pieces.push('..');
  }
  const joined = pieces.join('/');
  return rooted ? `/${joined}` : joined || '.';
}

/** `deep`: `**` before more, `rest`: `**` at the end. */
type Token =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' | 'star' | 'deep' | 'rest' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

/** The tokens of a pattern; undefined if Go refuses it. */
function parseTokens(pattern: string): readonly Token[] | undefined {
  const chars = [...pattern];
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '*' && chars[at + 1] === '*') {
      at++;
      if (chars[at + 1] === '/') at++;
      tokens.push({ kind: at + 1 >= chars.length ? 'rest' : 'deep' });
    } else if (char === '*') {
      tokens.push({ kind: 'star' });
    } else if (char === '?') {
      tokens.push({ kind: 'any' });
    } else if (char === '\\') {
      const next = chars[++at];
      if (next === undefined) return undefined;
      tokens.push({ kind: 'char', char: next });
    } else if (char === '[') {
      const read = readClass(chars, at + 1);
      if (!read) return undefined;
      tokens.push(read.token);
      at = read.end;
    } else {
      tokens.push({ kind: 'char', char });
    }
  }
  return tokens;
}

function readClass(
  chars: readonly string[],
  start: number,
): { readonly token: Token; readonly end: number } | undefined {
  const negated = chars[start] === '^';
  const ranges: [string, string][] = [];
  for (let at = negated ? start + 1 : start; at < chars.length; at++) {
    if (chars[at] === ']' && ranges.length > 0) return { token: { kind: 'class', negated, ranges }, end: at };
    const low = classChar(chars, at);
    if (!low) return undefined;
    at = low.at;
    if (chars[at + 1] !== '-') {
      ranges.push([low.char, low.char]);
      continue;
    }
    const high = classChar(chars, at + 2);
    if (!high) return undefined;
    ranges.push([low.char, high.char]);
    at = high.at;
  }
  return undefined;
}

function classChar(chars: readonly string[], at: number): { readonly char: string; readonly at: number } | undefined {
  const char = chars[at];
  if (char === undefined || char === '-' || char === ']') return undefined;
  if (char !== '\\') return { char, at };
  const next = chars[at + 1];
  return next === undefined ? undefined : { char: next, at: at + 1 };
}

type PathMatcher = (path: string) => boolean;

function pathMatcher({ pattern, problem }: IgnorePattern): PathMatcher {
  const tokens = problem ? undefined : parseTokens(pattern);
  if (!tokens) return () => false;
  // A `**` at either end of plain text is a suffix or prefix, which also matches inside a name: `**log`.
  const plain = (rest: readonly Token[]): boolean =>
    rest.every((token) => token.kind === 'char') && !pattern.includes('\\');
  if (tokens[0]?.kind === 'deep' && plain(tokens.slice(1))) {
    const suffix = pattern.slice(2);
    return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
  }
  if (tokens.at(-1)?.kind === 'rest' && tokens.length > 1 && plain(tokens.slice(0, -1))) {
    const prefix = pattern.slice(0, -2);
    return (path) => path.startsWith(prefix);
  }
  return (path) => matchesTokens(tokens, [...path]);
}

/** All ways at once, so that no pattern takes exponential time. */
function matchesTokens(tokens: readonly Token[], chars: readonly string[]): boolean {
  let states = closure(tokens, [0]);
  for (const char of chars) {
    const next: number[] = [];
    for (const state of states) {
      const token = tokens[Math.floor(state)];
      if (!token) continue;
      if (token.kind === 'star') {
        if (char !== '/') next.push(state);
      } else if (token.kind === 'rest') {
        next.push(state);
      } else if (token.kind === 'deep') {
        // Inside `(.*/)?`: the half state may only leave behind a slash.
        next.push(Math.floor(state) + 0.5);
        if (char === '/') next.push(Math.floor(state) + 1);
      } else if (matchesOne(token, char)) {
        next.push(state + 1);
      }
    }
    states = closure(tokens, next);
    if (states.size === 0) return false;
  }
  return states.has(tokens.length);
}

function matchesOne(token: Token, char: string): boolean {
  if (token.kind === 'char') return token.char === char;
  if (token.kind === 'any') return char !== '/';
  if (token.kind !== 'class') return false;
  return token.ranges.some(([low, high]) => low <= char && char <= high) !== token.negated;
}

function closure(tokens: readonly Token[], states: readonly number[]): ReadonlySet<number> {
  const all = new Set(states);
  for (const state of all) {
    const token = Number.isInteger(state) ? tokens[state] : undefined;
    if (token?.kind === 'star' || token?.kind === 'rest' || token?.kind === 'deep') all.add(state + 1);
  }
  return all;
}

interface NegatableMatcher {
  readonly negated: boolean;
  readonly matches: PathMatcher;
}

function isIgnored(matchers: readonly NegatableMatcher[], path: string): boolean {
  const cleaned = cleanRelative(path);
  const pieces = cleaned.split('/');
  const candidates = pieces.map((_, index) => pieces.slice(0, index + 1).join('/'));
  let ignored = false;
  for (const { negated, matches } of matchers) {
    if (negated === ignored && candidates.some(matches)) ignored = !negated;
  }
  return ignored;
}
