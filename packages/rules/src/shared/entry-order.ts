import {
  type Located,
  replace,
  type TextEdit,
  textAt,
  type YamlDocument,
  type YamlEntry,
  type YamlNode,
} from '@plimsoll/core/rule';

/** Entries or items that are in another order than they should be. */
export interface Misplaced<T> {
  /** The first one that should stand further up. */
  readonly item: T;
  /** The one that it should stand before. */
  readonly before: T;
  /** Puts all in order; undefined where comments, anchors, aliases or kept line ends would go to another place. */
  readonly edit: TextEdit | undefined;
}

/** Compares in the order of the characters' codes, so that it is the same on every machine. */
export function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** What is out of order in the children of one mapping or list; undefined if nothing is. Equal ones keep their order. */
export function misplaced<T extends Located>(
  items: readonly T[],
  compare: (one: T, other: T) => number,
): Misplaced<T> | undefined {
  const index = items.findIndex((item, at) => {
    const above = items[at - 1];
    return above !== undefined && compare(above, item) > 0;
  });
  const item = items[index];
  if (!item) return undefined;
  const before = items.find((other) => compare(other, item) > 0);
  return before && { item, before, edit: ordered(items, [...items].sort(compare)) };
}

function ordered(items: readonly Located[], sorted: readonly Located[]): TextEdit | undefined {
  const [first] = items;
  const last = items[items.length - 1];
  if (!first || !last) return undefined;
  const { source } = first;
  const span = { start: first.span.start, end: last.span.end };
  const lineEnd = source.text.indexOf('\n', span.end);
  const behind = source.text.slice(span.end, lineEnd === -1 ? undefined : lineEnd);
  if (/(?:^|\s)[#&*]|<<|[|>][-\d]*\+/m.test(source.slice(span)) || behind.includes('#')) return undefined;
  let text = '';
  for (const [at, item] of sorted.entries()) {
    const place = items[at];
    const above = items[at - 1];
    if (!place) return undefined;
    if (above) text += source.slice({ start: above.span.end, end: place.span.start });
    text += textAt(item);
  }
  return replace({ source, span }, text);
}

/** The text of a key; empty for one that is no text. */
export function keyOf({ key }: YamlEntry): string {
  return key.kind === 'YamlScalar' ? String(key.value) : '';
}

/** The entries of a mapping, or nothing. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'YamlMapping' ? node.entries : [];
}

/** The value of a key of a mapping. */
export function valueOfKey(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return entriesOf(node).find((entry) => keyOf(entry) === key)?.value;
}

/** The entries of the services of a document. */
export function serviceEntries({ content }: YamlDocument): readonly YamlEntry[] {
  return entriesOf(valueOfKey(content, 'services'));
}

/** What is out of its names' order below a key of a service that holds a list or a mapping, as a report. */
export function misnamed(service: YamlNode | undefined, key: string, nameOf: (node: YamlNode | YamlEntry) => string) {
  const node = valueOfKey(service, key);
  const items = node?.kind === 'YamlSequence' ? node.items : entriesOf(node);
  const found = misplaced<YamlNode | YamlEntry>(items, (one, other) => byText(nameOf(one), nameOf(other)));
  if (!found) return undefined;
  const { item, before, edit } = found;
  const fix: (() => readonly TextEdit[]) | null = edit ? () => [edit] : null;
  const at = item.kind === 'YamlEntry' ? item.key : item;
  return { at, data: { name: nameOf(item), other: nameOf(before) }, fix };
}
