import type { DocumentKind } from '../project/document.ts';
import type { Span } from '../text/span.ts';
import { type Coverage, isDate, type NamedRule, type Until } from './suppression-comments.ts';

/** Where a comment stands, as far as other tools care. */
export interface CommentPlace {
  readonly language: DocumentKind;
  /** Nothing else is on its line. */
  readonly alone: boolean;
  /** Only blank lines, comments and `---` come before it. */
  readonly atHead: boolean;
  /** Only blank lines and `---` come before it. */
  readonly first: boolean;
}

/** What a comment that is meant for another tool silences, in the names of our rules' aliases. */
export interface ForeignComment {
  readonly coverage: Coverage;
  readonly rules: readonly NamedRule[];
  readonly reason: string | undefined;
  readonly until: Until | undefined;
}

type Reader = (text: string, place: CommentPlace) => ForeignComment | undefined;

/**
 * Reads the comment of another tool as that tool does. `text` is what follows the `#`. Undefined if no tool that we know
 * would heed it where it stands.
 */
export function parseForeignComment(text: string, place: CommentPlace): ForeignComment | undefined {
  for (const [word, read] of readers) {
    const found = text.includes(word) ? read(text, place) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** By a word that the comment has to hold. compose-lint has no comments, and droast none that we know. */
const readers: readonly (readonly [string, Reader])[] = [
  ['hadolint', readHadolint],
  ['dclint', readDclint],
  ['trivy:', readTrivy],
  ['tfsec:', readTrivy],
  ['checkov:skip=', readCheckov],
  ['bridgecrew:skip=', readCheckov],
  ['kics-scan', readKics],
];

/**
 * `hadolint ignore=DL3008,SC2046 # why`, `hadolint stage ignore=`, `hadolint global ignore=` (`Pragma.hs` of hadolint
 * 2.14). The first counts for an instruction on the very next line; anything that is no list makes it a mere comment.
 */
function readHadolint(text: string, { language }: CommentPlace): ForeignComment | undefined {
  if (language !== 'dockerfile') return undefined;
  const head = /^[ \t]*hadolint[ \t]+(?:(stage|global)[ \t]+)?ignore[ \t]*=[ \t]*/.exec(text);
  if (!head) return undefined;
  const [list = '', reason] = splitAt(text.slice(head[0].length), '#');
  if (!/^[DLSC0-9]+(?:[ \t]*,[ \t]*[DLSC0-9]+)*[ \t]*$/.test(list)) return undefined;
  const rules = namesIn(list, head[0].length, /[^\s,]+/g, (name) => `hadolint/${name}`);
  const coverage = head[1] === 'global' ? 'file' : head[1] === 'stage' ? 'stage-rest' : 'below';
  return { coverage, rules, reason: reason?.trim() || undefined, until: undefined };
}

/**
 * `dclint disable [rule ...]` and `dclint disable-file` on the first line, `dclint disable-line [rule ...]` on its own or
 * the next line (`comments-handler.ts` of dclint 3.1). With hyphens, as users write it after ESLint, it is taken too.
 */
function readDclint(text: string, { language, alone, first }: CommentPlace): ForeignComment | undefined {
  if (language !== 'compose') return undefined;
  const head = /^\s*dclint(?:\s+|-)disable(-file|-line|-next-line)?(?=\s|$)/.exec(text);
  if (!head) return undefined;
  const isWhole = head[1] === undefined || head[1] === '-file';
  if (isWhole && !first) return undefined;
  const named =
    head[1] === '-file'
      ? []
      : namesIn(text.slice(head[0].length), head[0].length, /[^\s,]+/g, (name) => `dclint/${name}`);
  const rules = named.length > 0 ? named : everythingOf('dclint', { start: 0, end: text.length });
  const coverage = isWhole ? 'file' : alone || head[1] === '-next-line' ? 'line-below' : 'line';
  return { coverage, rules, reason: undefined, until: undefined };
}

/**
 * `trivy:ignore:ID`, several in a comment, each with `:exp:DATE` perhaps (`pkg/iac/ignore`). Ids stand in several forms:
 * DS002, DS-0002, AVD-DS-0002. The earliest date counts for all.
 */
function readTrivy(text: string, { alone }: CommentPlace): ForeignComment | undefined {
  const rules: NamedRule[] = [];
  let until: Until | undefined;
  for (const { 0: whole, 1: id = '', 2: date, index } of text.matchAll(
    /(?<![^\s#])(?:trivy|tfsec):ignore:([^\s:[]+)(?:\[[^\s\]]*\])?(?:[: ]exp:(\S+))?/g,
  )) {
    const span = { start: index, end: index + whole.length };
    rules.push({ name: id === '*' ? 'trivy/*' : `trivy/${trivyId(id)}`, span });
    // A date that can't be read is one long ago for Trivy; for us, nothing that is unknown hides a finding.
    if (date !== undefined) until = earlier(until, { date: isDate(date) ? date : '0000-01-01', span });
  }
  if (rules.length === 0) return undefined;
  return { coverage: alone ? 'next' : 'line', rules, reason: undefined, until };
}

function trivyId(id: string): string {
  const number = /^(?:AVD-)?DS-?(\d{1,4})$/i.exec(id)?.[1];
  return number === undefined ? id : `DS-${number.padStart(4, '0')}`;
}

function earlier(one: Until | undefined, other: Until): Until {
  return one && one.date < other.date ? one : other;
}

/** `checkov:skip=CKV_DOCKER_2:why` anywhere in a comment. Its line does not matter in a Dockerfile, says Checkov's parser. */
function readCheckov(text: string): ForeignComment | undefined {
  const found = /(?:checkov|bridgecrew):skip= *([A-Z_\d]+)(?::(.*))?/.exec(text);
  if (!found?.[1]) return undefined;
  const span = { start: found.index, end: found.index + found[0].length };
  const rules = [{ name: `checkov/${found[1]}`, span }];
  return { coverage: 'file', rules, reason: found[2]?.trim() || undefined, until: undefined };
}

/** `kics-scan ignore`, `disable=ids` (both above everything), `ignore-line`, `ignore-block` (KICS, docs/running-kics.md). */
function readKics(text: string, { language, alone, atHead }: CommentPlace): ForeignComment | undefined {
  const found = /^\s*kics-scan\s+(ignore-line|ignore-block|ignore|disable=(\S+))\s*$/.exec(text);
  if (!found) return undefined;
  const whole = { start: 0, end: text.length };
  const everything = { rules: everythingOf('kics', whole), reason: undefined, until: undefined };
  if (found[1] === 'ignore-line') {
    const onNext = language === 'dockerfile' ? 'below' : 'line-below';
    return { coverage: alone ? onNext : 'line', ...everything };
  }
  if (found[1] === 'ignore-block')
    return { coverage: language === 'dockerfile' ? 'stage-below' : 'next', ...everything };
  if (!atHead) return undefined;
  if (found[2] === undefined) return { coverage: 'file', ...everything };
  const rules = namesIn(found[2], text.indexOf('=') + 1, /[^\s,]+/g, (name) => `kics/${name}`);
  return { coverage: 'file', rules, reason: undefined, until: undefined };
}

function everythingOf(tool: string, span: Span): readonly NamedRule[] {
  return [{ name: `${tool}/*`, span }];
}

function namesIn(list: string, offset: number, words: RegExp, nameOf: (word: string) => string): readonly NamedRule[] {
  return [...list.matchAll(words)].map(({ 0: word, index }) => {
    return { name: nameOf(word), span: { start: offset + index, end: offset + index + word.length } };
  });
}

function splitAt(text: string, sign: string): readonly [string, string | undefined] {
  const at = text.indexOf(sign);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
