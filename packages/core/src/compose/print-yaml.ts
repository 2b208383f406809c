import { resolvePlain } from './yaml-types.ts';

/** What to write behind a value as a comment; undefined for nothing. */
export type Comment = (path: readonly (string | number)[], value: unknown) => string | undefined;

interface Printer {
  readonly lines: string[];
  readonly comment: Comment;
}

/**
 * Plain data (objects, arrays, texts, numbers, booleans, null) as YAML in block style, two spaces a level, as
 * `docker compose config` prints it. Reads back as the same data, for go-yaml and for any reader of YAML 1.1 or 1.2.
 */
export function printYaml(data: unknown, comment: Comment = () => undefined): string {
  const printer: Printer = { lines: [], comment };
  printBelow(printer, data, { head: '', indent: '', path: [] });
  return `${printer.lines.join('\n')}\n`;
}

interface Spot {
  /** What stands on the line so far: the key and its colon, or the dash. */
  readonly head: string;
  /** The indentation of what is inside. */
  readonly indent: string;
  readonly path: readonly (string | number)[];
}

function printBelow(printer: Printer, value: unknown, spot: Spot): void {
  const { head, indent, path } = spot;
  if (Array.isArray(value) && value.length > 0) {
    if (head.trim() !== '') printer.lines.push(head);
    for (const [index, item] of value.entries()) printItem(printer, item, { indent, path: [...path, index] });
  } else if (isMapping(value) && Object.keys(value).length > 0) {
    if (head.trim() !== '') printer.lines.push(head);
    for (const [key, entry] of Object.entries(value)) {
      const below = Array.isArray(entry) || isMapping(entry) ? `${indent}  ` : indent;
      printBelow(printer, entry, { head: `${indent}${scalarText(key)}:`, indent: below, path: [...path, key] });
    }
  } else printLeaf(printer, value, spot);
}

function printItem(printer: Printer, item: unknown, { indent, path }: Omit<Spot, 'head'>): void {
  const before = printer.lines.length;
  const below = `${indent}  `;
  if ((Array.isArray(item) || isMapping(item)) && Object.keys(item).length > 0) {
    printBelow(printer, item, { head: '', indent: below, path });
    // The first line of what is inside stands behind the dash.
    const first = printer.lines[before] ?? '';
    printer.lines[before] = `${indent}- ${first.slice(below.length)}`;
  } else printLeaf(printer, item, { head: `${indent}-`, indent, path });
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function printLeaf(printer: Printer, value: unknown, { head, indent, path }: Spot): void {
  const comment = printer.comment(path, value);
  const tail = comment === undefined ? '' : `  # ${comment}`;
  const front = head === '' ? '' : `${head} `;
  if (typeof value === 'string' && isBlock(value)) {
    const lines = value.replace(/\n$/, '').split('\n');
    printer.lines.push(`${front}|${value.endsWith('\n') ? '' : '-'}${tail}`);
    for (const line of lines) printer.lines.push(line === '' ? '' : `${indent}  ${line}`);
  } else printer.lines.push(`${front}${leafText(value)}${tail}`);
}

/** Texts of several lines that a literal block can hold without an indicator. */
function isBlock(text: string): boolean {
  if (!text.includes('\n') || /^[ \n]|\n\n$|[ \t]\n|[ \t]$/.test(text)) return false;
  return !/[^\n\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text);
}

function leafText(value: unknown): string {
  if (typeof value === 'string') return scalarText(value);
  if (Array.isArray(value)) return '[]';
  return isMapping(value) ? '{}' : String(value);
}

/** Plain where no reader of YAML takes the text for something else. */
const plain = /^[A-Za-z0-9_/.][-A-Za-z0-9_./@+=,~^%()]*(?:[: ][-A-Za-z0-9_./@+=,~^%()]+)*$/;

/** Words that YAML 1.1 takes for booleans; other than those of go-yaml. */
const booleans = new Set(['y', 'n', 'yes', 'no', 'on', 'off']);

/** What YAML 1.1 takes for a date, or for a number with base 60. */
const oldNumber = /^[0-9]{4}-|^[0-9.]+:/;

function scalarText(text: string): string {
  const isText = typeof resolvePlain(text) === 'string' && !booleans.has(text.toLowerCase());
  const isPlain = isText && plain.test(text) && !oldNumber.test(text);
  return isPlain ? text : JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
