/**
 * A 64-bit hash of a text as 16 hexadecimal digits: FNV-1a over UTF-16 units in two lanes. It names findings; it
 * protects nothing.
 */
export function hashText(text: string): string {
  let low = 0x811c9dc5;
  let high = 0xcbf29ce4;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + index), 0x01000197);
  }
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}

/** What a finding is about, without its place: white space at any width is one blank. */
export function normaliseForFingerprint(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
