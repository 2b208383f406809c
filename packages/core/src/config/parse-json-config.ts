import { SourceText } from '../text/source-text.ts';
import type { Position } from '../text/span.ts';
import { type ConfigEntry, type ConfigNode, maxConfigDepth, type ParsedConfig } from './config-node.ts';

/**
 * Reads JSON with comments and trailing commas, keeping places. Source: RFC 8259; comments as in VS Code's JSONC. The cost
 * is linear; nesting is bounded.
 */
export function parseJsonConfig(text: string): ParsedConfig {
  const source = new SourceText(text, '');
  const reader: Reader = { text: source.text, at: 0, complaint: undefined, place: (offset) => source.position(offset) };
  try {
    skipBlanks(reader);
    const root = readValue(reader, 0);
    skipBlanks(reader);
    if (reader.at < reader.text.length) fail(reader, 'nothing may follow the closing bracket');
    return { ok: true, root };
  } catch (error) {
    if (error === fault && reader.complaint) return { ok: false, ...reader.complaint };
    throw error;
  }
}

interface Reader {
  readonly text: string;
  at: number;
  complaint: { readonly message: string; readonly at: Position } | undefined;
  readonly place: (offset: number) => Position;
}

/** Ends the reading; never leaves this file. */
const fault = new Error('no JSON');

function fail(reader: Reader, message: string, offset = reader.at): never {
  reader.complaint = { message, at: reader.place(offset) };
  throw fault;
}

const blanks = /[ \t\r\n]*/y;
const lineComment = /\/\/[^\n]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** The inside of a string up to its quote, an escape or what may not stand there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them bare.
const plain = /[^"\\\x00-\x1f]*/y;

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const [found = ''] = pattern.exec(reader.text) ?? [];
  reader.at += found.length;
  return found;
}

function skipBlanks(reader: Reader): void {
  for (;;) {
    take(reader, blanks);
    if (take(reader, lineComment) !== '') continue;
    if (!reader.text.startsWith('/*', reader.at)) return;
    const end = reader.text.indexOf('*/', reader.at + 2);
    if (end === -1) fail(reader, 'a comment is not closed');
    reader.at = end + 2;
  }
}

const words = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function readValue(reader: Reader, depth: number): ConfigNode {
  if (depth > maxConfigDepth) fail(reader, `nested deeper than ${maxConfigDepth}`);
  const start = reader.at;
  const at = reader.place(start);
  const character = reader.text[start];
  if (character === '{') return { kind: 'record', entries: readEntries(reader, depth), at };
  if (character === '[') return { kind: 'list', items: readItems(reader, depth), at };
  if (character === '"') return { kind: 'scalar', value: readString(reader), at };
  for (const [word, value] of words) {
    if (!reader.text.startsWith(word, start)) continue;
    reader.at += word.length;
    return { kind: 'scalar', value, at };
  }
  const digits = take(reader, number);
  if (digits !== '') return { kind: 'scalar', value: Number(digits), at };
  return fail(reader, character === undefined ? 'the file ends too early' : `unexpected ${JSON.stringify(character)}`);
}

function readItems(reader: Reader, depth: number): readonly ConfigNode[] {
  const items: ConfigNode[] = [];
  reader.at++;
  for (;;) {
    skipBlanks(reader);
    if (reader.text[reader.at] === ']') break;
    items.push(readValue(reader, depth + 1));
    if (!readComma(reader, ']')) break;
  }
  reader.at++;
  return items;
}

function readEntries(reader: Reader, depth: number): readonly ConfigEntry[] {
  const entries: ConfigEntry[] = [];
  const keys = new Set<string>();
  reader.at++;
  for (;;) {
    skipBlanks(reader);
    if (reader.text[reader.at] === '}') break;
    const start = reader.at;
    if (reader.text[start] !== '"') fail(reader, 'a key in double quotes is expected');
    const key = readString(reader);
    if (keys.has(key)) fail(reader, `the key ${JSON.stringify(key)} stands here a second time`, start);
    keys.add(key);
    skipBlanks(reader);
    if (reader.text[reader.at] !== ':') fail(reader, 'a colon is expected');
    reader.at++;
    skipBlanks(reader);
    entries.push({ key, keyAt: reader.place(start), value: readValue(reader, depth + 1) });
    if (!readComma(reader, '}')) break;
  }
  reader.at++;
  return entries;
}

/** True if there may be more; false at the closing bracket, which is left to be read. */
function readComma(reader: Reader, close: string): boolean {
  skipBlanks(reader);
  const character = reader.text[reader.at];
  if (character === close) return false;
  if (character !== ',')
    fail(reader, character === undefined ? 'the file ends too early' : `a comma or ${close} is expected`);
  reader.at++;
  return true;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function readString(reader: Reader): string {
  const start = reader.at++;
  const parts: string[] = [];
  for (;;) {
    parts.push(take(reader, plain));
    const character = reader.text[reader.at];
    if (character === '"') break;
    if (character !== '\\') fail(reader, 'a text is not closed on its line', start);
    const code = reader.text[reader.at + 1] ?? '';
    const hex = /^u([0-9a-fA-F]{4})/.exec(reader.text.slice(reader.at + 1, reader.at + 6))?.[1];
    const escaped = hex === undefined ? escapes.get(code) : String.fromCharCode(Number.parseInt(hex, 16));
    if (escaped === undefined) return fail(reader, `unknown escape ${JSON.stringify(`\\${code}`)}`);
    parts.push(escaped);
    reader.at += hex === undefined ? 2 : 6;
  }
  reader.at++;
  return parts.join('');
}
