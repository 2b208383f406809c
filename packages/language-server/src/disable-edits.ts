import type { Document, Finding, FindingEdit } from '@plimsoll/core';

/**
 * A comment above the line of a finding that silences its rule there: above the whole instruction of a Dockerfile, above the
 * entry or item of YAML. Undefined where no comment line can stand: inside a heredoc or a block of YAML text.
 */
export function disableEdits(document: Document, finding: Finding): readonly FindingEdit[] | undefined {
  if (document.kind !== 'dockerfile') return undefined;
  const { source, root } = document;
  const instruction = root.instructions.findLast(({ span }) => span.start <= finding.start.offset);
  const offset = instruction?.span.start ?? 0;
  const line = source.lineSpan(source.position(offset).line)?.start ?? 0;
  const point = { ...source.position(line), offset: line };
  const end = source.text.includes('\r\n') ? '\r\n' : '\n';
  return [{ path: finding.path, start: point, end: point, text: `# plimsoll-disable-next-line ${finding.rule}${end}` }];
}
