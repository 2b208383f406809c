import { compilePaths } from './path-table.ts';
import type { PlainValue } from './yaml-types.ts';

/** What Compose turns a string into at a path, before anything else looks at it. */
export type Cast = 'int' | 'float' | 'bool';

const ints = [
  ...['cpu_count', 'cpu_period', 'cpu_quota', 'cpu_rt_period', 'cpu_rt_runtime', 'cpu_shares', 'oom_score_adj'],
  ...['pids_limit', 'scale', 'deploy.replicas', 'deploy.update_config.parallelism', 'healthcheck.retries'],
  ...['deploy.rollback_config.parallelism', 'deploy.restart_policy.max_attempts', 'ports.[].target'],
  ...['deploy.placement.max_replicas_per_node', 'ulimits.*', 'ulimits.*.hard', 'ulimits.*.soft'],
];

const floats = [
  'cpu_percent',
  'cpus',
  'deploy.update_config.max_failure_ratio',
  'deploy.rollback_config.max_failure_ratio',
];

const bools = [
  ...['init', 'depends_on.*.required', 'depends_on.*.restart', 'healthcheck.disable', 'oom_kill_disable', 'privileged'],
  ...['read_only', 'stdin_open', 'tty', 'volumes.[].read_only', 'volumes.[].volume.nocopy'],
];

const resourceBools = [
  ...['networks.*.external', 'networks.*.internal', 'networks.*.attachable', 'networks.*.enable_ipv4'],
  ...['networks.*.enable_ipv6', 'volumes.*.external', 'secrets.*.external', 'configs.*.external'],
];

/** compose-go, loader/interpolate.go (interpolateTypeCastMapping); read 2026-11-22. */
export const casts = compilePaths<Cast>([
  ...ints.map((path): [string, Cast] => [`services.*.${path}`, 'int']),
  ...floats.map((path): [string, Cast] => [`services.*.${path}`, 'float']),
  ...bools.map((path): [string, Cast] => [`services.*.${path}`, 'bool']),
  ...resourceBools.map((path): [string, Cast] => [path, 'bool']),
]);

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['y', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['n', false],
  ['no', false],
  ['off', false],
]);

/** The cast value, or undefined where Compose refuses the text. */
export function castText(text: string, cast: Cast): PlainValue | undefined {
  if (cast === 'bool') return booleans.get(text.toLowerCase());
  if (cast === 'int') return /^[-+]?[0-9]+$/.test(text) ? Number(text) : undefined;
  return /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text) ? Number(text) : undefined;
}
