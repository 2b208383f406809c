import type { ConfigNode, Position } from '@plimsoll/core';
import { recordOf } from './foreign-values.ts';
import type { ImportedSeverity, PeerImporter } from './peer-import.ts';

const severities: ReadonlyMap<string, ImportedSeverity> = new Map([
  ['critical', 'error'],
  ['high', 'error'],
  ['medium', 'warning'],
  ['low', 'info'],
]);

/** Reads a configuration of compose-lint. Its keys: https://github.com/tmatens/compose-lint, docs/configuration.md. */
export function importComposeLint(root: ConfigNode, importer: PeerImporter): void {
  for (const { key, keyAt, value } of recordOf(root, 'the configuration', importer)) {
    if (key === 'rules') {
      for (const rule of recordOf(value, key, importer)) importRule(rule.key, rule.keyAt, rule.value, importer);
    } else if (key === 'profiles') importer.refuse(keyAt, 'profiles: nothing like it here');
    else importer.refuse(keyAt, `unknown key "${key}"`);
  }
}

function importRule(id: string, at: Position | undefined, node: ConfigNode, importer: PeerImporter): void {
  const entries = new Map(recordOf(node, id, importer).map((entry) => [entry.key, entry]));
  const enabled = entries.get('enabled')?.value;
  const isOff = enabled?.kind === 'scalar' && enabled.value === false;
  if (enabled && !(enabled.kind === 'scalar' && typeof enabled.value === 'boolean')) {
    importer.refuse(enabled.at, `${id}: enabled is neither true nor false`);
  }
  const reason = textOf(entries.get('reason')?.value);
  const given = entries.get('severity');
  const severity = severities.get(textOf(given?.value)?.toLowerCase() ?? '');
  if (isOff) importer.rule(at, id, 'off', reason);
  else if (severity) importer.rule(at, id, severity, reason);
  else if (given) importer.refuse(given.keyAt, `${id}: no severity of compose-lint`);
  for (const { key, keyAt, value } of entries.values()) {
    if (key === 'exclude_services') refuseServices(id, keyAt, value, importer);
    else if (!['enabled', 'reason', 'severity'].includes(key)) importer.refuse(keyAt, `${id}: unknown key "${key}"`);
  }
}

/** Nothing is configured by service: that is said beside it, where the reason is then read too. */
function refuseServices(id: string, at: Position | undefined, node: ConfigNode, importer: PeerImporter): void {
  const names =
    node.kind === 'record'
      ? node.entries.map(({ key }) => key)
      : node.kind === 'list'
        ? node.items.flatMap((item) => textOf(item) ?? [])
        : [];
  importer.refuse(
    at,
    `${id}: exclude_services (${names.join(', ')}): a comment above each: # plimsoll-disable-next-line compose-lint/${id} -- why`,
  );
}

function textOf(node: ConfigNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;
}
