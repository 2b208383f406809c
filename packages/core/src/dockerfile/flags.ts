import { type DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import { wordOf } from './arguments.ts';
import { isSpace, skipSpaces } from './blanks.ts';
import type { Flag } from './nodes.ts';

/** Flags and where the arguments begin. */
export interface FlagsRead {
  readonly flags: readonly Flag[];
  readonly rest: number;
}

const dash = 45;
const noFlags: readonly Flag[] = [];

/**
 * The `--flags` at `start` of an instruction's text: words up to the first that does not begin with `--`, or to a lone
 * `--`. Quotes group and vanish, the escape character protects the next one (`extractBuilderFlags` in BuildKit's
 * split_command.go).
 */
export function readFlags(line: DerivedText, start: number, end: number, escape: '\\' | '`'): FlagsRead {
  const { text } = line;
  let at = skipSpaces(text, start, end);
  if (text.charCodeAt(at) !== dash || text.charCodeAt(at + 1) !== dash || at + 1 >= end)
    return { flags: noFlags, rest: at };
  const flags: Flag[] = [];
  const escapeCode = escape.charCodeAt(0);
  while (at + 1 < end && text.charCodeAt(at) === dash && text.charCodeAt(at + 1) === dash) {
    const plainEnd = plainWordEnd(text, at, end, escapeCode);
    if (plainEnd === at + 2) return { flags: flags.slice(), rest: skipSpaces(text, plainEnd, end) };
    let stop = plainEnd;
    if (plainEnd >= 0) {
      flags.push(plainFlag(line, at, plainEnd, escape));
    } else {
      const word = readQuotedFlagWord(line, at, end, escapeCode);
      if (word.derived.text === '--') return { flags: flags.slice(), rest: skipSpaces(text, word.end, end) };
      flags.push(quotedFlag(line, at, word, escape));
      stop = word.end;
    }
    at = skipSpaces(text, stop, end);
  }
  // The copy has room for no more than its items; most instructions have one flag.
  return { flags: flags.slice(), rest: at };
}

/** End of the word at `start`, or -1 if it holds a quote or an escape. */
function plainWordEnd(text: string, start: number, end: number, escape: number): number {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) return at;
    if (code === 39 || code === 34 || code === escape) return -1;
  }
  return end;
}

function plainFlag(line: DerivedText, start: number, end: number, escape: '\\' | '`'): Flag {
  const { text, source } = line;
  const equals = text.indexOf('=', start);
  const hasValue = equals >= 0 && equals < end;
  const nameEnd = hasValue ? equals : end;
  return {
    kind: 'Flag',
    source,
    span: line.toSource({ start, end }),
    name: text.slice(start + 2, nameEnd),
    nameAt: line.locate({ start: start + 2, end: nameEnd }),
    value: hasValue ? wordOf(line.slice({ start: equals + 1, end }), escape) : undefined,
  };
}

interface FlagWord {
  /** Without quotes and escapes. */
  readonly derived: DerivedText;
  readonly end: number;
}

function readQuotedFlagWord(line: DerivedText, start: number, end: number, escape: number): FlagWord {
  const { text } = line;
  const builder = new DerivedTextBuilder(line.source);
  let quote = 0;
  let from = start;
  let at = start;
  const copyTo = (stop: number): void => {
    if (stop > from) line.appendTo(builder, { start: from, end: stop });
    from = stop + 1;
  };
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (quote === 0 && isSpace(code)) break;
    if (code === escape) {
      copyTo(at);
      at++;
    } else if (quote === 0 && (code === 39 || code === 34)) {
      copyTo(at);
      quote = code;
    } else if (code === quote) {
      copyTo(at);
      quote = 0;
    }
  }
  const stop = Math.min(at, end);
  copyTo(stop);
  return { derived: builder.build(line.toSource({ start, end: start }).start), end: stop };
}

function quotedFlag(line: DerivedText, start: number, word: FlagWord, escape: '\\' | '`'): Flag {
  const { derived } = word;
  const equals = derived.text.indexOf('=');
  const nameEnd = equals < 0 ? derived.text.length : equals;
  const value = equals < 0 ? undefined : wordOf(derived.slice({ start: equals + 1, end: derived.text.length }), escape);
  return {
    kind: 'Flag',
    source: line.source,
    span: line.toSource({ start, end: word.end }),
    name: derived.text.slice(2, nameEnd),
    nameAt: derived.locate({ start: 2, end: nameEnd }),
    value,
  };
}
