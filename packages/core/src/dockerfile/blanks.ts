// BuildKit reads Dockerfiles with Go's notions of a blank, which differ from those of JavaScript's `trim` and `\s`.

/** White space as Go's `unicode.IsSpace` sees it: with U+0085, without U+FEFF. */
export function isSpace(code: number): boolean {
  if (code < 0x85) return code === 32 || (code >= 9 && code <= 13);
  if (code === 0x85 || code === 0xa0 || code === 0x1680) return true;
  if (code < 0x2000) return false;
  return code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** What separates keyword and plain arguments: `[\t\v\f\r ]` (`reWhitespace` in BuildKit's parser.go). */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9 || (code >= 11 && code <= 13);
}

/** First offset from `start` on that holds no white space; at most `end`. */
export function skipSpaces(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** End of `text[start..end)` without trailing white space. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}
