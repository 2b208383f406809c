import type { Located } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { isSpace, skipSpaces } from './blanks.ts';
import { continuationAt } from './logical-lines.ts';
import type { CommandForm, DockerfileDocument, Heredoc, Instruction } from './nodes.ts';

/**
 * What a character of a Dockerfile belongs to. `text`: arguments that no node stands for, because the build refuses or
 * drops them. `mark`: the brackets, commas and equals signs between nodes. `continuation`: the escape character at the
 * end of a line with what follows it, line end included.
 */
export type LeafKind = (typeof kinds)[number];

const kinds = [
  'blank',
  'text',
  'mark',
  'keyword',
  'flag',
  'word',
  'comment',
  'directive',
  'heredoc',
  'heredoc-end',
  'continuation',
  'line-end',
] as const;

/** A piece of the text; the leaves of a document follow each other without gaps. */
export interface Leaf extends Located {
  readonly kind: LeafKind;
}

/** The kind of each character, and which of them begin a leaf. */
interface Painting {
  readonly text: string;
  readonly codes: Uint8Array;
}

const startBit = 128;
const codeOf = (kind: LeafKind): number => kinds.indexOf(kind);
const heredocCode = codeOf('heredoc');
const wholeLines = [codeOf('comment'), codeOf('directive'), codeOf('heredoc-end')];

/**
 * The document as a sequence of leaves: every character belongs to exactly one, so that their texts joined are the text
 * of the file (without its byte order mark). Linear in the length of the text.
 */
export function leavesOf(document: DockerfileDocument): readonly Leaf[] {
  const { source, root } = document;
  const painting: Painting = { text: source.text, codes: new Uint8Array(source.text.length) };
  for (const instruction of root.instructions) paintInstruction(painting, instruction);
  for (const { span } of root.directives) paint(painting, 'directive', span);
  // Those inside a continuation lie on the arguments.
  for (const { span } of root.comments) paint(painting, 'comment', span);
  paintLines(painting, root.escape.charCodeAt(0));
  return collect(painting, source);
}

function paint({ codes }: Painting, kind: LeafKind, { start, end }: Span): void {
  if (end <= start) return;
  codes.fill(codeOf(kind), start, end);
  codes[start] = codeOf(kind) | startBit;
}

function paintInstruction(painting: Painting, instruction: Instruction): void {
  for (const word of argumentsOf(instruction)) if (word) paint(painting, 'word', word.span);
  paint(painting, 'keyword', instruction.keyword.span);
  for (const { span } of instruction.flags) paint(painting, 'flag', span);
  for (const heredoc of instruction.heredocs) paintHeredoc(painting, heredoc);
  if (instruction.kind === 'Onbuild' && instruction.trigger) paintInstruction(painting, instruction.trigger);
}

/** The lines of the body as a whole, with the tabs that `<<-` takes away. */
function paintHeredoc(painting: Painting, { operator, body, terminator }: Heredoc): void {
  const { text, codes } = painting;
  const lineStart = (at: number): number => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1);
  const start = lineStart(body.toSource({ start: 0, end: body.text.length }).start);
  const end = terminator ? lineStart(terminator.span.start) : text.length;
  // In RUN it is a part of the script.
  if (codes[operator.span.start] === 0) paint(painting, 'word', operator.span);
  paint(painting, 'heredoc', { start: Math.max(start, operator.span.end), end });
  if (terminator) paint(painting, 'heredoc-end', terminator.span);
}

function argumentsOf(instruction: Instruction): readonly (Located | undefined)[] {
  switch (instruction.kind) {
    case 'From':
      return [instruction.image, instruction.asKeyword, instruction.alias];
    case 'Run':
    case 'Cmd':
    case 'Entrypoint':
    case 'Shell':
      return commandWords(instruction.command);
    case 'Healthcheck':
      return [instruction.type, ...(instruction.command ? commandWords(instruction.command) : [])];
    case 'Copy':
    case 'Add':
      return [...instruction.sources, instruction.destination];
    case 'Env':
    case 'Label':
    case 'Arg':
      return instruction.pairs.flatMap(({ key, value }) => [key, value]);
    case 'Expose':
      return instruction.ports;
    case 'Volume':
      return instruction.paths;
    case 'User':
    case 'Workdir':
    case 'Stopsignal':
    case 'Maintainer':
      return [instruction.value];
    case 'Onbuild':
    case 'Unknown':
      return [];
  }
}

function commandWords(command: CommandForm): readonly Located[] {
  if (command.form === 'exec') return command.items;
  const { script } = command;
  return [script.locate({ start: 0, end: script.text.length })];
}

/** Line ends, continuations, and what lies between the nodes. */
function paintLines(painting: Painting, escape: number): void {
  const { text, codes } = painting;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const stop = newline < 0 ? text.length : newline;
    const next = newline < 0 ? text.length : newline + 1;
    if (((codes[start] ?? 0) & ~startBit) !== heredocCode) {
      let end = stop;
      while (end > start && text.charCodeAt(end - 1) === 13) end--;
      const first = (codes[skipSpaces(text, start, end)] ?? 0) & ~startBit;
      const broken = wholeLines.includes(first) ? -1 : continuationAt(text, start, end, escape);
      paintGaps(painting, start, broken < 0 ? end : broken);
      if (broken < 0) paint(painting, 'line-end', { start: end, end: next });
      else paint(painting, 'continuation', { start: broken, end: next });
    }
    start = next;
  }
}

const marks = '[],=';

function paintGaps({ text, codes }: Painting, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    if (codes[at] !== 0 || isSpace(text.charCodeAt(at))) continue;
    codes[at] = codeOf(marks.includes(text.charAt(at)) ? 'mark' : 'text');
  }
}

function collect({ codes }: Painting, source: SourceText): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (let start = 0; start < codes.length; ) {
    const code = (codes[start] ?? 0) & ~startBit;
    let end = start + 1;
    while (end < codes.length && codes[end] === code) end++;
    leaves.push({ kind: kinds[code] ?? 'text', source, span: { start, end } });
    start = end;
  }
  return leaves;
}
