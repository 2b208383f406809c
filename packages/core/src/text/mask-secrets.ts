import { secretSpans } from './secret-spans.ts';
import type { Span } from './span.ts';

/** What stands in place of a secret, whatever its length. */
export const secretMask = '***';

/**
 * `text` with literal secrets replaced by `***`. For everything that is printed; it may hide more than it must.
 * `known` are secrets found elsewhere (on the lines that a finding speaks of), hidden wherever they stand in `text`.
 */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  const masked = maskSpans(text, secretSpans(text));
  // A shorter value is as likely a word of the message; longest first, since one may hold another.
  const telling = known.filter((value) => value.length >= 4).sort((a, b) => b.length - a.length);
  return telling.reduce((shown, value) => shown.replaceAll(value, secretMask), masked);
}

/** `text` with the spans, ascending and apart, replaced by `***`. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  let masked = '';
  let from = 0;
  for (const { start, end } of spans) {
    masked += text.slice(from, start) + secretMask;
    from = end;
  }
  return masked + text.slice(from);
}
