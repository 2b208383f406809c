import { createLinter, type DockerfileDocument, parseDockerfile } from '@plimsoll/core';
import { leavesOf } from '@plimsoll/core/dockerfile';
import { rules } from '@plimsoll/rules';

const linter = createLinter({ rules, preset: 'strict' });

/** What must hold for every Dockerfile, however broken: undefined, or what does not. */
export function dockerfileFault(text: string): string | undefined {
  const document = parseDockerfile(text);
  return leafFault(document) ?? placeFault(document) ?? lineEndFault(text) ?? crashOf(text);
}

/** The leaves, one behind the other, are the text. */
function leafFault(document: DockerfileDocument): string | undefined {
  const { source } = document;
  const printed = leavesOf(document)
    .map(({ span }) => source.slice(span))
    .join('');
  return printed === source.text ? undefined : 'the leaves are not the text';
}

/** Instructions follow each other, and their problems lie in the text. */
function placeFault({ root }: DockerfileDocument): string | undefined {
  let at = 0;
  for (const { span, keyword } of root.instructions) {
    if (span.start < at || span.end < span.start) return `the instruction at ${span.start} begins before ${at}`;
    if (keyword.span.start < span.start || keyword.span.end > span.end) return `a keyword outside, at ${span.start}`;
    at = span.end;
  }
  const outside = root.problems.find(({ span }) => span.start < 0 || span.end < span.start || span.end > root.span.end);
  return outside && `a problem outside the text: ${outside.code}`;
}

function lineEndFault(text: string): string | undefined {
  const lf = text.replaceAll('\r', '');
  return shapeOf(lf) === shapeOf(lf.replaceAll('\n', '\r\n')) ? undefined : 'LF and CRLF mean different things';
}

/** The tree without places. */
function shapeOf(text: string): string {
  const { root } = parseDockerfile(text);
  const view = root.instructions.map((instruction) => [
    instruction.kind,
    instruction.keyword.text,
    instruction.body.text,
    instruction.flags.map((flag) => flag.name),
    instruction.heredocs.map((heredoc) => [heredoc.name, heredoc.body.text.replaceAll('\r\n', '\n')]),
    instruction.leadingComments.map((comment) => comment.text),
  ]);
  // A length in bytes counts the line end too.
  const problems = root.problems.filter(({ code }) => code !== 'line-too-long');
  return JSON.stringify([view, root.escape, problems.map((problem) => [problem.code, problem.data])]);
}

/** No rule throws, and every finding lies in the text. */
function crashOf(text: string): string | undefined {
  const result = linter.lintText(text, { path: 'Dockerfile' });
  const [crash] = result.crashes;
  if (crash) return `crash of ${crash.rule}: ${crash.stack ?? crash.message}`;
  const findings = result.files.flatMap((file) => file.findings);
  const outside = findings.find(({ start, end }) => start.offset > end.offset || end.offset > text.length);
  return outside && `a finding outside the text: ${outside.rule}`;
}
