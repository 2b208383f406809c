import { isRemote } from './compose-paths.ts';
import { plainOf, variablesOf } from './fields.ts';
import type { Variable } from './model.ts';
import { cleanPath } from './mounts.ts';
import type { PathNode } from './path-table.ts';
import { stepInto } from './path-table.ts';
import type { PrintRule } from './print-rules.ts';
import { formatDuration, parseBytes, parseDuration } from './quantities.ts';
import { splitCommand } from './shell-split.ts';
import { entryOf, isNull, type ListValue, type MapValue, type ScalarValue, textOf, type Value } from './values.ts';

/** How values are printed. */
export interface Printing {
  /** What project paths are put behind: the absolute path of the project root. */
  readonly root: string;
  readonly lookup: (name: string) => string | undefined;
}

interface Spot {
  readonly rules: PathNode<PrintRule> | undefined;
  readonly keys: PathNode<readonly string[]> | undefined;
}

/** Fields that Compose prints even if they are empty. */
const kept = new Set([
  'init',
  'command',
  'entrypoint',
  'required',
  'ipam',
  'placement',
  'resources',
  'scale',
  'replicas',
]);

/** A value as `docker compose config --format json` prints it; undefined for what it leaves out. */
export function printValue(printing: Printing, value: Value, spot: Spot): unknown {
  const rule = spot.rules?.rule;
  // What can't be known is printed as it is written.
  if (value.kind === 'scalar' && value.state === 'unknown') return rule === 'drop' ? undefined : plainText(value);
  if (rule) return printRule(printing, value, rule);
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') {
    const below = { rules: stepInto(spot.rules, '[]'), keys: stepInto(spot.keys, '[]') };
    return value.items.map((item) => printValue(printing, item, below));
  }
  return printMap(printing, value, spot);
}

function printMap(printing: Printing, map: MapValue, { rules, keys }: Spot): unknown {
  const isStructure = keys?.rule !== undefined;
  const result: Record<string, unknown> = {};
  for (const [key, value] of map.entries) {
    if (isStructure && key.startsWith('x-')) continue;
    const printed = printValue(printing, value, { rules: stepInto(rules, key), keys: stepInto(keys, key) });
    if (isStructure && !kept.has(key) && (isEmpty(printed) || (isEmptyMap(printed) && !isPointer(key)))) continue;
    result[key] = printed;
  }
  return result;
}

function isEmpty(printed: unknown): boolean {
  if (printed === undefined || printed === null || printed === '' || printed === false || printed === 0) return true;
  return Array.isArray(printed) && printed.length === 0;
}

function isEmptyMap(printed: unknown): boolean {
  return typeof printed === 'object' && printed !== null && Object.keys(printed).length === 0;
}

/** Structures behind pointers are printed without content; maps are not. */
function isPointer(key: string): boolean {
  return ['volume', 'bind', 'tmpfs', 'healthcheck', 'deploy', 'build', 'logging', 'limits', 'reservations'].includes(
    key,
  );
}

function printRule(printing: Printing, value: Value, rule: PrintRule): unknown {
  switch (rule) {
    case 'drop':
      return undefined;
    case 'command':
      return printCommand(value);
    case 'test':
      return value.kind === 'scalar' && !isNull(value) ? ['CMD-SHELL', textOf(value)] : plainOf(value);
    case 'environment':
    case 'arguments':
      return printVariables(printing, value, rule === 'environment');
    case 'labels':
    case 'map':
      return Object.fromEntries(variablesOf(value).map((variable) => [variable.name, shownText(variable) ?? '']));
    case 'hosts':
      return printHosts(value);
    case 'texts':
      return texts(value);
    case 'text-lists':
      return value.kind === 'map' ? Object.fromEntries([...value.entries].map(([key, one]) => [key, texts(one)])) : {};
    case 'driver-options':
      return printDriverOptions(printing, value);
    case 'ssh':
      return value.kind === 'map'
        ? [...value.entries].map(([id, path]) => (isNull(path) ? id : `${id}=${plainText(path)}`))
        : plainOf(value);
    case 'rates':
      return value.kind === 'list' ? value.items.map(printRate) : plainOf(value);
    default:
      return value.kind === 'scalar' && !isNull(value) ? printScalar(printing, value, rule) : plainOf(value);
  }
}

