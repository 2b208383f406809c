import { SourceText } from '../text/source-text.ts';
import { skipSpaces } from './blanks.ts';
import { checkDirectiveProblem } from './check-options.ts';
import { applyDirective, readDirective } from './directives.ts';
import { readHeredocs } from './heredocs.ts';
import { addComment, type LineCursor, lineCursor, readLine, readLogicalLine } from './logical-lines.ts';
import type {
  Comment,
  Directive,
  DockerfileDocument,
  DockerfileFile,
  FromInstruction,
  Heredoc,
  Instruction,
  Stage,
  SyntaxProblem,
} from './nodes.ts';
import { parseInstruction, splitInstruction, takesHeredocs } from './parse-instruction.ts';
import { syntaxProblem } from './problems.ts';

export interface ParseDockerfileOptions {
  /** Names the file in findings; `Dockerfile` if it is not given. */
  readonly path?: string;
}

/**
 * Parses a Dockerfile as BuildKit reads it. Takes the text, or a `SourceText` for one that is embedded in another file
 * (`dockerfile_inline`). Spans are UTF-16 offsets into the text without its byte order mark, ends exclusive.
 * Never throws: what BuildKit would refuse is in `root.problems`, and parsing goes on with the next instruction.
 * Linear in the length of the text.
 */
export function parseDockerfile(text: string | SourceText, options: ParseDockerfileOptions = {}): DockerfileDocument {
  const source = typeof text === 'string' ? new SourceText(text, options.path ?? 'Dockerfile') : text;
  const problems: SyntaxProblem[] = [];
  const cursor = lineCursor(source, problems);
  const state: FileState = { cursor, directives: [], instructions: [], preamble: [], stages: [], openStage: undefined };
  readLines(state);
  closeStage(state);
  checkFile(state);
  if (problems.length > 1) problems.sort((a, b) => a.span.start - b.span.start);
  const root: DockerfileFile = {
    kind: 'File',
    source,
    span: { start: 0, end: source.text.length },
    directives: state.directives,
    comments: cursor.comments,
    escape: escapeOf(cursor),
    preamble: state.preamble,
    stages: state.stages,
    instructions: state.instructions,
    problems,
  };
  return { kind: 'dockerfile', source, root };
}

interface OpenStage {
  readonly from: FromInstruction;
  readonly instructions: Instruction[];
}

interface FileState {
  readonly cursor: LineCursor;
  readonly directives: Directive[];
  readonly instructions: Instruction[];
  readonly preamble: Instruction[];
  readonly stages: Stage[];
  openStage: OpenStage | undefined;
}

const escapeOf = (cursor: LineCursor): '\\' | '`' => (cursor.escape === 96 ? '`' : '\\');

function readLines(state: FileState): void {
  const { cursor } = state;
  let inDirectives = true;
  let comments: Comment[] | undefined;
  while (readLine(cursor)) {
    const at = skipSpaces(cursor.text, cursor.start, cursor.end);
    const isComment = at < cursor.end && cursor.text.charCodeAt(at) === 35;
    if (inDirectives) {
      const directive = isComment ? readDirective(cursor) : undefined;
      if (directive) {
        applyDirective(cursor, directive, state.directives);
        state.directives.push(directive);
        continue;
      }
      inDirectives = false;
    }
    if (isComment) {
      const comment = addComment(cursor);
      // An empty comment detaches the block above it; a blank line does not.
      if (isEmptyComment(comment, cursor.start)) comments = undefined;
      else if (comments) comments.push(comment);
      else comments = [comment];
    } else if (at < cursor.end) {
      readInstruction(state, comments ?? noComments);
      comments = undefined;
    }
  }
}

/** BuildKit cuts the first byte of the line, so an indented `#` is never empty. */
function isEmptyComment(comment: Comment, lineStart: number): boolean {
  return comment.span.start === lineStart && skipSpaces(comment.text, 0, comment.text.length) === comment.text.length;
}

const noComments: readonly Comment[] = [];
const noHeredocs: readonly Heredoc[] = [];

function readInstruction(state: FileState, leadingComments: readonly Comment[]): void {
  const { cursor } = state;
  const { source } = cursor;
  const escape = escapeOf(cursor);
  const { joined, start, end, blankContinuations } = readLogicalLine(cursor);
  const split = splitInstruction(joined, 0, escape);
  const mayHold = joined.text.includes('<<') && takesHeredocs(split, escape);
  const heredocs = mayHold ? readHeredocs(cursor, joined) : noHeredocs;
  const span = { start, end: Math.max(end, heredocs.at(-1)?.span.end ?? 0) };
  const isFrom = split.name === 'FROM';
  if (isFrom) closeStage(state);
  const stageIndex = isFrom || state.openStage ? state.stages.length : undefined;
  const instruction = parseInstruction(split, {
    escape,
    problems: cursor.problems,
    place: { source, span },
    heredocs,
    leadingComments,
    blankContinuations,
    onbuild: false,
    stageIndex,
  });
  state.instructions.push(instruction);
  if (instruction.kind === 'From') state.openStage = { from: instruction, instructions: [] };
  else if (state.openStage) state.openStage.instructions.push(instruction);
  else state.preamble.push(instruction);
}

function closeStage(state: FileState): void {
  const { openStage, stages } = state;
  if (!openStage) return;
  const { from, instructions } = openStage;
  const end = instructions.at(-1)?.span.end ?? from.span.end;
  stages.push({
    kind: 'Stage',
    source: from.source,
    span: { start: from.span.start, end },
    index: stages.length,
    name: from.alias?.text.toLowerCase(),
    from,
    instructions: instructions.slice(),
  });
  state.openStage = undefined;
}

/** What is wrong with the file as a whole. */
function checkFile(state: FileState): void {
  const { cursor, instructions, preamble, stages } = state;
  const { source, problems } = cursor;
  const start = { source, span: { start: 0, end: 0 } };
  const checkProblem = checkDirectiveProblem(source);
  if (checkProblem) problems.push(checkProblem);
  const advice = 'A Dockerfile begins with FROM IMAGE.';
  if (source.text === '') {
    problems.push(syntaxProblem('empty-file', start, { problem: 'The Dockerfile is empty.', advice }));
  } else if (instructions.length === 0) {
    problems.push(syntaxProblem('no-instructions', start, { problem: 'The file has no instruction.', advice }));
  } else if (stages.length === 0) {
    reportNoStages(problems, preamble);
  } else {
    reportBeforeStages(problems, preamble);
  }
}

function reportNoStages(problems: SyntaxProblem[], preamble: readonly Instruction[]): void {
  const first = preamble.find((instruction) => instruction.kind !== 'Arg') ?? preamble[0];
  if (!first) return;
  const data = { problem: 'The file has no FROM, so it builds nothing.', advice: 'Begin it with FROM IMAGE.' };
  problems.push(syntaxProblem('no-stages', first.keyword, data));
}

function reportBeforeStages(problems: SyntaxProblem[], preamble: readonly Instruction[]): void {
  for (const instruction of preamble) {
    if (instruction.kind === 'Arg' || instruction.kind === 'Unknown') continue;
    const name = instruction.keyword.text.toUpperCase();
    const problem = `${name} stands before the first FROM, where only ARG may stand.`;
    const data = { problem, advice: 'Move it behind FROM.', name };
    problems.push(syntaxProblem('before-first-stage', instruction.keyword, data));
  }
}
