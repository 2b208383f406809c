import { type Application, composeModel } from '@plimsoll/core';
import { printConfig } from '@plimsoll/core/compose';
import { isFaulty } from './model-command.ts';

/** What hardening may change in a service. */
const hardenedKeys: ReadonlySet<string> = new Set([
  'read_only',
  'tmpfs',
  'cap_drop',
  'cap_add',
  'security_opt',
  'ports',
  'deploy',
  'mem_limit',
  'cpus',
  'pids_limit',
]);

/** True if both load, and differ in the named service only, in what hardening changes. */
export function changesOnly(name: string, before: Application, after: Application): boolean {
  return !isFaulty(after, composeModel(after)) && modelWithout(name, before) === modelWithout(name, after);
}

/** The effective application as text, without what may change. Anything else that differs shows. */
function modelWithout(name: string, application: Application): string {
  const profiles = new Set(['*']);
  const config = printConfig(application, { name: 'name', directoryName: 'name', root: '/', profiles });
  const { services, ...rest } = config;
  const others: unknown[] = Object.entries(services ?? {}).map(([key, service]) => {
    const entries: [string, unknown][] = Object.entries(service ?? {});
    return [key, key === name ? entries.filter(([own]) => !hardenedKeys.has(own)) : entries];
  });
  return JSON.stringify([rest, others]);
}
