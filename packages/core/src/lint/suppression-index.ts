import type { Located } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { lookUpName, reportName } from './rule-names.ts';
import type { NamedRule } from './suppression-comments.ts';
import type { SuppressionComment } from './suppressions.ts';

/** One name of a comment, and what it silences. */
export interface Cover {
  readonly comment: SuppressionComment;
  readonly named: NamedRule;
  /** A place is covered that starts in it or at its end. */
  readonly span: Span;
}

/** The covers of one rule in one text, cut where the innermost changes. */
interface RuleCovers {
  readonly list: readonly Cover[];
  /** Where each piece starts, ascending. */
  readonly starts: readonly number[];
  readonly innermost: readonly (Cover | undefined)[];
}

/** What all comments silence. Made in `n log n` of the comments' names, asked in `log n`. */
export interface SuppressionIndex {
  readonly covers: ReadonlyMap<SourceText, ReadonlyMap<string, RuleCovers>>;
  /** Comments and names that were to end a range where none was open. */
  readonly idleEnds: ReadonlySet<SuppressionComment | NamedRule>;
}

type IdsByName = ReadonlyMap<string, readonly string[]>;

/** True if a comment's date is over; without a known day it never is. Ours count through the day, others up to it. */
export function isExpired({ until, foreign }: SuppressionComment, today: string | undefined): boolean {
  if (!until || today === undefined) return false;
  return foreign ? today >= until.date : today > until.date;
}

/** Resolves names and ranges: for each document its comments, in file order. */
export function indexSuppressions(
  documents: readonly (readonly SuppressionComment[])[],
  idsByName: IdsByName,
  today: string | undefined,
): SuppressionIndex {
  const idsOf = nameReader(idsByName);
  const covers = new Map<SourceText, ReadonlyMap<string, RuleCovers>>();
  const idleEnds = new Set<SuppressionComment | NamedRule>();
  for (const comments of documents) {
    const [first] = comments;
    if (!first) continue;
    const byRule = collectCovers(
      comments.filter((comment) => !isExpired(comment, today)),
      idsOf,
      idleEnds,
    );
    if (byRule.size === 0) continue;
    covers.set(first.document.source, new Map([...byRule].map(([id, list]) => [id, cutIntoPieces(list)])));
  }
  return { covers, idleEnds };
}

/** The innermost cover of a report's code, else of its rule, at the start of a place. */
export function coverAt(
  index: SuppressionIndex,
  { source, span }: Located,
  { rule, code }: { readonly rule: string; readonly code: string | undefined },
): Cover | undefined {
  const byRule = index.covers.get(source);
  for (const name of new Set([reportName(rule, code), rule])) {
    const covers = byRule?.get(name);
    const found = covers?.innermost[countUpTo(covers.starts, span.start) - 1];
    if (found) return found;
  }
  return undefined;
}

/** How many of ascending numbers are at most `limit`. */
export function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ids of a name, or of everything that a tool knows (`kics/*`). */
function nameReader(idsByName: IdsByName): (name: string) => readonly string[] {
  const byTool = new Map<string, readonly string[]>();
  return (name) => {
    if (!name.endsWith('/*')) return lookUpName(name, idsByName) ?? [];
    const known = byTool.get(name);
    if (known) return known;
    const prefix = name.slice(0, -1);
    const ids = new Set<string>();
    for (const [alias, own] of idsByName) if (alias.startsWith(prefix)) for (const id of own) ids.add(id);
    byTool.set(name, [...ids]);
    return [...ids];
  };
}

type OpenCover = { -readonly [Key in keyof Cover]: Cover[Key] };

function collectCovers(
  comments: readonly SuppressionComment[],
  idsOf: (name: string) => readonly string[],
  idleEnds: Set<SuppressionComment | NamedRule>,
): ReadonlyMap<string, readonly Cover[]> {
  const byRule = new Map<string, OpenCover[]>();
  const open = new Map<string, OpenCover[]>();
  for (const comment of comments) {
    if (comment.coverage === 'end') {
      if (comment.rules.length === 0 && !closeRanges(open, [...open.keys()], comment)) idleEnds.add(comment);
      for (const named of comment.rules) {
        if (!closeRanges(open, idsOf(named.name), comment)) idleEnds.add(named);
      }
      continue;
    }
    if (!comment.covers) continue;
    for (const named of comment.rules) {
      for (const id of idsOf(named.name)) {
        const cover: OpenCover = { comment, named, span: comment.covers };
        addTo(byRule, id, cover);
        if (comment.coverage === 'rest') addTo(open, id, cover);
      }
    }
  }
  return byRule;
}

/** Ends every open range of these rules; false if there is none. */
function closeRanges(
  open: Map<string, OpenCover[]>,
  ids: readonly string[],
  { textStart }: SuppressionComment,
): boolean {
  let closed = false;
  for (const id of ids) {
    for (const cover of open.get(id) ?? []) cover.span = { start: cover.span.start, end: textStart };
    closed = open.delete(id) || closed;
  }
  return closed;
}

function addTo(map: Map<string, OpenCover[]>, key: string, cover: OpenCover): void {
  const list = map.get(key);
  if (list) list.push(cover);
  else map.set(key, [cover]);
}

/** A sweep over all starts and ends: on top of the stack is what started last; what has ended is dropped when it surfaces. */
function cutIntoPieces(covers: readonly Cover[]): RuleCovers {
  const list = covers.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const starts = [...new Set(list.flatMap(({ span }) => [span.start, span.end + 1]))].sort((a, b) => a - b);
  const stack: Cover[] = [];
  let next = 0;
  const innermost = starts.map((start) => {
    for (let cover = list[next]; cover && cover.span.start <= start; cover = list[++next]) stack.push(cover);
    while ((stack.at(-1)?.span.end ?? start) < start) stack.pop();
    return stack.at(-1);
  });
  return { list, starts, innermost };
}
