/**
 * A command text as Compose splits it without a shell (go-shellwords): quotes and backslashes work, and everything from
 * the first unquoted `;`, `&`, `|`, `<` or `>` is dropped. Undefined where Compose refuses the text.
 */
export function splitCommand(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  // Inside of `$(...)`, which stays text.
  let substitution = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\\' && quote !== "'") {
      word = (word ?? '') + text.charAt(at + 1);
      at++;
    } else if (quote !== '') {
      if (letter === quote) quote = '';
      else word += letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (substitution) {
      word += letter;
      substitution = letter !== ')';
    } else if (letter === '(' && word?.endsWith('$')) {
      word += letter;
      substitution = true;
    } else if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (';&|<>'.includes(letter)) break;
    else if (letter === '(') return undefined;
    else word = (word ?? '') + letter;
  }
  if (quote !== '' || substitution) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
