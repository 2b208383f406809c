import { nearest } from '../text/nearest.ts';
import type { Position } from '../text/span.ts';
import { ConfigError } from './config-error.ts';
import { type ConfigEntry, type ConfigNode, describeNode, valueOf } from './config-node.ts';
import { complain, type FileOrigin } from './config-origin.ts';
import { type OptionEntry, type Placed, type SettingEntry, severityWords } from './settings.ts';

/** A configuration file as it is written: its form is checked, and not yet what its names stand for. */
export interface ConfigFile {
  /** As it is shown to the user. */
  readonly path: string;
  readonly extends: readonly PlacedText[];
  readonly plugins: readonly PlacedText[];
  readonly ignore: readonly PlacedText[];
  readonly rules: readonly SettingEntry[];
  readonly overrides: readonly ConfigOverride[];
}

export interface ConfigOverride {
  readonly files: readonly PlacedText[];
  readonly rules: readonly SettingEntry[];
}

/** A text with its place in a file. */
export interface PlacedText extends Placed<string> {
  readonly origin: FileOrigin;
}

/** Keys of a configuration; `$schema` is for editors. */
export const configKeys = ['$schema', 'extends', 'plugins', 'ignore', 'rules', 'overrides'] as const;

/** Keys of an override. */
export const overrideKeys = ['files', 'rules'] as const;

/**
 * Reads a configuration from its tree. `path` is how the file is shown, `chain` the places of `extends` that led to it.
 * Throws `ConfigError` with every problem of the file's form.
 */
export function readConfig(root: ConfigNode, path: string, chain: readonly FileOrigin[] = []): ConfigFile {
  const problems: string[] = [];
  const originOf = (at: Position | undefined): FileOrigin => ({ kind: 'file', path, at, chain });
  const reader: Reader = {
    originOf,
    refuse: (at, message) => void problems.push(complain(originOf(at), message)),
  };
  const keys = readKeys(root, 'a configuration', configKeys, reader);
  const file: ConfigFile = {
    path,
    extends: readTexts(keys.get('extends'), '"extends"', reader),
    plugins: readTexts(keys.get('plugins'), '"plugins"', reader),
    ignore: readTexts(keys.get('ignore'), '"ignore"', reader),
    rules: readRules(keys.get('rules'), reader),
    overrides: readOverrides(keys.get('overrides'), reader),
  };
  const [first] = problems;
  if (first !== undefined) throw new ConfigError(first, problems);
  return file;
}

interface Reader {
  readonly originOf: (at: Position | undefined) => FileOrigin;
  readonly refuse: (at: Position | undefined, message: string) => void;
}

function readKeys(
  node: ConfigNode,
  what: string,
  allowed: readonly string[],
  { refuse }: Reader,
): ReadonlyMap<string, ConfigNode> {
  if (node.kind !== 'record') {
    refuse(node.at, `${what} must be an object, not ${describeNode(node)}`);
    return new Map();
  }
  for (const { key, keyAt } of node.entries) {
    if (allowed.includes(key)) continue;
    const near = nearest(key, allowed);
    refuse(keyAt, `unknown key "${key}"${near ? `, did you mean "${near}"?` : ` (one of ${allowed.join(', ')})`}`);
  }
  return new Map(node.entries.map(({ key, value }) => [key, value]));
}

/** One text or a list of them. */
function readTexts(node: ConfigNode | undefined, what: string, reader: Reader): readonly PlacedText[] {
  if (!node) return [];
  return (node.kind === 'list' ? node.items : [node]).flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string' && item.value !== '') {
      return [{ value: item.value, origin: reader.originOf(item.at) }];
    }
    reader.refuse(item.at, `${what} must be a text or a list of texts, not ${describeNode(item)}`);
    return [];
  });
}

function readRules(node: ConfigNode | undefined, reader: Reader): readonly SettingEntry[] {
  if (!node) return [];
  if (node.kind === 'record') return node.entries.flatMap((entry) => readRule(entry, reader) ?? []);
  reader.refuse(node.at, `"rules" must be an object of rule ids, not ${describeNode(node)}`);
  return [];
}

function readRule({ key, keyAt, value }: ConfigEntry, reader: Reader): SettingEntry | undefined {
  const name = { value: key, origin: reader.originOf(keyAt) };
  const [severity, options, more] = value.kind === 'list' ? value.items : [value];
  const isWord = severity?.kind === 'scalar' && severityWords.some((word) => word === severity.value);
  if (!severity || !isWord) {
    const given = severity ? describeNode(severity) : 'an empty list';
    const hint = suggestSeverity(severity);
    reader.refuse(
      severity?.at ?? value.at,
      `rule "${key}" must be ${wordsOr}, or [severity, options], not ${given}${hint}`,
    );
    return undefined;
  }
  if (more || (options && options.kind !== 'record')) {
    reader.refuse((more ?? options)?.at, `rule "${key}" takes a severity and one object of options`);
    return undefined;
  }
  return {
    name,
    severity: { value: valueOf(severity), origin: reader.originOf(severity.at) },
    options: options?.kind === 'record' ? options.entries.map((entry) => readOption(entry, reader)) : [],
  };
}

function readOption({ key, keyAt, value }: ConfigEntry, { originOf }: Reader): OptionEntry {
  return { name: key, value: valueOf(value), origin: originOf(keyAt) };
}

const wordsOr = `${severityWords.slice(0, -1).join(', ')} or ${severityWords.at(-1)}`;

/** Words of other linters for the same. */
const foreignWords = new Map<unknown, string>([
  ['warn', 'warning'],
  ['style', 'info'],
  ['note', 'info'],
  ['critical', 'error'],
  ['high', 'error'],
  ['medium', 'warning'],
  ['low', 'info'],
  [0, 'off'],
  [1, 'warning'],
  [2, 'error'],
  [false, 'off'],
]);

function suggestSeverity(node: ConfigNode | undefined): string {
  if (node?.kind !== 'scalar') return '';
  const near = foreignWords.get(node.value) ?? nearest(String(node.value), severityWords);
  return near === undefined ? '' : `, did you mean "${near}"?`;
}

function readOverrides(node: ConfigNode | undefined, reader: Reader): readonly ConfigOverride[] {
  if (!node) return [];
  if (node.kind !== 'list') {
    reader.refuse(node.at, `"overrides" must be a list, not ${describeNode(node)}`);
    return [];
  }
  return node.items.map((item) => {
    const keys = readKeys(item, 'an override', overrideKeys, reader);
    if (item.kind === 'record' && !keys.has('files')) reader.refuse(item.at, 'an override needs "files"');
    return { files: readTexts(keys.get('files'), '"files"', reader), rules: readRules(keys.get('rules'), reader) };
  });
}
