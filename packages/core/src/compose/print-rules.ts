import { compilePaths } from './path-table.ts';
import { structureKeys } from './vocabulary/tables.ts';

/** What a value becomes when Compose binds it to its types and prints them. */
export type PrintRule =
  | 'text'
  | 'bytes'
  | 'duration'
  | 'number'
  | 'count'
  | 'mode'
  | 'command'
  | 'test'
  | 'map'
  | 'environment'
  | 'arguments'
  | 'labels'
  | 'hosts'
  | 'path'
  | 'context'
  | 'texts'
  | 'ssh'
  | 'rates'
  | 'text-lists'
  | 'driver-options'
  | 'drop';

const under = (prefix: string, paths: readonly string[], rule: PrintRule): [string, PrintRule][] =>
  paths.map((path) => [prefix === '' ? path : `${prefix}.${path}`, rule]);

/** compose-go, types/: the types of the fields; read 2026-11-22. */
export const printRules = compilePaths<PrintRule>([
  ...under('services.*', ['command', 'entrypoint', 'post_start.[].command', 'pre_stop.[].command'], 'command'),
  ...under('services.*', ['pre_start.[].command', 'develop.watch.[].exec.command'], 'command'),
  ...under('services.*', ['healthcheck.test'], 'test'),
  ...under('services.*', ['environment', 'post_start.[].environment', 'pre_stop.[].environment'], 'environment'),
  ...under('services.*', ['build.args'], 'arguments'),
  ...under('services.*', ['labels', 'annotations', 'build.labels', 'deploy.labels', 'sysctls'], 'labels'),
  ...under('services.*', ['logging.options', 'storage_opt', 'networks.*.driver_opts'], 'map'),
  ...under('services.*', ['extra_hosts', 'build.extra_hosts'], 'hosts'),
  ...under('services.*', ['mem_limit', 'mem_reservation', 'memswap_limit', 'mem_swappiness', 'shm_size'], 'bytes'),
  ...under('services.*', ['build.shm_size', 'volumes.[].tmpfs.size'], 'bytes'),
  ...under('services.*', ['deploy.resources.limits.memory', 'deploy.resources.reservations.memory'], 'bytes'),
  ...under('services.*', ['blkio_config.device_read_bps', 'blkio_config.device_write_bps'], 'rates'),
  ...under('services.*', ['blkio_config.device_read_iops', 'blkio_config.device_write_iops'], 'rates'),
  ...under('services.*', ['stop_grace_period', 'healthcheck.interval', 'healthcheck.timeout'], 'duration'),
  ...under('services.*', ['healthcheck.start_period', 'healthcheck.start_interval'], 'duration'),
  ...under('services.*.deploy', ['restart_policy.delay', 'restart_policy.window', 'update_config.delay'], 'duration'),
  ...under(
    'services.*.deploy',
    ['update_config.monitor', 'rollback_config.delay', 'rollback_config.monitor'],
    'duration',
  ),
  ...under('services.*', ['cpus', 'cpu_percent', 'cpu_count', 'cpu_shares', 'cpu_period', 'cpu_quota'], 'number'),
  ...under(
    'services.*',
    ['cpu_rt_period', 'cpu_rt_runtime', 'pids_limit', 'oom_score_adj', 'ports.[].target'],
    'number',
  ),
  ...under('services.*.deploy.resources', ['limits.cpus', 'limits.pids', 'reservations.cpus'], 'number'),
  ...under('services.*', ['blkio_config.weight', 'networks.*.priority', 'networks.*.gw_priority'], 'number'),
  ...under('services.*', ['deploy.resources.reservations.devices.[].count', 'gpus.[].count'], 'count'),
  ...under('services.*', ['secrets.[].mode', 'configs.[].mode', 'build.secrets.[].mode'], 'mode'),
  ...under('services.*', ['build.context', 'build.additional_contexts.*'], 'context'),
  ...under('services.*', ['develop.watch.[].path'], 'path'),
  ...under('services.*', ['expose', 'dns', 'dns_search', 'dns_opt', 'tmpfs', 'group_add', 'cache_from'], 'texts'),
  ...under('services.*', ['build.ssh'], 'ssh'),
  ...under('services.*', ['ports.[].published'], 'text'),
  ...under('services.*', ['extends', 'env_file', 'label_file', 'pull_refresh_after'], 'drop'),
  ...under('', ['networks.*.labels', 'volumes.*.labels', 'secrets.*.labels', 'configs.*.labels'], 'labels'),
  ...under('', ['networks.*.driver_opts', 'secrets.*.driver_opts'], 'map'),
  ...under('', ['volumes.*.driver_opts'], 'driver-options'),
  ...under('services.*', ['provider.options'], 'text-lists'),
  ...under('', ['configs.*.file', 'secrets.*.file'], 'path'),
]);

/** The keys of structures; other mappings have keys that users name, whose values are kept even if empty. */
export const printKeys = structureKeys();
