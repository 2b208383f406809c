import type { Located } from './located.ts';
import { maskSpans } from './mask-secrets.ts';
import { secretSpans } from './secret-spans.ts';
import type { SourceText } from './source-text.ts';
import type { Span } from './span.ts';

const found = new WeakMap<SourceText, readonly Span[]>();

/** The places of literal secrets in a document, ascending; found once. The whole document tells more than a line. */
export function secretsOf(source: SourceText): readonly Span[] {
  const known = found.get(source);
  if (known) return known;
  const spans = secretSpans(source.text);
  found.set(source, spans);
  return spans;
}

/** The parts of secrets inside `span`. */
export function secretsIn(source: SourceText, span: Span): readonly Span[] {
  const spans = secretsOf(source);
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  const inside: Span[] = [];
  for (let at = low; at < spans.length; at++) {
    const secret = spans[at];
    if (!secret || secret.start >= span.end) break;
    inside.push({ start: Math.max(secret.start, span.start), end: Math.min(secret.end, span.end) });
  }
  return inside;
}

/** The characters of a place without its secrets. */
export function maskedTextAt({ source, span }: Located): string {
  const secrets = secretsIn(source, span).map(({ start, end }) => ({
    start: start - span.start,
    end: end - span.start,
  }));
  return maskSpans(source.slice(span), secrets);
}

/** How much of a long line counts as beside a place; it bounds the cost of many places on one line. */
const nearby = 2048;

/** The secrets on the lines of a place: a message about it may quote them without the name that tells. */
export function secretsBeside({ source, span }: Located): readonly string[] {
  if (secretsOf(source).length === 0) return [];
  const first = source.lineSpan(source.position(span.start).line);
  const last = source.lineSpan(source.position(span.end).line);
  if (!first || !last) return [];
  const start = Math.max(first.start, span.start - nearby);
  const end = Math.min(last.end, span.end + nearby);
  return secretsIn(source, { start, end }).map((secret) => source.slice(secret));
}
