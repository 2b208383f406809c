import type { Document } from '../project/document.ts';
import type { Span } from '../text/span.ts';
import { coverableSpans, firstAfter } from './covered-spans.ts';
import type { Finding, FindingEdit } from './findings.ts';

/**
 * The edit that silences a finding by a comment of its own line: above the instruction and the comments that stand right
 * above it (other tools heed only what is right above), or above the entry or item of YAML. What stands outside of all
 * those (a parser directive, a comment, the file as a whole) is silenced for the file. `document` is the parsed text that
 * the finding was made from; a finding in a Dockerfile inside a Compose file takes the Compose file. An insertion, with
 * the line end of the lines around it.
 */
export function suppressionEdit(
  document: Document,
  { rule, start: { offset } }: Pick<Finding, 'rule' | 'start'>,
): FindingEdit {
  const { source } = document;
  const line = document.kind === 'dockerfile' ? instructionLine(document, offset) : entryLine(document, offset);
  const at = line ?? source.lineSpan(firstCommentLine(document))?.start ?? source.text.length;
  const indent = /^[ \t]*/.exec(source.slice(source.lineSpan(source.position(at).line) ?? { start: 0, end: 0 }))?.[0];
  const word = line === undefined ? 'plimsoll-disable-file' : 'plimsoll-disable-next-line';
  const point = { ...source.position(at), offset: at };
  const lineEnd = lineEndAt(source.text, at);
  // A text without a line end at its end gets one before the comment.
  const before = at > 0 && source.text.charCodeAt(at - 1) !== 10 ? lineEnd : '';
  const text = `${before}${line === undefined ? '' : indent}# ${word} ${rule}${lineEnd}`;
  return { path: source.path, start: point, end: point, text };
}

/** Where the first of the comments right above an instruction starts, or else its line. */
function instructionLine(document: Document & { readonly kind: 'dockerfile' }, offset: number): number | undefined {
  const spans = coverableSpans(document);
  const index = firstAfter(spans, offset + 1) - 1;
  const span = spans[index];
  const instruction = document.root.instructions[index];
  if (!span || !instruction || span.end < offset) return undefined;
  const top = instruction.leadingComments[0]?.span.start ?? span.start;
  return lineStart(document, top);
}

/**
 * Where the line of the innermost entry or item around an offset starts that a comment can stand above: nothing but
 * blanks and dashes comes before it on its line.
 */
function entryLine(document: Document, offset: number): number | undefined {
  const spans = coverableSpans(document);
  for (let index = firstAfter(spans, offset + 1) - 1; index >= 0; index--) {
    const span = spans[index];
    if (!span || span.end < offset) continue;
    const start = lineStart(document, span.start);
    if (/^[ \t]*(?:-[ \t]+)*$/.test(document.source.slice({ start, end: span.start }))) return start;
  }
  return undefined;
}

function lineStart({ source }: Document, offset: number): number {
  return source.lineSpan(source.position(offset).line)?.start ?? 0;
}

/** The first line on which a comment is one: directives of a Dockerfile end with the first comment. */
function firstCommentLine(document: Document): number {
  if (document.kind !== 'dockerfile') return 1;
  const last: Span | undefined = document.root.directives.at(-1)?.span;
  return last ? document.source.position(last.start).line + 1 : 1;
}

/** The line end before an offset, or behind it; LF in a text of one line. */
function lineEndAt(text: string, offset: number): '\n' | '\r\n' {
  const before = offset > 0 ? text.lastIndexOf('\n', offset - 1) : -1;
  const found = before === -1 ? text.indexOf('\n', offset) : before;
  return found > 0 && text.charCodeAt(found - 1) === 13 ? '\r\n' : '\n';
}
