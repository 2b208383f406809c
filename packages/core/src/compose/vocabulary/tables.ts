import type { PathNode } from '../path-table.ts';
import type { Word } from './word.ts';
import { words } from './words.ts';

/** The whole file as a word. */
export const file: Word = { forms: [{ kind: 'map', keys: words, required: [], others: 'extensions' }] };

/**
 * One fact of the vocabulary by the path of a value in a file, as a tree to walk with `stepInto`; undefined below a place
 * where nothing has the fact.
 */
export function tableOf<Rule>(pick: (word: Word) => Rule | undefined): PathNode<Rule> {
  return nodeOf(file, pick, new Map()) ?? { rule: undefined, keys: new Map(), any: undefined };
}

function nodeOf<Rule>(
  word: Word,
  pick: (word: Word) => Rule | undefined,
  known: Map<Word, PathNode<Rule> | undefined>,
): PathNode<Rule> | undefined {
  if (known.has(word)) return known.get(word);
  const rule = pick(word);
  const keys = new Map<string, PathNode<Rule>>();
  let any: PathNode<Rule> | undefined;
  for (const form of word.forms) {
    if (form.kind === 'names') any ??= nodeOf(form.entry, pick, known);
    else if (form.kind === 'list') addTo(keys, '[]', nodeOf(form.item, pick, known));
    else if (form.kind === 'map') {
      for (const [key, entry] of Object.entries(form.keys)) addTo(keys, key, nodeOf(entry, pick, known));
    }
  }
  const isEmpty = rule === undefined && keys.size === 0 && !any;
  const node = isEmpty ? undefined : { rule, keys, any };
  known.set(word, node);
  return node;
}

function addTo<Rule>(keys: Map<string, PathNode<Rule>>, key: string, node: PathNode<Rule> | undefined): void {
  if (node) keys.set(key, node);
}

/** The keys of the mappings of the language, sorted; nothing where users name them. */
export function structureKeys(): PathNode<readonly string[]> {
  return tableOf(({ forms }) => {
    const found = forms.flatMap((form) => (form.kind === 'map' ? Object.keys(form.keys) : []));
    return found.length > 0 ? found.sort() : undefined;
  });
}
