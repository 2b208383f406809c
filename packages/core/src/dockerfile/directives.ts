import { skipSpaces } from './blanks.ts';
import type { LineCursor } from './logical-lines.ts';
import type { Directive } from './nodes.ts';
import { syntaxProblem } from './problems.ts';

const knownNames = ['syntax', 'escape', 'check'];

/** `name=value` behind a comment mark, as offsets. */
export interface DirectiveParts {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** `[\t\n\f\r ]`, the blanks of a Go regular expression: no vertical tab. */
const isPatternBlank = (code: number): boolean =>
  code === 32 || code === 9 || code === 10 || code === 12 || code === 13;

/**
 * Reads `name = value` from `text[start..end)`, which follows the comment mark; undefined if it has another shape or an
 * unknown name. A value of blanks alone is its last blank, as BuildKit's pattern has it (`parser/directives.go`).
 */
export function directiveParts(text: string, start: number, end: number): DirectiveParts | undefined {
  const nameStart = skipSpaces(text, start, end);
  if (nameStart >= end || !isLetter(text.charCodeAt(nameStart))) return undefined;
  let nameEnd = nameStart + 1;
  while (nameEnd < end && (isLetter(text.charCodeAt(nameEnd)) || isDigit(text.charCodeAt(nameEnd)))) nameEnd++;
  const name = text.slice(nameStart, nameEnd).toLowerCase();
  if (!knownNames.includes(name)) return undefined;
  let at = nameEnd;
  while (at < end && isPatternBlank(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) !== 61 || at + 1 >= end) return undefined;
  let valueStart = at + 1;
  while (valueStart < end - 1 && isPatternBlank(text.charCodeAt(valueStart))) valueStart++;
  let valueEnd = end;
  while (valueEnd > valueStart + 1 && isPatternBlank(text.charCodeAt(valueEnd - 1))) valueEnd--;
  return { name, nameStart, nameEnd, valueStart, valueEnd };
}

/**
 * The directive on the line that was read last, as the main parser sees it: `#` may be indented. Undefined ends the
 * zone of directives for good.
 */
export function readDirective(cursor: LineCursor): Directive | undefined {
  const { source, text } = cursor;
  const start = skipSpaces(text, cursor.start, cursor.end);
  if (start >= cursor.end || text.charCodeAt(start) !== 35) return undefined;
  const parts = directiveParts(text, start + 1, cursor.end);
  if (!parts) return undefined;
  return {
    kind: 'Directive',
    source,
    span: { start, end: parts.valueEnd },
    name: parts.name,
    nameAt: { source, span: { start: parts.nameStart, end: parts.nameEnd } },
    value: text.slice(parts.valueStart, parts.valueEnd),
    valueAt: { source, span: { start: parts.valueStart, end: parts.valueEnd } },
  };
}

/** Notes what BuildKit refuses in a directive and puts a valid `escape` in force. */
export function applyDirective(cursor: LineCursor, directive: Directive, earlier: readonly Directive[]): void {
  if (earlier.some((other) => other.name === directive.name)) {
    const problem = `The directive "${directive.name}" is given twice.`;
    const data = { problem, advice: 'Keep one of them.', name: directive.name };
    cursor.problems.push(syntaxProblem('duplicate-directive', directive, data));
    return;
  }
  if (directive.name !== 'escape') return;
  if (directive.value === '\\' || directive.value === '`') {
    cursor.escape = directive.value.charCodeAt(0);
    return;
  }
  const problem = `The escape character can't be "${directive.value}".`;
  const data = { problem, advice: 'Only a backslash or a backtick can be the escape character.', name: 'escape' };
  cursor.problems.push(syntaxProblem('invalid-escape', directive.valueAt, data));
}
