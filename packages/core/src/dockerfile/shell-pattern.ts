// The patterns of `${name#pattern}`, `%` and `/` (`convertShellPatternToRegex` in BuildKit's shell/lex.go): `*`, `?` and
// escapes, no brackets. Matching is a simulation of all ways at once, so that no pattern takes exponential time.

/** One character, or undefined for `?`; `*` is its own token. */
type PatternToken = { readonly star: true } | { readonly star: false; readonly char: string | undefined };

export type ShellPattern = readonly PatternToken[];

/** The pattern's tokens, or why it is none. */
export function parseShellPattern(pattern: string): ShellPattern | string {
  const tokens: PatternToken[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? '';
    if (char === '*') {
      tokens.push({ star: true });
    } else if (char === '?') {
      tokens.push({ star: false, char: undefined });
    } else if (char === '\\') {
      const next = chars[at + 1];
      // `}` and `/` are escaped for the substitution, not for the pattern.
      if (next === '}' || next === '/') continue;
      if (next !== '*' && next !== '?' && next !== '\\') {
        return `invalid pattern (${pattern}) in substitution: invalid escape '\\${next ?? '\uFFFD'}'`;
      }
      tokens.push({ star: false, char: next });
      at++;
    } else {
      tokens.push({ star: false, char });
    }
  }
  return tokens;
}

/** Length of the match at the start of `chars` from `from` on: the shortest or longest; -1 for none. */
function matchLength(pattern: ShellPattern, chars: readonly string[], from: number, longest: boolean): number {
  let states = closure(pattern, [0]);
  let found = -1;
  for (let at = from; ; at++) {
    if (states.includes(pattern.length)) {
      found = at - from;
      if (!longest) return found;
    }
    const char = chars[at];
    if (char === undefined) return found;
    states = step(pattern, states, char);
    if (states.length === 0) return found;
  }
}

function step(pattern: ShellPattern, states: readonly number[], char: string): readonly number[] {
  const next = new Set<number>();
  for (const state of states) {
    const token = pattern[state];
    if (!token) continue;
    // A wildcard does not match a line feed, as `.` in Go.
    if (token.star) {
      if (char !== '\n') next.add(state);
    } else if (token.char === undefined ? char !== '\n' : token.char === char) {
      next.add(state + 1);
    }
  }
  return closure(pattern, [...next]);
}

/** A star also matches nothing. */
function closure(pattern: ShellPattern, states: readonly number[]): readonly number[] {
  const all = new Set(states);
  for (const state of all) if (pattern[state]?.star) all.add(state + 1);
  return [...all];
}

/** `value` without its shortest or longest prefix that matches. */
export function withoutPrefix(pattern: ShellPattern, value: string, longest: boolean): string {
  const chars = [...value];
  const length = matchLength(pattern, chars, 0, longest);
  return length > 0 ? chars.slice(length).join('') : value;
}

/** `value` without its shortest or longest suffix that matches. */
export function withoutSuffix(pattern: ShellPattern, value: string, longest: boolean): string {
  const chars = [...value].reverse();
  const length = matchLength([...pattern].reverse(), chars, 0, longest);
  return length > 0 ? chars.slice(length).reverse().join('') : value;
}

/** `value` with the first match or all matches replaced; wildcards take as much as they can. */
export function withReplacement(pattern: ShellPattern, value: string, replacement: string, all: boolean): string {
  const chars = [...value];
  const out: string[] = [];
  let copied = 0;
  let at = 0;
  let lastEnd = -1;
  while (at <= chars.length) {
    const length = matchLength(pattern, chars, at, true);
    // An empty match right behind another match is none.
    if (length < 0 || (length === 0 && at === lastEnd)) {
      at++;
      continue;
    }
    const match = chars.slice(at, at + length).join('');
    out.push(chars.slice(copied, at).join(''), all ? fillTemplate(replacement, match) : replacement);
    copied = at + length;
    lastEnd = copied;
    if (!all) break;
    at = length === 0 ? at + 1 : copied;
  }
  return out.join('') + chars.slice(copied).join('');
}

/** `$0` and the like in the text of `//`: BuildKit hands it to Go's `ReplaceAllString`, which expands them. */
function fillTemplate(template: string, match: string): string {
  if (!template.includes('$')) return template;
  return template.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    if (whole === '$$') return '$';
    return Number(braced ?? bare) === 0 ? match : '';
  });
}
