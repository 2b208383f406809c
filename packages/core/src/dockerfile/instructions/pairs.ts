import { blankAfter, quotedWords, skipBlanks, type WordPlace, wordAt } from '../arguments.ts';
import type { ArgInstruction, EnvInstruction, KeyValuePair, LabelInstruction } from '../nodes.ts';
import { checkFlags } from './flag-rules.ts';
import { complete, type InstructionText, report, reportAtOnce, reportTooFew } from './instruction-text.ts';

export function parseEnv(from: InstructionText): EnvInstruction {
  checkFlags(from);
  return complete(from, { kind: 'Env', pairs: readPairs(from) });
}

export function parseLabel(from: InstructionText): LabelInstruction {
  checkFlags(from);
  return complete(from, { kind: 'Label', pairs: readPairs(from) });
}

/** `KEY=value ...` or the old `KEY value` (`parseNameVal` in BuildKit's line_parsers.go). */
function readPairs(from: InstructionText): readonly KeyValuePair[] {
  const places = quotedWords(from);
  const [first] = places;
  if (!first) {
    reportTooFew(from, 'at least one argument', `Write ${from.name} KEY=VALUE.`);
    return [];
  }
  if (!from.text.slice(first.start, first.end).includes('=')) return readLegacyPair(from);
  const pairs: KeyValuePair[] = [];
  for (const place of places) {
    const pair = pairAt(from, place);
    if (pair.separator === 'none') reportNoEquals(from, pair);
    else checkKey(from, pair);
    pairs.push(pair);
  }
  return pairs;
}

/** The key ends at the first blank, even inside quotes; the value is the rest. */
function readLegacyPair(from: InstructionText): readonly KeyValuePair[] {
  const { text, start, end } = from;
  const keyEnd = blankAfter(text, start, end);
  const valueStart = skipBlanks(text, keyEnd, end);
  const key = wordAt(from, start, keyEnd);
  if (keyEnd === end) {
    const problem = `${from.name} "${key.text}" has no value.`;
    const advice = `Write ${from.name} ${key.text}=VALUE.`;
    reportAtOnce(from, 'too-few-arguments', key, { problem, advice, name: from.name });
    return [{ kind: 'Pair', source: key.source, span: key.span, key, value: undefined, separator: 'none' }];
  }
  const span = from.line.toSource({ start, end });
  const value = wordAt(from, valueStart, end);
  return [{ kind: 'Pair', source: key.source, span, key, value, separator: 'legacy' }];
}

function pairAt(from: InstructionText, { start, end }: WordPlace): KeyValuePair {
  const { line, text } = from;
  const found = text.indexOf('=', start);
  const equals = found < 0 || found >= end ? end : found;
  const key = wordAt(from, start, equals);
  if (equals === end)
    return { kind: 'Pair', source: key.source, span: key.span, key, value: undefined, separator: 'none' };
  const value = wordAt(from, equals + 1, end);
  return { kind: 'Pair', source: line.source, span: line.toSource({ start, end }), key, value, separator: 'equals' };
}

function reportNoEquals(from: InstructionText, pair: KeyValuePair): void {
  const problem = `${from.name} has "${pair.key.text}" without "=".`;
  const advice = 'Write KEY=VALUE, and put a value with blanks in quotes.';
  reportAtOnce(from, 'invalid-argument', pair.key, { problem, advice, name: from.name });
}

function checkKey(from: InstructionText, pair: KeyValuePair): void {
  if (pair.key.text !== '') return;
  const data = { problem: `A name of ${from.name} is empty.`, advice: 'Put a name before "=".', name: from.name };
  report(from, 'invalid-argument', pair, data);
}

/** `ARG name` and `ARG name=value`, several allowed; flags are not checked. */
export function parseArg(from: InstructionText): ArgInstruction {
  const pairs = quotedWords(from).map((place) => pairAt(from, place));
  if (pairs.length === 0) reportTooFew(from, 'at least one argument', 'Write ARG NAME or ARG NAME=DEFAULT.');
  for (const pair of pairs) checkKey(from, pair);
  return complete(from, { kind: 'Arg', pairs });
}
