import { type Checking, reportAt } from './checks.ts';
import { compilePaths, type PathNode, pathText, stepInto } from './path-table.ts';
import { parseBytes, parseDuration } from './quantities.ts';
import { type ScalarValue, textOf, type Value } from './values.ts';

/** What Compose turns a scalar into when it binds the model to its types, after the schema has passed. */
type Bound =
  | 'duration'
  | 'bytes'
  | 'bytes-or-all'
  | 'float'
  | 'count'
  | 'mode'
  | 'host'
  | 'variable'
  | 'format'
  | 'name';

const under = (prefix: string, paths: readonly string[], bound: Bound): [string, Bound][] =>
  paths.map((path) => [`${prefix}.${path}`, bound]);

/** compose-go, types/ and loader/mapstructure.go; read 2026-11-22. */
const bounds = compilePaths<Bound>([
  ...under('services.*', ['stop_grace_period', 'healthcheck.interval', 'healthcheck.timeout'], 'duration'),
  ...under('services.*', ['healthcheck.start_period', 'healthcheck.start_interval'], 'duration'),
  ...under('services.*.deploy', ['restart_policy.delay', 'restart_policy.window', 'update_config.delay'], 'duration'),
  ...under(
    'services.*.deploy',
    ['update_config.monitor', 'rollback_config.delay', 'rollback_config.monitor'],
    'duration',
  ),
  ...under(
    'services.*',
    ['mem_limit', 'mem_reservation', 'shm_size', 'build.shm_size', 'volumes.[].tmpfs.size'],
    'bytes',
  ),
  ...under('services.*', ['deploy.resources.limits.memory', 'deploy.resources.reservations.memory'], 'bytes'),
  ...under('services.*', ['memswap_limit', 'mem_swappiness'], 'bytes-or-all'),
  ...under('services.*', ['blkio_config.device_read_bps.[].rate', 'blkio_config.device_write_bps.[].rate'], 'bytes'),
  ...under('services.*', ['deploy.resources.limits.cpus', 'deploy.resources.reservations.cpus'], 'float'),
  ...under('services.*', ['deploy.resources.reservations.devices.[].count', 'gpus.[].count'], 'count'),
  ...under('services.*', ['secrets.[].mode', 'configs.[].mode', 'build.secrets.[].mode'], 'mode'),
  ...under('services.*', ['extra_hosts.[]', 'build.extra_hosts.[]'], 'host'),
  ...under('services.*', ['environment.[]'], 'variable'),
  ...under('services.*', ['env_file.[].format'], 'format'),
  ['name', 'name'],
]);

/** Durations, sizes and numbers that Compose can't read. */
export function checkBoundValues(checking: Checking): void {
  visit(checking, checking.root, bounds, []);
}

function visit(checking: Checking, value: Value, node: PathNode<Bound>, path: readonly string[]): void {
  if (value.kind === 'scalar') {
    if (node.rule && value.state !== 'unknown' && value.value !== null) check(checking, value, node.rule, path);
  } else if (value.kind === 'list') {
    const below = stepInto(node, '[]');
    if (below) for (const [index, item] of value.items.entries()) visit(checking, item, below, [...path, `[${index}]`]);
  } else {
    for (const [key, entry] of value.entries) {
      const below = stepInto(node, key);
      if (below) visit(checking, entry, below, [...path, key]);
    }
  }
}

const expectations: Readonly<Record<Bound, string>> = {
  duration: 'a duration with a unit, such as 30s',
  bytes: 'a size, such as 512m',
  'bytes-or-all': 'a size, such as 512m, or -1',
  float: 'a number',
  count: 'a number or all',
  mode: 'an octal number, such as "0440"',
  host: 'a host name and an address, as in `db=10.0.0.2`',
  variable: 'a name without a blank before the equals sign',
  format: 'raw',
  name: 'a name with a letter or a digit',
};

function check(checking: Checking, value: ScalarValue, bound: Bound, path: readonly string[]): void {
  const text = textOf(value);
  if (isReadable(value, text, bound)) return;
  const data = { path: pathText(path), key: path[path.length - 1] ?? '', value: text, expected: expectations[bound] };
  reportAt(checking, value, { code: 'invalid-value', data });
}

function isReadable({ value, raw }: ScalarValue, text: string, bound: Bound): boolean {
  switch (bound) {
    case 'duration':
      // The schema refuses what is no string.
      return typeof value !== 'string' || parseDuration(text) !== undefined;
    case 'bytes':
      return parseBytes(text) !== undefined;
    case 'bytes-or-all':
      return text === '-1' || parseBytes(text) !== undefined;
    case 'float':
      return text.trim() !== '' && Number.isFinite(Number(text));
    case 'count':
      return text === 'all' || /^[-+]?[0-9]+$/.test(text);
    case 'mode':
      return typeof value === 'number' || /^[0-7]+$/.test(text);
    case 'host':
      return isHost(text);
    case 'variable':
      return !/\s$/.test(text.split('=', 1)[0] ?? '');
    case 'format':
      return text === '' || text === 'raw';
    case 'name':
      // A literal empty name falls back to that of the directory; one that a variable emptied does not.
      return /[a-z0-9]/i.test(text) || raw().text === '';
  }
}

/** `host=ip` or `host:ip`, the address perhaps empty; with an equals sign, the host may not hold a colon. */
function isHost(text: string): boolean {
  const equals = text.indexOf('=');
  const end = equals === -1 ? text.indexOf(':') : equals;
  return end > 0 && !text.slice(0, end).includes(':');
}
