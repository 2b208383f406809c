import type { Located } from '@plimsoll/core/rule';

/** How the file of a place ends its lines, for lines that a fix adds. */
export function endOfLine({ source }: Located): string {
  return source.text.includes('\r\n') ? '\r\n' : '\n';
}
