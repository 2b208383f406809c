import type { Span } from '../text/span.ts';
import type { ComposeProblem } from './model.ts';
import { cleanPath, type MountFault, type ParsedMount, parseMount } from './mounts.ts';
import {
  type MapValue,
  partOf,
  restated,
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
    entries.set('target', target.state === 'unknown' ? target : restated(target, cleanPath(textOf(target))));
  }
  const target: Target = { entries, bind: new Map(), volume: new Map() };
  for (const span of mount.options) readOption(item, span, target);
  if (mount.type === 'bind') target.bind.set('create_host_path', made(true));
  const { origin } = made('');
  if (target.bind.size > 0) entries.set('bind', { kind: 'map', entries: target.bind, origin });
  // Compose makes nothing of a text of one or two characters but a target.
  if ((mount.type === 'volume' && textOf(item).length > 2) || target.volume.size > 0)
    entries.set('volume', { kind: 'map', entries: target.volume, origin });
  return { kind: 'map', entries, origin: item.origin };
}

interface Target {
  readonly entries: Map<string, Value>;
  readonly bind: Map<string, Value>;
  readonly volume: Map<string, Value>;
}

const propagations = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);

/** Unknown options are ignored, as Compose does. */
function readOption(item: ScalarValue, span: Span, { entries, bind, volume }: Target): void {
  const option = partOf(item, span);
  const word = textOf(option);
  if (option.state === 'unknown') entries.set('read_only', option);
  else if (word === 'ro') entries.set('read_only', restated(option, true));
  else if (word === 'rw') entries.delete('read_only');
  else if (word === 'nocopy') volume.set('nocopy', restated(option, true));
  else if (propagations.has(word)) bind.set('propagation', option);
  else if (word === 'z' || word === 'Z') bind.set('selinux', option);
}
