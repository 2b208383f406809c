import { compilePaths } from './path-table.ts';

/** How an override changes the base where it is not the general way. */
export type MergeRule =
  | 'replace'
  | 'sequence'
  | 'hosts'
  | 'build'
  | 'dependencies'
  | 'names'
  | 'logging'
  | 'ulimit'
  | 'pools';

/** By what two items of a list are the same; the later replaces the earlier at its place. */
export type UniqueRule = 'key-value' | 'mount' | 'device' | 'secret' | 'config' | 'env-file' | 'text' | 'port';

const service = (paths: readonly string[], rule: MergeRule): [string, MergeRule][] =>
  paths.map((path) => [`services.*.${path}`, rule]);

/** compose-go, override/merge.go; read 2026-11-22. */
export const mergeRules = compilePaths<MergeRule>([
  ...service(['command', 'entrypoint', 'healthcheck.test'], 'replace'),
  ...service(['annotations', 'environment', 'labels', 'sysctls', 'deploy.labels', 'build.args'], 'sequence'),
  ...service(['build.additional_contexts', 'build.labels', 'dns', 'dns_opt', 'dns_search', 'env_file'], 'sequence'),
  ...service(['label_file', 'tmpfs', 'volumes.*.volume.labels'], 'sequence'),
  ...service(['build'], 'build'),
  ...service(['build.extra_hosts', 'extra_hosts'], 'hosts'),
  ...service(['depends_on'], 'dependencies'),
  ...service(['networks', 'models'], 'names'),
  ...service(['logging'], 'logging'),
  ...service(['ulimits.*'], 'ulimit'),
  ['networks.*.labels', 'sequence'],
  ['volumes.*.labels', 'sequence'],
  ['networks.*.ipam.config', 'pools'],
]);

const unique = (paths: readonly string[], rule: UniqueRule): [string, UniqueRule][] =>
  paths.map((path) => [`services.*.${path}`, rule]);

/** compose-go, override/uncity.go; read 2026-11-22. */
export const uniqueRules = compilePaths<UniqueRule>([
  ...unique(['annotations', 'build.args', 'build.additional_contexts', 'build.tags', 'build.labels'], 'key-value'),
  ...unique(['cap_add', 'cap_drop', 'deploy.labels', 'dns', 'dns_opt', 'dns_search', 'environment'], 'key-value'),
  ...unique(['labels', 'links', 'networks.*.aliases', 'networks.*.link_local_ips', 'profiles'], 'key-value'),
  ...unique(['sysctls', 'tmpfs'], 'key-value'),
  ...unique(['volumes'], 'mount'),
  ...unique(['devices'], 'device'),
  ...unique(['configs'], 'config'),
  ...unique(['secrets'], 'secret'),
  ...unique(['env_file'], 'env-file'),
  ...unique(['expose'], 'text'),
  ...unique(['ports'], 'port'),
  ['networks.*.labels', 'key-value'],
  ['networks.*.ipam.options', 'key-value'],
]);
