import type { Located } from '../text/located.ts';
import type { ComposeProblem, ComposeProblemCode } from './model.ts';
import { placeOf } from './schema.ts';
import { entryOf, isNull, type MapValue, type ScalarValue, textOf, type Value } from './values.ts';

/** What a check of the whole model works with. */
export interface Checking {
  readonly root: MapValue;
  /** False if something may stand in a file that is not known: then nothing is missing. */
  readonly complete: boolean;
  /** Services that are left out, as no active profile has them; the linter looks at all. */
  readonly inactive: ReadonlySet<string>;
  readonly report: (problem: ComposeProblem) => void;
}

/** A service under check. */
export interface CheckedService {
  readonly name: string;
  readonly value: MapValue;
}

export interface Finding {
  readonly code: ComposeProblemCode;
  readonly data: Readonly<Record<string, string>>;
  readonly related?: readonly { readonly at: Located; readonly label: string }[];
  readonly suggestion?: string | undefined;
}

/** Reports at a value, or at its key if it has no characters. */
export function reportAt(
  { report }: Checking,
  at: Value | Located,
  { code, data, related, suggestion }: Finding,
): void {
  const { source, span } = 'origin' in at ? placeOf(at) : at;
  report({ source, span, code, data, related: related ?? [], suggestion });
}

/** Reports at the key of a value. */
export function reportKey(checking: Checking, value: Value, finding: Finding): void {
  const { key } = value.origin;
  reportAt(checking, { source: key.source, span: key.span }, finding);
}

export function keyPlace(value: Value): Located {
  const { key } = value.origin;
  return { source: key.source, span: key.span };
}

/** A scalar whose value is known and not null. */
export function knownScalar(value: Value | undefined): ScalarValue | undefined {
  return value?.kind === 'scalar' && value.state !== 'unknown' && !isNull(value) ? value : undefined;
}

export function knownText(value: Value | undefined): string | undefined {
  const scalar = knownScalar(value);
  return scalar && textOf(scalar);
}

/** The services of a model that are mappings. */
export function checkedServices({ root, inactive }: Checking): readonly CheckedService[] {
  const services = root.entries.get('services');
  if (services?.kind !== 'map') return [];
  return [...services.entries].flatMap(([name, value]) =>
    value.kind === 'map' && !inactive.has(name) ? [{ name, value }] : [],
  );
}

/** The names that a top-level section defines. */
export function definedIn(root: MapValue, section: string): ReadonlySet<string> {
  const value = entryOf(root, section);
  return new Set(value?.kind === 'map' ? value.entries.keys() : []);
}
