/** What must not reach a terminal, or can't be seen there. */
const unsafe = new RegExp(
  [
    // Control characters (escape sequences begin with one), halves of surrogate pairs, separators of lines.
    '[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]',
    // Marks that turn the direction of text, zero-width joiners and blanks, tags, the byte order mark.
    '\\p{Cf}',
    // Letters that fonts leave blank, and marks that show nothing.
    '[\\u115f\\u1160\\u3164\\uffa0\\u034f\\u17b4\\u17b5\\u180b-\\u180f]',
    // Variation selectors but the two for text and emoji.
    '[\\ufe00-\\ufe0d\\u{e0100}-\\u{e01ef}]',
  ].join('|'),
  'gu',
);
const printableAscii = /^[ -~]*$/;

/** `text` for a terminal: unsafe characters as visible escapes such as `\u{202e}`. Line ends and tabs are escaped too. */
export function escapeText(text: string): string {
  return printableAscii.test(text) ? text : text.replace(unsafe, escapeCharacter);
}

/** A message or label on one line: line ends and tabs are blanks, the rest as `escapeText`. */
export function escapeLine(text: string): string {
  return printableAscii.test(text) ? text : escapeText(text.replace(/[\r\n\t]+/g, ' '));
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** JSON needs these escaped no more than letters, but whoever prints it does. */
const unsafeInJson = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON text with invisible characters as `\uXXXX`; equal when parsed. */
export function escapeJson(json: string): string {
  return json.replace(unsafeInJson, (character) => {
    let escaped = '';
    for (let at = 0; at < character.length; at++) {
      escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
    }
    return escaped;
  });
}
