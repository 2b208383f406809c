import type { InstructionScript } from '../facts/shell-scripts.ts';
import { type Listener, type ListenerTable, listenersFor } from './listener-table.ts';

/** A listener to scripts. `words`: it is called if one of them stands in the script; undefined: always. */
interface ScriptListener {
  readonly listener: Listener;
  readonly words: readonly string[] | undefined;
}

interface ScriptTable {
  /** Finds words that listeners wait for; undefined if none waits for one. */
  readonly mentions: RegExp | undefined;
  readonly entries: readonly ScriptListener[];
}

const nobody: readonly Listener[] = [];
const tables = new WeakMap<ListenerTable, ScriptTable>();

/**
 * The listeners for one script: those without `mentions`, and those of which the script's text has a word. Most rules
 * about tools are thereby never called for most scripts, and a script that nobody hears is never parsed.
 */
export function scriptListeners(table: ListenerTable, node: object): readonly Listener[] {
  const { mentions, entries } = scriptTable(table);
  if (entries.length === 0) return nobody;
  const found = mentions ? new Set((node as InstructionScript).text.text.match(mentions)) : undefined;
  const heard: Listener[] = [];
  for (let at = 0; at < entries.length; at++) {
    const { listener, words } = entries[at] as ScriptListener;
    if (!words || (found && found.size > 0 && words.some((word) => found.has(word)))) heard.push(listener);
  }
  return heard;
}

function scriptTable(table: ListenerTable): ScriptTable {
  const known = tables.get(table);
  if (known) return known;
  const listeners = listenersFor(table, 'Script');
  const all = [...new Set(listeners.flatMap(({ active }) => active.rule.mentions ?? []))];
  const entries = listeners.map((listener) => ({
    listener,
    // A longer word hides the shorter ones inside it from the expression: `apt-get` is also a mention of `apt`.
    words: listener.active.rule.mentions && all.filter((word) => mentionsAny(word, listener)),
  }));
  const made = { mentions: all.length > 0 ? anyOf(all) : undefined, entries };
  tables.set(table, made);
  return made;
}

function mentionsAny(word: string, { active }: Listener): boolean {
  return active.rule.mentions?.some((mention) => word.includes(mention)) ?? false;
}

function anyOf(words: readonly string[]): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
}
