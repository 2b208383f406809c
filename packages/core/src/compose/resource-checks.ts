import { type Checking, keyPlace, reportAt, reportKey } from './checks.ts';
import { entryOf, type MapValue, type Value } from './values.ts';

/** What top-level volumes, configs and secrets may say together (compose-go, validation/). */
export function checkResources(checking: Checking): void {
  for (const [name, value] of resources(checking.root, 'volumes')) checkExternal(checking, name, value);
  for (const [name, value] of resources(checking.root, 'configs')) {
    checkContent(checking, { section: 'configs', name, value, keys: ['file', 'environment', 'content'] });
  }
  for (const [name, value] of resources(checking.root, 'secrets')) {
    checkContent(checking, { section: 'secrets', name, value, keys: ['file', 'environment'] });
  }
}

function resources(root: MapValue, section: string): readonly (readonly [string, MapValue])[] {
  const value = entryOf(root, section);
  if (value?.kind !== 'map') return [];
  return [...value.entries].flatMap(([name, entry]) => (entry.kind === 'map' ? [[name, entry] as const] : []));
}

function isTrue(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && value.value === true;
}

/** An external volume has nothing but a name. */
function checkExternal(checking: Checking, name: string, volume: MapValue): void {
  const external = volume.entries.get('external');
  if (!external || !isTrue(external)) return;
  for (const [key, value] of volume.entries) {
    if (key === 'name' || key === 'external' || key.startsWith('x-')) continue;
    const related = [{ at: keyPlace(external), label: 'the volume is external' }];
    reportKey(checking, value, {
      code: 'conflicting-keys',
      data: { path: `volumes.${name}`, key, other: 'external' },
      related,
    });
  }
}

interface Content {
  readonly section: string;
  readonly name: string;
  readonly value: MapValue;
  readonly keys: readonly string[];
}

/** Exactly one of the keys says where the content comes from. */
function checkContent(checking: Checking, { section, name, value, keys }: Content): void {
  const given = keys.filter((key) => value.entries.has(key));
  const path = `${section}.${name}`;
  const [first, second] = given.map((key) => [key, value.entries.get(key)] as const);
  if (first?.[1] && second?.[1]) {
    const related = [{ at: keyPlace(first[1]), label: `\`${first[0]}\` is set here` }];
    reportKey(checking, second[1], {
      code: 'conflicting-keys',
      data: { path, key: second[0], other: first[0] },
      related,
    });
  }
  if (given.length > 0 || !checking.complete || value.entries.has('driver') || value.entries.has('external')) return;
  const data = { path, key: keys[0] ?? '', expected: keys.join(' or '), name };
  reportAt(checking, keyPlace(value), { code: 'missing-key', data });
}

/** A secret that is not external needs a file or a variable, whatever its driver (compose-go, loader/validate.go). */
export function checkSecrets(checking: Checking): void {
  if (!checking.complete) return;
  for (const [name, value] of resources(checking.root, 'secrets')) {
    const external = value.entries.get('external');
    if (external && !(external.kind === 'scalar' && external.value === false)) continue;
    if (isGiven(value.entries.get('file')) || isGiven(value.entries.get('environment'))) continue;
    const data = { path: `secrets.${name}`, key: 'file', expected: 'file or environment', name };
    reportAt(checking, keyPlace(value), { code: 'missing-key', data });
  }
}

function isGiven(value: Value | undefined): boolean {
  return value?.kind === 'scalar' && value.value !== null && value.value !== '';
}
