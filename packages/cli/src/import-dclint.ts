import type { ConfigNode, Position } from '@plimsoll/core';
import { readTexts, recordOf } from './foreign-values.ts';
import type { ImportedSeverity, PeerImporter } from './peer-import.ts';

const levels: readonly ImportedSeverity[] = ['off', 'warning', 'error'];

/** Reads a configuration of dclint. Its keys: https://github.com/zavoloklom/docker-compose-linter#configuration-file. */
export function importDclint(root: ConfigNode, importer: PeerImporter): void {
  for (const { key, keyAt, value } of recordOf(root, 'the configuration', importer)) {
    switch (key) {
      case '$schema':
        break;
      case 'rules':
        for (const rule of recordOf(value, key, importer)) importRule(rule.key, rule.keyAt, rule.value, importer);
        break;
      case 'exclude':
        for (const { text, at } of readTexts(value, key, importer)) importExclude(text, at, importer);
        break;
      case 'quiet':
        if (isOn(value)) importer.refuse(keyAt, 'quiet: a flag here: plimsoll --quiet');
        break;
      case 'debug':
        if (isOn(value)) importer.refuse(keyAt, 'debug: nothing like it here');
        break;
      default:
        importer.refuse(keyAt, `unknown key "${key}"`);
    }
  }
}

function isOn(node: ConfigNode): boolean {
  return node.kind === 'scalar' && node.value === true;
}

function importRule(id: string, at: Position | undefined, node: ConfigNode, importer: PeerImporter): void {
  const [level, options] = node.kind === 'list' ? node.items : [node];
  const severity = level?.kind === 'scalar' && typeof level.value === 'number' ? levels[level.value] : undefined;
  if (severity === undefined) {
    importer.refuse(level?.at ?? at, `${id}: its level is not 0, 1 or 2`);
    return;
  }
  importer.rule(at, id, severity);
  if (severity !== 'off' && options?.kind === 'record' && options.entries.length > 0) {
    const names = options.entries.map(({ key }) => key).join(', ');
    importer.refuse(options.at, `${id}: its options are not ours: ${names}`);
  }
}

function importExclude(text: string, at: Position | undefined, importer: PeerImporter): void {
  const pattern = patternOf(text);
  if (pattern === '' || /[\r\n\0]/.test(pattern)) importer.refuse(at, `exclude: ${text}: names no file`);
  else importer.ignore(at, pattern);
}

/** It compares whole names and paths, wherever they stand; nothing in them is a wildcard. */
function patternOf(path: string): string {
  const plain = path.replace(/^(?:\.?\/)+|\/+$/g, '').replace(/[\\*?[\]!#]|[ \t]+$/g, '\\$&');
  return plain.includes('/') ? `**/${plain}` : plain;
}
