import type { SourceText } from '../text/source-text.ts';
import type { TextEdit } from '../text/text-edit.ts';
import type { ComposeDocument, YamlMapping, YamlNode, YamlSequence } from './nodes.ts';

/** What an added entry holds. Texts are YAML as it is to be written, quotes included. */
export type AddedValue =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'map'; readonly entries: readonly AddedEntry[] };

export interface AddedEntry {
  readonly key: string;
  readonly value: AddedValue;
}

/**
 * The edit that writes entries (at least one) at the end of a mapping: in its indentation, with the line ends, the step of
 * indentation and the form of lists that the file has. Comments that stand below the last entry and belong to the mapping
 * stay above. Undefined where no line can be added: in braces, and for a mapping of no entries.
 */
export function addEntries(mapping: YamlMapping, entries: readonly AddedEntry[]): TextEdit | undefined {
  if (mapping.flow || mapping.entries.length === 0 || entries.length === 0) return undefined;
  const indent = columnOf(mapping) - 1;
  const style = styleOf(mapping.source, indent);
  return addLines(mapping, indent, writeEntries(entries, indent, style));
}

/**
 * The edit that writes items (at least one) at the end of a list, each in quotes if the last item is in quotes. Undefined
 * for a list without items.
 */
export function addItems(list: YamlSequence, items: readonly string[]): TextEdit | undefined {
  const last = list.items.at(-1);
  if (!last || items.length === 0) return undefined;
  const texts = items.map((item) => quotedLike(last, item));
  if (!list.flow) {
    const indent = columnOf(list) - 1;
    return addLines(
      list,
      indent,
      texts.map((text) => `${' '.repeat(indent)}- ${text}`),
    );
  }
  const { source, span } = last;
  return { at: { source, span: { start: span.end, end: span.end } }, text: texts.map((text) => `, ${text}`).join('') };
}

/**
 * The mapping at a path of keys in a file, as it is written there: no alias is followed and nothing is merged. Undefined
 * where there is none, and in files of several YAML documents, where the last that has the key would count.
 */
export function writtenMapping({ root }: ComposeDocument, path: readonly string[]): YamlMapping | undefined {
  const node = root.documents.length === 1 ? root.documents[0]?.content : undefined;
  return node?.kind === 'YamlMapping' ? mappingBelow(node, path) : undefined;
}

/** The mapping at a path of keys below a mapping, as it is written there. */
export function mappingBelow(mapping: YamlMapping, path: readonly string[]): YamlMapping | undefined {
  let found = mapping;
  for (const key of path) {
    const next = writtenValue(found, key);
    if (next?.kind !== 'YamlMapping') return undefined;
    found = next;
  }
  return found;
}

/** The value that a mapping itself holds for a key; undefined if there is none, or no value behind the colon. */
export function writtenValue({ entries }: YamlMapping, key: string): YamlNode | undefined {
  return entries.find((entry) => entry.key.kind === 'YamlScalar' && entry.key.value === key)?.value;
}

function columnOf({ source, span }: YamlNode): number {
  return source.position(span.start).column;
}

/** Writes lines below a block collection and the comments that belong to it. */
function addLines(node: YamlNode, indent: number, lines: readonly string[]): TextEdit {
  const { source, span } = node;
  const { text } = source;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let end = lineEnd(text, span.start + text.slice(span.start, span.end).trimEnd().length);
  for (;;) {
    const next = text.indexOf('\n', end);
    const following = next === -1 ? '' : text.slice(next + 1, lineEnd(text, next + 1));
    // A comment further to the left is about what comes next, and so is one behind an empty line.
    if ((/^ *(?=#)/.exec(following)?.[0].length ?? -1) < indent) break;
    end = lineEnd(text, next + 1);
  }
  return { at: { source, span: { start: end, end } }, text: lines.map((line) => `${eol}${line}`).join('') };
}

/** The end of the line at an offset, without its line end. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  const end = at === -1 ? text.length : at;
  return text.charAt(end - 1) === '\r' && end > from ? end - 1 : end;
}

interface Style {
  /** Blanks by which a mapping below a key is indented. */
  readonly step: number;
  /** Blanks by which the dashes of a list stand right of its key. */
  readonly dash: number;
}

/** How the file is indented: by its first mapping or list below a key; two blanks where there is none. */
function styleOf({ text }: SourceText, indent: number): Style {
  const step = /^( *)[^\s#-][^\n]*:[^\S\n]*(?:#[^\n]*)?\r?\n(?:[^\S\n]*\r?\n)*\1( +)[^\s#-]/m.exec(text)?.[2]?.length;
  const list = /^( *)[^\s#-][^\n]*:[^\S\n]*(?:#[^\n]*)?\r?\n\1( *)- /m.exec(text)?.[2]?.length;
  return { step: step ?? (indent || 2), dash: list ?? 2 };
}

function writeEntries(entries: readonly AddedEntry[], indent: number, style: Style): readonly string[] {
  const blanks = ' '.repeat(indent);
  return entries.flatMap(({ key, value }) => {
    if (value.kind === 'scalar') return [`${blanks}${key}: ${value.text}`];
    if (value.kind === 'map') return [`${blanks}${key}:`, ...writeEntries(value.entries, indent + style.step, style)];
    const dash = ' '.repeat(indent + style.dash);
    return [`${blanks}${key}:`, ...value.items.map((item) => `${dash}- ${item}`)];
  });
}

function quotedLike(last: YamlNode, text: string): string {
  if (last.kind !== 'YamlScalar' || /^["']/.test(text)) return text;
  if (last.style === 'double') return `"${text}"`;
  return last.style === 'single' ? `'${text}'` : text;
}
