import type { ConfigNode, Position } from '@plimsoll/core';
import { readTexts, recordOf } from './foreign-values.ts';
import type { ImportedSeverity, PeerImporter } from './peer-import.ts';

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

/** Ids about labels, where its `label-schema` and `strict-labels` come in. */
const labelIds = ['DL3049', 'DL3050', 'DL3048', 'DL3051', 'DL3052', 'DL3053', 'DL3054', 'DL3055', 'DL3056', 'DL3058'];

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
  for (const { key, keyAt, value } of keys) {
    if (key === 'override') importOverride(value, ignored, importer);
    else if (key === 'failure-threshold') hasThreshold = true;
    if (key !== 'ignored' && key !== 'override') importKey(key, keyAt, value, importer);
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

function importKey(key: string, at: Position | undefined, value: ConfigNode, importer: PeerImporter): void {
  const word = value.kind === 'scalar' ? String(value.value) : '';
  const isOff = word === 'false' || word === 'null';
  if (key === 'trustedRegistries') importRegistries(at, value, importer);
  else if (key === 'label-schema') {
    importLabels(at, { key, names: ['schema', 'labels', 'labelSchema'], value: textsByName(value) }, importer);
  } else if (key === 'strict-labels') {
    if (!isOff) importLabels(at, { key, names: ['strict', 'strictLabels'], value: true }, importer);
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

function importLabels(
  at: Position | undefined,
  wanted: { readonly key: string; readonly names: readonly string[]; readonly value: unknown },
  importer: PeerImporter,
): void {
  if (!importer.option(at, { ids: labelIds, ...wanted })) {
    importer.refuse(at, `${wanted.key}: no rule on labels has such an option`);
  }
}

function textsByName(node: ConfigNode): Readonly<Record<string, unknown>> {
  const entries = node.kind === 'record' ? node.entries : [];
  return Object.fromEntries(
    entries.map(({ key, value }) => [key, value.kind === 'scalar' ? String(value.value) : undefined]),
  );
}
