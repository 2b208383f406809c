import { type AddedEntry, addEntries, mappingBelow, writtenValue } from '@plimsoll/core/rule';
import { type Hardened, type HardenStep, leave } from './step.ts';

/** Limits that the caller gives, as they are to be written; undefined for none. */
export interface GivenLimits {
  readonly memory: string | undefined;
  readonly cpus: string | undefined;
  readonly pids: string | undefined;
}

/** The service's own key for each limit, where it has no `deploy`. */
const ownKeys = { memory: 'mem_limit', cpus: 'cpus', pids: 'pids_limit' } as const;

/** The given limits that the service does not have: below `deploy` if it has one, else by its own keys. */
export function limitSteps(about: Hardened, given: GivenLimits): readonly HardenStep[] {
  const { service, own } = about;
  const names = (['memory', 'cpus', 'pids'] as const).filter((name) => given[name] !== undefined);
  const missing = names.filter((name) => !service.limits[name]);
  if (missing.length === 0) return [];
  const isBelow = service.get('deploy') !== undefined || mappingBelow(own, ['deploy']) !== undefined;
  const entries = missing.map((name): AddedEntry => {
    const text = given[name] ?? '';
    // A number would do for Compose, but its schema of `deploy` wants a text.
    const shown = isBelow && name === 'cpus' ? `"${text}"` : text;
    return { key: isBelow ? name : ownKeys[name], value: { kind: 'scalar', text: shown } };
  });
  return isBelow ? [belowDeploy(about, entries)] : entries.map((entry) => ({ kind: 'entry', entry }));
}

function belowDeploy({ own }: Hardened, entries: readonly AddedEntry[]): HardenStep {
  const path = ['deploy', 'resources', 'limits'];
  for (let depth = path.length; depth > 0; depth--) {
    const mapping = mappingBelow(own, path.slice(0, depth));
    if (!mapping) continue;
    const isTaken = depth < path.length && writtenValue(mapping, path[depth] ?? '') !== undefined;
    const edit = isTaken ? undefined : addEntries(mapping, nested(path.slice(depth), entries));
    return edit ? { kind: 'edit', edit } : leave('limits', 'no line can be added to its deploy');
  }
  return leave('limits', 'its deploy is written elsewhere');
}

function nested(path: readonly string[], entries: readonly AddedEntry[]): readonly AddedEntry[] {
  const [key, ...rest] = path;
  return key === undefined ? entries : [{ key, value: { kind: 'map', entries: nested(rest, entries) } }];
}
