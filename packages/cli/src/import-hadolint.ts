import type { ConfigNode, Position } from '@plimsoll/core';
import { readTexts, recordOf } from './foreign-values.ts';
import type { ImportedSeverity, PeerImporter } from './peer-import.ts';

type Entry = ReturnType<typeof recordOf>[number];

/** Severities of hadolint; `style` is its mildest. Source: hadolint's Rule.hs. */
const severities: ReadonlyMap<string, ImportedSeverity> = new Map([
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'info'],
  ['style', 'info'],
  ['ignore', 'off'],
  ['none', 'off'],
]);

/** Formats with the name of ours; the others are called alike. */
const formats: ReadonlyMap<string, string> = new Map([
  ['tty', 'pretty'],
  ['codeclimate', 'gitlab'],
  ['gitlab_codeclimate', 'gitlab'],
  ['gnu', 'compact'],
  ['json', 'json'],
  ['checkstyle', 'checkstyle'],
  ['sarif', 'sarif'],
]);

/** Types of values of labels with another name here. */
const labelTypes: ReadonlyMap<string, string> = new Map([
  ['hash', 'commit'],
  ['', 'text'],
]);

/**
 * Reads a configuration of hadolint. Its keys: https://github.com/hadolint/hadolint#configure. What is ignored wins over an
 * override, as there.
 */
export function importHadolint(root: ConfigNode, importer: PeerImporter): void {
  importer.preset('hadolint');
  const keys = recordOf(root, 'the configuration', importer);
  const ignored = new Set<string>();
  let hasThreshold = false;
  for (const { key, value } of keys.filter((entry) => entry.key === 'ignored')) {
    for (const { text, at } of readTexts(value, key, importer)) {
      ignored.add(text);
      importer.rule(at, text, 'off');
    }
  }
  const schema = keys.find(({ key }) => key === 'label-schema')?.value;
  for (const entry of keys) {
    if (entry.key === 'override') importOverride(entry.value, ignored, importer);
    else if (entry.key === 'failure-threshold') hasThreshold = true;
    if (entry.key !== 'ignored' && entry.key !== 'override') importKey(entry, schema, importer);
  }
  if (!hasThreshold) importer.refuse(undefined, 'hadolint fails from info on; a flag here: plimsoll --fail-on info');
}

function importOverride(node: ConfigNode, ignored: ReadonlySet<string>, importer: PeerImporter): void {
  for (const { key, keyAt, value } of recordOf(node, 'override', importer)) {
    const severity = severities.get(key);
    if (severity === undefined) importer.refuse(keyAt, `override: no severity "${key}"`);
    else {
      for (const { text, at } of readTexts(value, `override: ${key}`, importer)) {
        if (!ignored.has(text)) importer.rule(at, text, severity);
      }
    }
  }
}

function importKey({ key, keyAt: at, value }: Entry, schema: ConfigNode | undefined, importer: PeerImporter): void {
  const word = value.kind === 'scalar' ? String(value.value) : '';
  const isOff = word === 'false' || word === 'null';
  if (key === 'trustedRegistries') importRegistries(at, value, importer);
  else if (key === 'label-schema') importLabels(at, key, ['DL3049', 'DL3052'], value, importer);
  else if (key === 'strict-labels') {
    if (!isOff) importLabels(at, key, ['DL3050'], schema, importer);
  } else if (key === 'format' || key === 'formats') {
    for (const { text } of readTexts(value, key, importer)) importer.refuse(at, `${key}: ${formatAdvice(text)}`);
  } else if (key === 'failure-threshold') importer.refuse(at, `${key}: ${thresholdAdvice(word)}`);
  else if (!switches.has(key)) importer.refuse(at, `unknown key "${key}"`);
  else if (!isOff) importer.refuse(at, `${key}: ${switches.get(key)}`);
}

/** What is no setting of rules. */
const switches: ReadonlyMap<string, string> = new Map([
  ['no-fail', 'a flag here: plimsoll --fail-on none'],
  ['no-color', 'a flag here: plimsoll --no-color'],
  ['disable-ignore-pragma', 'comments that silence rules always count here'],
  ['verbose', 'nothing like it here'],
]);

function thresholdAdvice(word: string): string {
  const severity = severities.get(word);
  if (severity === undefined) return 'no severity of hadolint';
  return `a flag here: plimsoll --fail-on ${severity === 'off' ? 'none' : severity}`;
}

function formatAdvice(name: string): string {
  const format = formats.get(name);
  return format === undefined ? `no format "${name}"` : `a flag here: plimsoll --format ${format}`;
}

function importRegistries(at: Position | undefined, node: ConfigNode, importer: PeerImporter): void {
  const key = 'trustedRegistries';
  const registries = readTexts(node, key, importer).map(({ text }) => text);
  if (registries.length === 0) return;
  const isTaken = importer.option(at, { key, ids: ['DL3026'], names: ['registries'], value: registries });
  if (!isTaken) importer.refuse(at, `${key}: no rule has such an option`);
}

/** Each id of theirs is a rule with a schema of its own here; the one on unknown labels takes the same schema. */
function importLabels(
  at: Position | undefined,
  key: string,
  ids: readonly string[],
  schema: ConfigNode | undefined,
  importer: PeerImporter,
): void {
  const value = typesByName(schema);
  if (!value) importer.refuse(at, `${key}: nothing without a mapping label-schema`);
  for (const id of value ? ids : []) {
    if (!importer.option(at, { key, ids: [id], names: ['schema'], value })) {
      importer.refuse(at, `${key}: no rule for ${id} takes this schema`);
    }
  }
}

function typesByName(node: ConfigNode | undefined): Readonly<Record<string, string>> | undefined {
  if (node?.kind !== 'record') return undefined;
  return Object.fromEntries(
    node.entries.map(({ key, value }) => {
      const word = value.kind === 'scalar' ? String(value.value ?? '') : '?';
      return [key, labelTypes.get(word) ?? word];
    }),
  );
}
