import type { YamlNode } from '../compose/nodes.ts';
import type { DockerfileDocument, Instruction } from '../dockerfile/nodes.ts';
import { fact } from '../facts/fact.ts';
import type { Document } from '../project/document.ts';
import type { Span } from '../text/span.ts';
import type { Coverage } from './suppression-comments.ts';

/** Finds what a comment covers. One per document: it remembers where things start. */
export type CoveredSpans = (coverage: Coverage, comment: Span) => Span | undefined;

/** The finder for a document. It gives undefined where a comment covers nothing: there is no next thing. */
export function coveredSpans(document: Document): CoveredSpans {
  const { source } = document;
  const nextLineInside = lineFinder(document);
  const things = (): readonly Span[] => coverableSpans(document);
  const next = (comment: Span): Span | undefined => {
    const around = document.kind === 'dockerfile' ? things()[firstAfter(things(), comment.start) - 1] : undefined;
    if (around && around.end > comment.end) return nextLineInside(comment, around);
    return things()[firstAfter(things(), comment.end)];
  };
  const lineOf = (offset: number): number => source.position(offset).line;
  const below = (comment: Span): Span | undefined => {
    const found = things()[firstAfter(things(), comment.end)];
    return found && lineOf(found.start) === lineOf(comment.end) + 1 ? found : undefined;
  };
  const stage = (comment: Span): Span | undefined =>
    document.kind === 'dockerfile' ? stageSpan(document, comment) : undefined;
  return (coverage, comment) => {
    switch (coverage) {
      case 'next':
        return next(comment);
      case 'below':
        return below(comment);
      case 'line':
        return source.lineSpan(lineOf(comment.start));
      case 'line-below':
        return source.lineSpan(lineOf(comment.end) + 1);
      case 'file':
        return { start: 0, end: source.text.length + 1 };
      case 'rest':
        return { start: comment.start, end: source.text.length + 1 };
      case 'stage':
        return stage(comment);
      case 'stage-rest':
        return restOf(stage(comment), comment);
      case 'stage-below':
        return stage(comment)?.start === below(comment)?.start ? stage(comment) : undefined;
      case 'end':
        return undefined;
    }
  };
}

/**
 * What a comment above it covers: whole instructions, or entries and items of YAML; in document order. Of those that
 * start at one place the outermost.
 */
export const coverableSpans = fact('core/coverable-spans@1', (document: Document): readonly Span[] =>
  document.kind === 'dockerfile'
    ? document.root.instructions.map(wholeInstruction)
    : entrySpans(document.root.documents),
);

/** An instruction with its continuation lines and heredocs. */
function wholeInstruction(instruction: Instruction): Span {
  let { end } = instruction.span;
  for (const heredoc of instruction.heredocs) end = Math.max(end, heredoc.span.end, heredoc.terminator?.span.end ?? 0);
  return { start: instruction.span.start, end };
}

function restOf(span: Span | undefined, comment: Span): Span | undefined {
  return span && { start: Math.max(span.start, comment.start), end: span.end };
}

/** The stage that a comment stands in, or before: what comes next in the file tells; behind everything it is the last. */
function stageSpan(document: DockerfileDocument, comment: Span): Span | undefined {
  const { source, root } = document;
  const spans = coverableSpans(document);
  const next = firstAfter(spans, comment.start);
  const isInside = (spans[next - 1]?.end ?? 0) > comment.start;
  const at = root.instructions[isInside ? next - 1 : next];
  const index = at ? (at.stageIndex ?? 0) : root.stages.length - 1;
  const found = root.stages[index];
  if (!found) return undefined;
  const following = root.stages[index + 1];
  return { start: found.from.span.start, end: following ? following.from.span.start - 1 : source.text.length + 1 };
}

/**
 * A comment between continuation lines covers the line that goes on below it. Comments are asked for in file order, so the
 * answer for the last one is the answer for all that follow it up to that line.
 */
function lineFinder({ source }: Document): (comment: Span, around: Span) => Span | undefined {
  let from = 0;
  let found = 0;
  return (comment, around) => {
    const first = source.position(comment.end).line + 1;
    if (first < from || first > found) {
      from = first;
      found = first;
      for (let span = source.lineSpan(found); span && isSkipped(source.slice(span)); span = source.lineSpan(found)) {
        found++;
      }
    }
    const span = source.lineSpan(found);
    return span && span.start < around.end ? span : undefined;
  };
}

/** Blank lines and comments do not end an instruction. */
function isSkipped(line: string): boolean {
  const text = line.trim();
  return text === '' || text.startsWith('#');
}

/** Entries and items in document order; one that starts where an outer one starts comes after it. */
function entrySpans(documents: readonly { readonly content: YamlNode | undefined }[]): readonly Span[] {
  const spans: Span[] = [];
  const open: YamlNode[] = documents.flatMap(({ content }) => content ?? []).reverse();
  const starts = new Set<number>();
  const add = (span: Span): void => {
    if (starts.has(span.start)) return;
    starts.add(span.start);
    spans.push(span);
  };
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'YamlMapping') {
      for (const entry of node.entries) add(entry.span);
      for (const { value } of node.entries.toReversed()) if (value) open.push(value);
    } else if (node.kind === 'YamlSequence') {
      for (const item of node.items) add(item.span);
      open.push(...node.items.toReversed());
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Index of the first span that starts at or behind `offset`. */
export function firstAfter(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && span.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
