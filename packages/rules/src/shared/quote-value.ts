/**
 * A text as the value of ENV or LABEL that comes to exactly this text: in double quotes, where the escape character is
 * one before a quote, a dollar sign and itself (`processDoubleQuote` in BuildKit's shell/lex.go).
 */
export function quoteForLabel(text: string, escape: string): string {
  let quoted = '';
  for (const char of text) quoted += char === '"' || char === '$' || char === escape ? escape + char : char;
  return `"${quoted}"`;
}
