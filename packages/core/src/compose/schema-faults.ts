import type { SchemaFault } from './generated/validate-compose.js';
import type { Value } from './values.ts';

/**
 * The validator reports every branch of a choice that failed. This keeps one fault per cause: a branch that takes the
 * value's type says what is wrong inside of it; only if none does, the value is of the wrong type.
 */
export function reduceFaults(faults: readonly SchemaFault[]): readonly SchemaFault[] {
  const byPath = new Map<string, SchemaFault[]>();
  for (const fault of faults) {
    const same = byPath.get(fault.instancePath);
    if (same) same.push(fault);
    else byPath.set(fault.instancePath, [fault]);
  }
  const deeper = pathsAbove(byPath.keys());
  return [...byPath].flatMap(([path, same]) => reduceAt(same, deeper.has(path)));
}

/** Every path that another one lies below. */
function pathsAbove(paths: Iterable<string>): ReadonlySet<string> {
  const above = new Set<string>();
  for (const path of paths) {
    for (let slash = path.lastIndexOf('/'); slash !== -1; slash = path.lastIndexOf('/', slash - 1)) {
      const parent = path.slice(0, slash);
      if (above.has(parent)) break;
      above.add(parent);
      if (slash === 0) break;
    }
  }
  return above;
}

const isChoice = ({ keyword }: SchemaFault): boolean => keyword === 'oneOf' || keyword === 'anyOf';

function reduceAt(faults: readonly SchemaFault[], hasDeeper: boolean): readonly SchemaFault[] {
  const choice = faults.find(isChoice);
  if (!choice) return faults;
  const others = faults.filter((fault) => !isChoice(fault) && fault.keyword !== 'type');
  if (others.length > 0 || hasDeeper) return distinct(others);
  const types = faults.flatMap((fault) => (fault.keyword === 'type' ? typesOf(fault) : []));
  return [{ ...choice, params: { type: [...new Set(types)] } }];
}

/** Two branches may miss the same thing. */
function distinct(faults: readonly SchemaFault[]): readonly SchemaFault[] {
  const seen = new Set<string>();
  return faults.filter(({ keyword, params }) => {
    const key = `${keyword} ${JSON.stringify(params)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function typesOf({ params }: SchemaFault): readonly string[] {
  const { type } = params;
  if (Array.isArray(type)) return type.map(String);
  return typeof type === 'string' ? type.split(',') : [];
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'a boolean',
  null: 'nothing',
};

function joined(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

/** What a fault would have taken, in words. */
export function expectedText(fault: SchemaFault): string {
  const { keyword, params } = fault;
  const { allowedValues, limit, pattern, comparison } = params;
  if (keyword === 'enum' && Array.isArray(allowedValues)) return joined(allowedValues.map(String));
  if (keyword === 'const') return String(params.allowedValue);
  if (keyword === 'pattern') return `a text that matches ${String(pattern)}`;
  if (keyword === 'minimum' || keyword === 'maximum') return `a number ${String(comparison)} ${String(limit)}`;
  if (keyword === 'minLength') return 'a text';
  if (keyword === 'minItems') return 'a list that is not empty';
  if (keyword === 'minProperties') return 'a mapping that is not empty';
  return joined(typesOf(fault).map((type) => typeNames[type] ?? type));
}

/** What stands there instead, in words. */
export function foundText(value: Value): string {
  if (value.kind === 'map') return 'a mapping';
  if (value.kind === 'list') return 'a list';
  if (value.value === null) return 'nothing';
  return typeNames[typeof value.value] ?? 'something else';
}
