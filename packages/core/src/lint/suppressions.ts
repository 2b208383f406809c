import { fact } from '../facts/fact.ts';
import { applicationsOf, linkedBuilds } from '../facts/project-index.ts';
import type { Document } from '../project/document.ts';
import type { Project } from '../project/project.ts';
import { type Located, locateInFile } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { coveredSpans } from './covered-spans.ts';
import type { Draft, FinishContext } from './finish.ts';
import { type CommentFault, type NamedRule, parseSuppressionComment } from './suppression-comments.ts';
import { suppressionDrafts } from './suppression-drafts.ts';

/** Why a finding is silent. */
export interface Suppressed {
  readonly reason: string | undefined;
  /** The line of the comment, in its file. */
  readonly line: number;
}

/** A comment of ours. */
export interface SuppressionComment {
  readonly document: Document;
  /** Where the comment's text (behind the `#`) begins. */
  readonly textStart: number;
  readonly rules: readonly NamedRule[];
  readonly reason: string | undefined;
  readonly faults: readonly CommentFault[];
  /** Undefined if it covers nothing. */
  readonly covers: Span | undefined;
}

const mentionsUs = /plimsoll/i;

/** The comments of a document that are meant for us, in file order. */
export const suppressionComments = fact(
  'core/suppression-comments@1',
  (document: Document): readonly SuppressionComment[] => {
    const { source } = document;
    // Almost no file has any: one look at the text spares all others the comments' reading.
    if (!mentionsUs.test(source.text)) return [];
    const spanOf = coveredSpans(document);
    return document.root.comments.flatMap(({ span }) => {
      const textStart = source.text.indexOf('#', span.start) + 1;
      const parsed = parseSuppressionComment(source.text.slice(textStart, span.end), document.kind);
      if (!parsed) return [];
      const { coverage, rules, reason, faults } = parsed;
      return [{ document, textStart, rules, reason, faults, covers: coverage && spanOf(coverage, span) }];
    });
  },
);

/** Marks findings that a comment covers: by their place, or, for rules about several files, by a related one. */
export function applySuppressions(drafts: readonly Draft[], { project, config }: FinishContext): readonly Draft[] {
  if (drafts.length === 0) return drafts;
  const index = indexComments(documentsOf(project), config.idsByName);
  return index.size === 0 ? drafts : drafts.map((draft) => suppress(draft, index));
}

/** Adds findings about comments that silence nothing, name unknown rules or can't be read. */
export function reportUnusedSuppressions(drafts: readonly Draft[], context: FinishContext): readonly Draft[] {
  const { project } = context;
  const comments = documentsOf(project)
    .filter(({ source }) => project.targets.has(source.path))
    .flatMap(suppressionComments);
  const made = suppressionDrafts(comments, drafts, context);
  return made.length === 0 ? drafts : [...drafts, ...applySuppressions(made, context)];
}

/**
 * Every document whose comments count. Those that were only read along and those inside a Compose file do too: what is
 * accepted stays accepted, whichever file is named.
 */
function documentsOf(project: Project): readonly Document[] {
  const documents = new Set<Document>(project.documents.values());
  if (![...project.targets.values()].some(({ kind }) => kind === 'compose')) return [...documents];
  for (const application of applicationsOf(project)) {
    for (const file of application.files) documents.add(file);
    for (const file of application.referenced.values()) if (file.state === 'compose') documents.add(file.document);
  }
  for (const { dockerfile } of linkedBuilds(project)) if (dockerfile) documents.add(dockerfile);
  return [...documents];
}

interface Cover {
  readonly comment: SuppressionComment;
  readonly named: NamedRule;
  readonly span: Span;
}

/** Covers by start, with the furthest end up to each: where that lies before a place, no earlier one reaches it. */
interface Covers {
  readonly list: readonly Cover[];
  readonly furthest: readonly number[];
}

/** By text, then by rule id. */
type CommentIndex = ReadonlyMap<SourceText, ReadonlyMap<string, Covers>>;

function indexComments(documents: readonly Document[], idsByName: FinishContext['config']['idsByName']): CommentIndex {
  const index = new Map<SourceText, ReadonlyMap<string, Covers>>();
  for (const document of documents) {
    const byRule = new Map<string, Cover[]>();
    for (const comment of suppressionComments(document)) {
      if (!comment.covers) continue;
      for (const named of comment.rules) {
        for (const id of idsByName.get(named.name.toLowerCase()) ?? []) {
          const list = byRule.get(id) ?? [];
          list.push({ comment, named, span: comment.covers });
          byRule.set(id, list);
        }
      }
    }
    if (byRule.size > 0) index.set(document.source, new Map([...byRule].map(([id, list]) => [id, sortCovers(list)])));
  }
  return index;
}

function sortCovers(covers: readonly Cover[]): Covers {
  const list = covers.toSorted((a, b) => a.span.start - b.span.start);
  let end = 0;
  return { list, furthest: list.map(({ span }) => (end = Math.max(end, span.end))) };
}

function suppress(draft: Draft, index: CommentIndex): Draft {
  const { rule } = draft.active;
  const places = [draft.at, draft.report.at];
  if (rule.language === 'project') for (const { at } of draft.report.related ?? []) places.push(at);
  const found: Cover[] = [];
  for (const place of places.flatMap(placesAround)) {
    const covers = index.get(place.source)?.get(rule.id);
    if (covers) found.push(...coversAt(covers, place.span.start));
  }
  const [first] = found;
  if (!first) return draft;
  const { document, textStart, reason } = first.comment;
  const comment = locateInFile({ source: document.source, span: { start: textStart, end: textStart } });
  const { line } = comment.source.position(comment.span.start);
  return { ...draft, suppressed: { reason, line }, silencedBy: found.map(({ named }) => named) };
}

/** A place, and its place in the file around it. */
function placesAround(place: Located): readonly Located[] {
  return place.source.embedding ? [place, locateInFile(place)] : [place];
}

/** The covers around an offset, innermost first. */
function coversAt({ list, furthest }: Covers, offset: number): readonly Cover[] {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found: Cover[] = [];
  for (let at = low - 1; at >= 0 && (furthest[at] ?? 0) >= offset; at--) {
    const cover = list[at];
    if (cover && cover.span.end >= offset) found.push(cover);
  }
  return found;
}