function printScalar(printing: Printing, value: ScalarValue, rule: PrintRule): unknown {
  const text = textOf(value);
  switch (rule) {
    case 'bytes': {
      const bytes = text === '-1' ? -1 : (parseBytes(text) ?? 0);
      return bytes === 0 ? '' : String(bytes);
    }
    case 'duration':
      return formatDuration(parseDuration(text) ?? 0);
    case 'number':
      return Number(text);
    case 'count':
      return text === 'all' ? -1 : Number(text);
    case 'mode':
      return (typeof value.value === 'number' ? value.value : Number.parseInt(text, 8)).toString(8).padStart(4, '0');
    case 'path':
      return text === '' ? '' : absolutePath(printing, value);
    case 'context':
      return text === '' || isRemote(text) || text.startsWith('service:') ? text : absolutePath(printing, value);
    default:
      return text;
  }
}

/** The absolute path of a path in a file. */
export function absolutePath({ root, lookup }: Printing, value: ScalarValue): string {
  const text = textOf(value);
  if (/^~(?:\/|$)/.test(text)) return `${lookup('HOME') ?? '~'}${text.slice(1)}`;
  if (/^(?:[/~]|[A-Za-z]:[\\/]|\\\\)/.test(text)) return text;
  return cleanPath(`${root}/${value.directory}/${text}`);
}

/** The dollar sign of a template that stays one, until `finishDollars`; no file can hold this character. */
const templateDollar = '\ufffe';

function asTemplate(raw: string): string {
  return raw.replaceAll('$', templateDollar);
}

/**
 * Printed data in which templates are templates again. With `escape` every other dollar sign is doubled, as Compose does
 * so that what it prints can be loaded again.
 */
export function finishDollars(data: unknown, escape: boolean): unknown {
  if (typeof data === 'string') return (escape ? data.replaceAll('$', '$$$$') : data).replaceAll(templateDollar, '$');
  if (Array.isArray(data)) return data.map((item) => finishDollars(item, escape));
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(([key, value]) => [
    finishDollars(key, escape),
    finishDollars(value, escape),
  ]);
  return Object.fromEntries(entries);
}

/** The text of a variable, as written if it can't be known; undefined for a bare key. */
function shownText({ value }: Pick<Variable, 'value'>): string | undefined {
  return value && (value.state === 'unknown' ? asTemplate(value.raw.text) : value.value);
}

function plainText(value: Value): string {
  if (value.kind !== 'scalar') return '';
  return value.state === 'unknown' ? asTemplate(value.raw().text) : textOf(value);
}

function texts(value: Value): readonly string[] {
  if (value.kind === 'scalar') return isNull(value) ? [] : [plainText(value)];
  return value.kind === 'list' ? value.items.map(plainText) : [];
}

function printCommand(value: Value): unknown {
  if (isNull(value)) return null;
  return value.kind === 'scalar' ? (splitCommand(plainText(value)) ?? []) : texts(value);
}

function printVariables({ lookup }: Printing, value: Value, keepsUnset: boolean): unknown {
  const result: Record<string, string | null> = {};
  for (const { name, value: field } of variablesOf(value)) {
    const text = field ? shownText({ value: field }) : lookup(name);
    if (text !== undefined) result[name] = text;
    else if (keepsUnset) result[name] = null;
  }
  return result;
}

function printHosts(value: Value): readonly string[] {
  const pairs = value.kind === 'map' ? mapHosts(value) : value.kind === 'list' ? listHosts(value) : [];
  return pairs.map(([host, ip]) => `${host}=${ip.replace(/^\[(.*)\]$/, '$1')}`).sort();
}

function mapHosts({ entries }: MapValue): [string, string][] {
  return [...entries].flatMap(([host, ips]) => texts(ips).map((ip): [string, string] => [host, ip]));
}

function listHosts({ items }: ListValue): [string, string][] {
  return items.flatMap((item) => {
    const text = plainText(item);
    const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
    const addresses = text.slice(at + 1).split(',');
    return addresses.map((address): [string, string] => [text.slice(0, at), address]);
  });
}

/** The device of a bind mount by the local driver is a path. */
function printDriverOptions(printing: Printing, value: Value): unknown {
  const options = Object.fromEntries(variablesOf(value).map((variable) => [variable.name, shownText(variable) ?? '']));
  const device = entryOf(value, 'device');
  if (options.o !== 'bind' || device?.kind !== 'scalar') return options;
  return { ...options, device: absolutePath(printing, device) };
}

/** Compose prints these two with the names of its own fields. */
function printRate(value: Value): unknown {
  const rate = entryOf(value, 'rate');
  return {
    Path: plainText(entryOf(value, 'path') ?? value),
    Rate: rate ? String(parseBytes(plainText(rate)) ?? 0) : '0',
  };
}
