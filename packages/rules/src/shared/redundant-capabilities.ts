import type { Service, TextField } from '@plimsoll/core/rule';
import { capabilities, capabilityName } from '../knowledge/capabilities.ts';

/** An item of `cap_add` or `cap_drop` that changes nothing. */
export interface RedundantCapability {
  readonly kind: 'added' | 'dropped' | 'both' | 'twice';
  readonly field: TextField;
  readonly capability: string;
}

interface NamedField {
  readonly field: TextField;
  readonly capability: string;
}

/**
 * The items that change nothing: the engine takes the default set, drops, and adds last; with `cap_add: [ALL]` it takes
 * all but what is dropped (moby, daemon/pkg/oci/caps/utils.go, TweakCapabilities). None where an item is not known.
 */
export function redundantCapabilities({ capAdd, capDrop }: Service): readonly RedundantCapability[] {
  if ([...capAdd, ...capDrop].some((field) => field.value === undefined)) return [];
  const added = namesOf(capAdd);
  const dropped = namesOf(capDrop);
  const [adds, drops] = [setOf(added), setOf(dropped)];
  const found: RedundantCapability[] = [...repeated(added), ...repeated(dropped)];
  const twice = new Set(found.map(({ field }) => field));
  for (const item of added) {
    if (twice.has(item.field) || tierOf(item) !== 'default') continue;
    if (!drops.has('ALL') && !drops.has(item.capability) && !adds.has('ALL')) found.push({ ...item, kind: 'added' });
  }
  for (const item of dropped) {
    if (twice.has(item.field) || item.capability === 'ALL' || drops.has('ALL')) continue;
    if (adds.has(item.capability) && !adds.has('ALL')) found.push({ ...item, kind: 'both' });
    else if (!adds.has('ALL') && tierOf(item) !== 'default' && tierOf(item)) found.push({ ...item, kind: 'dropped' });
  }
  return found;
}

function namesOf(fields: readonly TextField[]): readonly NamedField[] {
  return fields.map((field) => ({ field, capability: capabilityName(field.value ?? '') }));
}

function setOf(items: readonly NamedField[]): ReadonlySet<string> {
  return new Set(items.map(({ capability }) => capability));
}

function tierOf({ capability }: NamedField) {
  return capabilities.get(capability)?.tier;
}

function repeated(items: readonly NamedField[]): readonly RedundantCapability[] {
  const seen = new Set<string>();
  return items.flatMap((item): RedundantCapability[] => {
    if (seen.has(item.capability)) return [{ ...item, kind: 'twice' }];
    seen.add(item.capability);
    return [];
  });
}
