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

/**
 * First characters of what the log of a CI service takes for a command: `##[` (GitHub, Azure), `##vso[` (Azure) and
 * `##teamcity[` wherever they stand, `::error::` and the like (GitHub) where a line begins, as it may after wrapping.
 * Sources: actions/runner, src/Runner.Common/ActionCommand.cs and src/Runner.Worker/ActionCommandManager.cs; Azure
 * Pipelines "Logging commands"; TeamCity "Service Messages".
 */
const commandStart = new RegExp(
  [
    '#(?=#(?:vso|teamcity)?\\[)',
    ':(?=:(?:error|warning|notice|debug|group|endgroup|echo|add-mask|add-matcher|remove-matcher|add-path|set-env|set-output|save-state|stop-commands|(?:internal-)?set-repo-path)(?:::|\\s))',
  ].join('|'),
  'gi',
);

/**
 * `text` for a terminal and for logs: unsafe characters and the beginnings of CI commands as visible escapes such as
 * `\u{202e}`. Line ends and tabs are escaped too.
 */
export function escapeText(text: string): string {
  const visible = printableAscii.test(text) ? text : text.replace(unsafe, escapeCharacter);
  return mayHoldCommand(visible) ? visible.replace(commandStart, escapeCharacter) : visible;
}

function mayHoldCommand(text: string): boolean {
  return text.includes('##') || text.includes('::');
}

/** True if a CI service would take for a command what begins at `offset` and may stand inside a line. */
export function startsCommand(text: string, offset: number): boolean {
  return text.startsWith('##', offset) && /^##(?:vso|teamcity)?\[/i.test(text.slice(offset, offset + 12));
}

/** A message or label on one line: line ends and tabs are blanks, the rest as `escapeText`. */
export function escapeLine(text: string): string {
  return escapeText(printableAscii.test(text) ? text : text.replace(/[\r\n\t]+/g, ' '));
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** JSON needs these escaped no more than letters, but whoever prints it does, and CI services read what is printed. */
const unsafeInJson = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|#(?=#(?:vso|teamcity)?\[)/giu;

/** JSON text with invisible characters and beginnings of CI commands as `\uXXXX`; equal when parsed. */
export function escapeJson(json: string): string {
  return json.replace(unsafeInJson, (character) => {
    let escaped = '';
    for (let at = 0; at < character.length; at++) {
      escaped += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
    }
    return escaped;
  });
}
