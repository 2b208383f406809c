import type { Span } from '../text/span.ts';
import type { ComposeProblem } from './model.ts';
import { cleanPath, type MountFault, type ParsedMount, parseMount } from './mounts.ts';
import {
  type MapValue,
  partOf,
  type ScalarValue,
  syntheticScalar,
  textOf,
  unknownPiece,
  type Value,
} from './values.ts';

const expectations: Readonly<Record<MountFault, string>> = {
  empty: 'a volume, as in `data:/var/lib/data`',
  'empty-section': 'no empty part between colons',
  'too-many-colons': 'at most three parts: source, target and options',
};

/** A short volume as a long one. What can't be read stays as it is. */
export function canonicalMount(item: Value, path: string, report: (problem: ComposeProblem) => void): Value {
  if (item.kind !== 'scalar' || typeof item.value !== 'string') return item;
  const text = textOf(item);
  if (text === unknownPiece) return item;
  const parsed = parseMount(text);
  if (parsed.kind === 'mount') return longMount(item, parsed.mount);
  if (item.state === 'unknown') return item;
  const { source, span } = item.origin;
  const data = { path, key: 'volumes', value: text, expected: expectations[parsed.fault] };
  report({ source, span, code: 'invalid-value', data, related: [], suggestion: undefined });
  return item;
}

function longMount(item: ScalarValue, mount: ParsedMount): MapValue {
  const entries = new Map<string, Value>();
  const made = (value: string | boolean) => syntheticScalar(value, item.origin, item.directory);
  const type: ScalarValue = mount.type === undefined ? { ...made(unknownPiece), state: 'unknown' } : made(mount.type);
  entries.set('type', type);
  if (mount.source) entries.set('source', partOf(item, mount.source));
  if (mount.target) {
    const target = partOf(item, mount.target);
    entries.set('target', target.state === 'unknown' ? target : { ...target, value: cleanPath(textOf(target)) });
  }
  const below = new Map<string, Value>();
  let kind = mount.type === 'bind' ? 'bind' : 'volume';
  for (const span of mount.options) kind = readOption(item, span, { entries, below }) ?? kind;
  if (mount.type === 'bind') below.set('create_host_path', made(true));
  if (mount.type !== undefined) entries.set(kind, { kind: 'map', entries: below, origin: made('').origin });
  return { kind: 'map', entries, origin: item.origin };
}

interface Target {
  readonly entries: Map<string, Value>;
  readonly below: Map<string, Value>;
}

const propagations = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);

/** Unknown options are ignored, as Compose does. Returns the key that the option's details belong under. */
function readOption(item: ScalarValue, span: Span, { entries, below }: Target): 'bind' | 'volume' | undefined {
  const option = partOf(item, span);
  const word = textOf(option);
  if (option.state === 'unknown') entries.set('read_only', option);
  else if (word === 'ro') entries.set('read_only', { ...option, value: true });
  else if (word === 'rw') entries.delete('read_only');
  else if (word === 'nocopy') {
    below.set('nocopy', { ...option, value: true });
    return 'volume';
  } else if (propagations.has(word)) {
    below.set('propagation', option);
    return 'bind';
  } else if (word === 'z' || word === 'Z') {
    below.set('selinux', option);
    return 'bind';
  }
  return undefined;
}
