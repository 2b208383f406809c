import { insertAfter, replace, type TextEdit, type VolumeMount } from '@plimsoll/core/rule';
import { isOwnValue } from './service-places.ts';

/** The edit that makes a mount read-only; undefined where it has other options or is used by other services too. */
export function makeReadOnly({ short, origin, target, readOnly }: VolumeMount): TextEdit | undefined {
  if (!target || !isOwnValue(target)) return undefined;
  if (short) {
    const rest = origin.source.slice({ start: target.origin.span.end, end: origin.span.end });
    return /^["']?$/.test(rest) ? insertAfter(target.origin, ':ro') : undefined;
  }
  if (readOnly) return isOwnValue(readOnly) ? replace(readOnly.origin, 'true') : undefined;
  const { source, span, flow, indent } = target.origin.entry;
  if (flow) return insertAfter({ source, span }, ', read_only: true');
  const { text } = source;
  const lineEnd = text.indexOf('\n', span.end);
  // A comment behind the target belongs to it.
  if (lineEnd === -1 || text.slice(span.end, lineEnd).trim() !== '') return undefined;
  const lineBreak = text.charAt(lineEnd - 1) === '\r' ? '\r\n' : '\n';
  return insertAfter({ source, span }, `${lineBreak}${' '.repeat(indent)}read_only: true`);
}
