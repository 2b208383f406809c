import { blankSeparated, wordOf } from '../arguments.ts';
import { parseHeredocToken } from '../heredocs.ts';
import { readJsonArray } from '../json-array.ts';
import type { AddInstruction, CopyInstruction, ShellForm, Word } from '../nodes.ts';
import { checkFlags, flagNamed } from './flag-rules.ts';
import { complete, type InstructionText, report, reportNotStrings } from './instruction-text.ts';

export interface PathList {
  readonly words: readonly Word[];
  readonly json: boolean;
  readonly notJson: ShellForm['notJson'];
}

/** Words in JSON form or separated by blanks (`parseMaybeJSONToList`): ADD, COPY and VOLUME. */
export function readPathList(from: InstructionText): PathList {
  const { line, start, end, escape } = from;
  const result = readJsonArray(line, start, end);
  if (result.kind === 'array') {
    const words = result.items.map((item) => wordOf(item.derived, escape, item.span));
    return { words, json: true, notJson: undefined };
  }
  if (result.kind === 'not-strings') reportNotStrings(from, line.locate({ start: result.start, end: result.end }));
  const words = blankSeparated(from);
  if (result.kind !== 'not-json') return { words, json: false, notJson: undefined };
  const at = line.locate({ start: result.start, end: result.end });
  return { words, json: false, notJson: { why: result.why, at } };
}

export function parseCopy(from: InstructionText): CopyInstruction {
  const { sources, destination, json, notJson } = parsePaths(from);
  return complete(from, {
    kind: 'Copy',
    sources,
    destination,
    json,
    notJson,
    from: flagNamed(from.common.flags, 'from'),
  });
}

export function parseAdd(from: InstructionText): AddInstruction {
  const { sources, destination, json, notJson } = parsePaths(from);
  return complete(from, { kind: 'Add', sources, destination, json, notJson });
}

function parsePaths(from: InstructionText) {
  checkFlags(from);
  const { words, json, notJson } = readPathList(from);
  const destination = words.at(-1);
  if (words.length < 2 || !destination) {
    const { name } = from;
    const problem = `${name} needs at least one source and a destination.`;
    const advice = `Write ${name} SOURCE DESTINATION.`;
    report(from, 'too-few-arguments', destination ?? from.common.keyword, { problem, advice, name });
    return { sources: words, destination: undefined, json, notJson };
  }
  if (isHeredoc(destination)) {
    const problem = `The destination of ${from.name} can't be a heredoc.`;
    report(from, 'heredoc-destination', destination, { problem, advice: 'Put the path of the new file last.' });
  }
  const sources = words.slice(0, -1);
  const files = from.text.includes('<<') ? sources.filter((word) => !isHeredoc(word)) : sources;
  return { sources: files, destination, json, notJson };
}

const isHeredoc = (word: Word): boolean => {
  const token = word.text.includes('<<') ? parseHeredocToken(word.text) : undefined;
  return typeof token === 'object';
};
