import type { Located } from '../text/located.ts';
import { SourceText } from '../text/source-text.ts';
import type { Application } from './application.ts';
import { projectPath } from './compose-paths.ts';
import { dependenciesOf } from './dependencies.ts';
import { parseDotenv } from './dotenv.ts';
import { itemsOf, variablesOf } from './fields.ts';
import { loadTree } from './load-application.ts';
import type { Origin, Via } from './model.ts';
import { placeOf } from './schema.ts';
import { entryOf, type ListValue, type MapValue, textOf, type Value, valueAt } from './values.ts';

/** A step in printed data: a key or an index. */
export type Step = string | number;

/** Where a printed value comes from. */
export interface ValuePlace {
  /** Where it is written; for a default, what it stands in for. Undefined if no file has anything to do with it. */
  readonly at: Located | undefined;
  /** False for what nobody wrote. */
  readonly written: boolean;
  /** What is written there, where variables make something else of it. */
  readonly template: string | undefined;
  /** From the place that uses the value to the place that has it: `extends`, `include`, an alias, a merge key. */
  readonly via: readonly Via[];
  /** Values that this one replaced, latest first. */
  readonly replaced: readonly Located[];
}

/** Finds the origin of everything that `printConfig` prints for an application, by the path in what it printed. */
export function placesOf(application: Application): (path: readonly Step[], printed: unknown) => ValuePlace {
  const { root } = loadTree(application);
  return (path, printed) => {
    if (!root) return nowhere;
    const walked = walk(root, path, printed);
    if (walked.found) return withReplaced(placeFrom(walked.value), walked.replaced);
    return elsewhere(application, root, path) ?? { ...placeFrom(walked.value), ...defaulted(path, walked.value) };
  };
}

const nowhere: ValuePlace = { at: undefined, written: false, template: undefined, via: [], replaced: [] };

/** What is said of a value that no file has: the project's own name has no cause in a file. */
function defaulted(path: readonly Step[], cause: Value): Partial<ValuePlace> {
  const at = path.length === 1 ? undefined : placeOf(cause);
  return { at, written: false, template: undefined, replaced: [] };
}

function placeFrom(value: Value): ValuePlace {
  const template =
    value.kind === 'scalar' && value.origin.synthetic === false ? templateOf(value.raw().text) : undefined;
  return { ...placeFromOrigin(value.origin), at: placeOf(value), template };
}

function templateOf(raw: string): string | undefined {
  return raw.includes('$') ? raw : undefined;
}

function placeFromOrigin({ source, span, via, shadowed, synthetic }: Origin): ValuePlace {
  return { at: { source, span }, written: !synthetic, template: undefined, via, replaced: shadowed };
}

interface Walked {
  /** The value, or the nearest one around it. */
  readonly value: Value;
  readonly found: boolean;
  /** What collections on the way replaced as a whole. */
  readonly replaced: readonly Located[];
}

function walk(root: MapValue, path: readonly Step[], printed: unknown): Walked {
  let value: Value = root;
  const replaced: Located[] = [];
  for (const [depth, step] of path.entries()) {
    const next = stepDown(value, step, { name: path[depth - 1], printed });
    if (!next) return { value, found: false, replaced };
    const isItem = value.kind === 'list' && typeof step === 'number';
    if (isItem || isWhole(next)) replaced.push(...next.origin.shadowed);
    value = next;
  }
  return { value, found: true, replaced };
}

/** True for a collection that replaces another instead of being merged with it. */
function isWhole(value: Value): boolean {
  return value.kind === 'list' || (value.kind === 'map' && value.parts === undefined);
}

function withReplaced(place: ValuePlace, more: readonly Located[]): ValuePlace {
  const all = [...place.replaced, ...more];
  const isFirst = (at: Located, index: number): boolean =>
    all.findIndex(({ source, span }) => source === at.source && span.start === at.span.start) === index;
  return place.written ? { ...place, replaced: all.filter(isFirst) } : place;
}

interface Around {
  /** The key of the collection that is stepped into. */
  readonly name: Step | undefined;
  readonly printed: unknown;
}

function stepDown(value: Value, step: Step, around: Around): Value | undefined {
  switch (value.kind) {
    case 'map':
      if (typeof step === 'number') return value.entries.get(nameIn(around));
      return value.entries.get(step) ?? value.entries.get(step.toLowerCase());
    case 'list':
      if (typeof step === 'string') return itemNamed(value, step);
      return around.name === 'extra_hosts' ? hostIn(value, nameIn(around)) : value.items[step];
    case 'scalar':
      // A text that is printed as the list of its words.
      return typeof step === 'number' ? value : undefined;
  }
}

/** A mapping that is printed as a list has its keys in front of the equals signs. */
function nameIn({ printed }: Around): string {
  return String(printed).split('=')[0] ?? '';
}

/** The item `name=value` of a list that is printed as a mapping. */
function itemNamed(list: ListValue, name: string): Value | undefined {
  for (const item of [...list.items].reverse()) {
    const [variable] = variablesOf({ ...list, items: [item] });
    if (item.kind !== 'scalar' || variable?.name !== name) continue;
    const origin = variable.value?.origin ?? variable.origin;
    const raw = variable.value ? () => variable.value?.raw ?? item.raw() : item.raw;
    return { ...item, raw, origin: { ...origin, shadowed: item.origin.shadowed } };
  }
  return undefined;
}

function hostIn(list: ListValue, host: string): Value | undefined {
  return list.items.find((item) => item.kind === 'scalar' && textOf(item).split(/[=:]/)[0] === host);
}

/** What Compose takes from elsewhere: variables of `env_file`, dependencies that other keys imply. */
function elsewhere(application: Application, root: MapValue, path: readonly Step[]): ValuePlace | undefined {
  const [section, name, key, entry] = path;
  if (section !== 'services' || typeof name !== 'string' || typeof entry !== 'string') return undefined;
  const service = valueAt(root, 'services', name);
  if (service?.kind !== 'map') return undefined;
  if (key === 'environment') return fromEnvFiles(application, service, entry);
  if (key !== 'depends_on') return undefined;
  const dependency = dependenciesOf(service).find((one) => one.service === entry);
  return dependency && { ...placeFromOrigin(dependency.origin), written: false };
}

function fromEnvFiles(application: Application, service: MapValue, name: string): ValuePlace | undefined {
  for (const item of [...itemsOf(service.entries.get('env_file'))].reverse()) {
    const path = entryOf(item, 'path') ?? item;
    const file = path.kind === 'scalar' ? projectPath(path.directory, textOf(path)) : undefined;
    const answer = file === undefined ? undefined : application.referenced.get(file);
    if (file === undefined || answer?.state !== 'text') continue;
    const source = new SourceText(answer.text, file);
    const entry = parseDotenv(source, () => ({ state: 'unknown' })).entries.findLast((one) => one.name === name);
    if (!entry) continue;
    const template = templateOf(source.slice(entry.valueSpan));
    return { ...placeFrom(path), at: { source, span: entry.valueSpan }, template, replaced: [] };
  }
  return undefined;
}
