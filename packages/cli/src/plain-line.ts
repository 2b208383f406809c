/** A text as one line that no terminal acts on: line ends, control characters and bidirectional marks are spelled out. */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 256 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`;
  });
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
