import type { YamlNode } from '../compose/nodes.ts';
import type { Instruction } from '../dockerfile/nodes.ts';
import type { Document } from '../project/document.ts';
import type { Span } from '../text/span.ts';
import type { Coverage } from './suppression-comments.ts';

/** Finds what a comment covers. One per document: it remembers where things start. */
export type CoveredSpans = (coverage: Coverage, comment: Span) => Span | undefined;

/** The finder for a document. It gives undefined where a comment covers nothing: there is no next thing. */
export function coveredSpans(document: Document): CoveredSpans {
  const { source } = document;
  let things: readonly Span[] | undefined;
  const next = (comment: Span): Span | undefined => {
    things ??=
      document.kind === 'dockerfile'
        ? document.root.instructions.map(wholeInstruction)
        : entrySpans(document.root.documents);
    const around = document.kind === 'dockerfile' ? things[firstAfter(things, comment.start) - 1] : undefined;
    if (around && around.end > comment.end) return nextLineInside(document, comment, around);
    return things[firstAfter(things, comment.end)];
  };
  return (coverage, comment) => {
    switch (coverage) {
      case 'next':
        return next(comment);
      case 'line':
        return source.lineSpan(source.position(comment.start).line);
      case 'file':
        return { start: 0, end: source.text.length + 1 };
    }
  };
}

/** An instruction with its continuation lines and heredocs. */
function wholeInstruction(instruction: Instruction): Span {
  let { end } = instruction.span;
  for (const heredoc of instruction.heredocs) end = Math.max(end, heredoc.span.end, heredoc.terminator?.span.end ?? 0);
  return { start: instruction.span.start, end };
}

/** A comment between continuation lines covers the line that goes on below it. */
function nextLineInside(document: Document, comment: Span, around: Span): Span | undefined {
  const { source } = document;
  for (let line = source.position(comment.end).line + 1; ; line++) {
    const span = source.lineSpan(line);
    if (!span || span.start >= around.end) return undefined;
    const text = source.slice(span).trim();
    if (text !== '' && !text.startsWith('#')) return span;
  }
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
function firstAfter(spans: readonly Span[], offset: number): number {
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
