/** The longest word, and the longest text, that a message takes from a file whole, in UTF-16 units. */
const longestWord = 160;
const longestText = 600;

/**
 * What a message quotes, short enough to be read: words and the whole are cut, with `...` for the rest. References
 * with digests and links stay whole; a file can hold a word of a megabyte.
 */
export function shortenQuote(text: string): string {
  if (isShort(text)) return text;
  const words = cut(text, longestText + longestWord).replace(/\S{161,}/g, (word) => cut(word, longestWord));
  return cut(words, longestText);
}

/** True for what needs no cutting, as nearly everything. */
export function isShort(text: string): boolean {
  return text.length <= longestWord;
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - '...'.length;
  // Between the halves of a surrogate pair would be neither character.
  const isInPair = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, isInPair ? end - 1 : end)}...`;
}
