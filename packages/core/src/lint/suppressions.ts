import { fact } from '../facts/fact.ts';
import { applicationsOf, linkedBuilds } from '../facts/project-index.ts';
import type { Document } from '../project/document.ts';
import type { Project } from '../project/project.ts';
import { type Located, locateInFile } from '../text/located.ts';
import type { Span } from '../text/span.ts';
import { coverableSpans, coveredSpans } from './covered-spans.ts';
import type { Suppression } from './findings.ts';
import type { Draft, FinishContext } from './finish.ts';
import { type CommentPlace, parseForeignComment } from './foreign-comments.ts';
import {
  type CommentFault,
  type Coverage,
  type NamedRule,
  parseSuppressionComment,
  type Until,
} from './suppression-comments.ts';
import { suppressionDrafts } from './suppression-drafts.ts';
import { coverAt, indexSuppressions, type SuppressionIndex } from './suppression-index.ts';

/** A comment that silences findings. */
export interface SuppressionComment {
  readonly document: Document;
  /** Where the comment's text (behind the `#`) begins. */
  readonly textStart: number;
  /** Meant for another tool, which may need it though it is of no use to us: nothing is reported about it. */
  readonly foreign: boolean;
  readonly coverage: Coverage | undefined;
  readonly rules: readonly NamedRule[];
  readonly reason: string | undefined;
  readonly until: Until | undefined;
  readonly faults: readonly CommentFault[];
  /** Undefined if it covers nothing. A range ends here with the file; the index finds where it is ended before. */
  readonly covers: Span | undefined;
}

const mentionsAnyTool = /plimsoll|hadolint|dclint|trivy:|tfsec:|checkov:|bridgecrew:|kics-scan/i;

/** The comments of a document that silence findings, ours and other tools', in file order. */
export const suppressionComments = fact(
  'core/suppression-comments@2',
  (document: Document): readonly SuppressionComment[] => {
    const { source } = document;
    // Almost no file has any: one look at the text spares all others the comments' reading.
    if (!mentionsAnyTool.test(source.text)) return [];
    const spanOf = coveredSpans(document);
    return document.root.comments.flatMap(({ span }) => {
      const textStart = source.text.indexOf('#', span.start) + 1;
      const text = source.text.slice(textStart, span.end);
      if (!mentionsAnyTool.test(text)) return [];
      const own = parseSuppressionComment(text, document.kind);
      const parsed = own ?? parseForeignComment(text, placeOfComment(document, span));
      if (!parsed) return [];
      const { coverage, rules, reason, until } = parsed;
      const covers = coverage && spanOf(coverage, span);
      const faults = own?.faults ?? [];
      return [{ document, textStart, foreign: !own, coverage, rules, reason, until, faults, covers }];
    });
  },
);

function placeOfComment(document: Document, comment: Span): CommentPlace {
  const { source, kind } = document;
  const line = source.lineSpan(source.position(comment.start).line);
  const first = coverableSpans(document)[0];
  const atHead = first === undefined || comment.start < first.start;
  return {
    language: kind,
    alone: source.text.slice(line?.start, comment.start).trim() === '',
    atHead,
    first: atHead && isFirstComment(document, comment),
  };
}

function isFirstComment({ root }: Document, comment: Span): boolean {
  return (root.comments[0]?.span.start ?? 0) >= comment.start;
}

/** Marks findings that a comment covers: by their place, or, for rules about several files, by a related one. */
export function applySuppressions(drafts: readonly Draft[], context: FinishContext): readonly Draft[] {
  if (drafts.length === 0) return drafts;
  return markSuppressed(drafts, indexOf(context));
}

/** Adds findings about comments that silence nothing, name unknown rules or can't be read. */
export function reportUnusedSuppressions(drafts: readonly Draft[], context: FinishContext): readonly Draft[] {
  const { project } = context;
  const comments = documentsOf(project)
    .filter(({ source }) => project.targets.has(source.path))
    .flatMap(suppressionComments)
    .filter(({ foreign }) => !foreign);
  if (comments.length === 0) return drafts;
  const index = indexOf(context);
  const made = suppressionDrafts(comments, drafts.map(placesOf), index, context);
  return made.length === 0 ? drafts : [...drafts, ...markSuppressed(made, index)];
}

function indexOf({ project, config }: FinishContext): SuppressionIndex {
  return indexSuppressions(documentsOf(project).map(suppressionComments), config.idsByName, project.today);
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

function markSuppressed(drafts: readonly Draft[], index: SuppressionIndex): readonly Draft[] {
  if (index.covers.size === 0) return drafts;
  return drafts.map((draft) => {
    const suppressed = suppressionOf(draft, index);
    return suppressed ? { ...draft, suppressed } : draft;
  });
}

function suppressionOf(draft: Draft, index: SuppressionIndex): Suppression | undefined {
  for (const place of placesOf(draft).places) {
    const found = coverAt(index, place, { rule: draft.active.rule.id, code: draft.report.code });
    if (!found) continue;
    const { document, textStart, reason } = found.comment;
    const comment = locateInFile({ source: document.source, span: { start: textStart, end: textStart } });
    return { kind: 'comment', reason, line: comment.source.position(comment.span.start).line };
  }
  return undefined;
}

/** The places at which a report may be silenced: its own, in its text and in the file around that, and related ones. */
function placesOf(draft: Draft): {
  readonly rule: string;
  readonly code: string | undefined;
  readonly places: readonly Located[];
} {
  const { rule } = draft.active;
  const places = [draft.at, draft.report.at];
  if (rule.language === 'project') for (const { at } of draft.report.related ?? []) places.push(at);
  return { rule: rule.id, code: draft.report.code, places: places.flatMap(placesAround) };
}

/** A place, and its place in the file around it. */
function placesAround(place: Located): readonly Located[] {
  return place.source.embedding ? [place, locateInFile(place)] : [place];
}
