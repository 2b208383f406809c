import { blankSeparated } from '../arguments.ts';
import type { FromInstruction, Token, Word } from '../nodes.ts';
import { checkFlags, flagNamed } from './flag-rules.ts';
import { complete, type InstructionText, report, reportTooFew } from './instruction-text.ts';

const stageName = /^[a-z][a-z0-9\-_.]*$/;

const asToken = (word: Word): Token => ({ text: word.text, source: word.source, span: word.span });

/** `FROM image [AS name]` (`parseFrom` in BuildKit's instructions/parse.go). */
export function parseFrom(from: InstructionText): FromInstruction {
  const words = blankSeparated(from);
  const [image, second, third] = words;
  const hasAs = second !== undefined && second.text.toLowerCase() === 'as';
  checkFlags(from);
  checkCount(from, words, hasAs);
  const alias = hasAs && third ? asToken(third) : undefined;
  if (alias && words.length === 3) checkStageName(from, alias);
  return complete(from, {
    kind: 'From',
    image,
    platform: flagNamed(from.common.flags, 'platform'),
    alias,
    asKeyword: hasAs ? asToken(second) : undefined,
  });
}

function checkCount(from: InstructionText, words: readonly Word[], hasAs: boolean): void {
  if (words.length === 1 || (words.length === 3 && hasAs)) return;
  const [, second] = words;
  const advice = 'Write FROM IMAGE or FROM IMAGE AS NAME.';
  if (words.length === 0) {
    reportTooFew(from, 'an image', advice);
  } else if (hasAs && words.length === 2) {
    report(from, 'too-few-arguments', second ?? from.common.keyword, {
      problem: 'The stage name behind AS is missing.',
      advice,
    });
  } else {
    const first = words[hasAs ? 3 : 1] ?? from.common.keyword;
    const last = words.at(-1) ?? first;
    const at = { source: first.source, span: { start: first.span.start, end: last.span.end } };
    const problem = hasAs
      ? 'FROM has more behind the stage name.'
      : 'FROM takes one image, or an image, AS and a name.';
    report(from, 'too-many-arguments', at, { problem, advice });
  }
}

function checkStageName(from: InstructionText, alias: Token): void {
  if (stageName.test(alias.text.toLowerCase())) return;
  const problem = `"${alias.text}" can't be the name of a stage.`;
  const advice = 'Begin it with a letter and use only letters, digits, "-", "_" and ".".';
  report(from, 'invalid-stage-name', alias, { problem, advice, name: alias.text });
}
