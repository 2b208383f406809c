import { type DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import { tokenAt, wordOf } from './arguments.ts';
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
  while (at + 1 < end && text.charCodeAt(at) === dash && text.charCodeAt(at + 1) === dash) {
    const word = readFlagWord(line, at, end, escape.charCodeAt(0));
    if (word.derived.text === '--') return { flags, rest: skipSpaces(text, word.end, end) };
    flags.push(flagOf(line, at, word, escape));
    at = skipSpaces(text, word.end, end);
  }
  return { flags, rest: at };
}

interface FlagWord {
  /** Without quotes and escapes. */
  readonly derived: DerivedText;
  readonly end: number;
}

function readFlagWord(line: DerivedText, start: number, end: number, escape: number): FlagWord {
  const { text } = line;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) return { derived: line.slice({ start, end: at }), end: at };
    if (code === 39 || code === 34 || code === escape) return readQuotedFlagWord(line, start, end, escape);
    at++;
  }
  return { derived: line.slice({ start, end }), end };
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

function flagOf(line: DerivedText, start: number, word: FlagWord, escape: '\\' | '`'): Flag {
  const { derived } = word;
  const equals = derived.text.indexOf('=');
  const nameEnd = equals < 0 ? derived.text.length : equals;
  const value = equals < 0 ? undefined : wordOf(derived.slice({ start: equals + 1, end: derived.text.length }), escape);
  return {
    kind: 'Flag',
    source: line.source,
    span: line.toSource({ start, end: word.end }),
    name: derived.text.slice(2, nameEnd),
    nameAt: tokenAt(derived, 2, nameEnd),
    value,
  };
}
