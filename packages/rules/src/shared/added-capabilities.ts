import type { Project, Service, TextField } from '@plimsoll/core/rule';
import { type CapabilityTier, capabilities, capabilityName } from '../knowledge/capabilities.ts';
import { removeItem } from './entry-edits.ts';
import { aboutValue } from './service-places.ts';

/** What to report, but for the message, of each capability of one tier that a service adds. */
export function addedCapabilities(service: Service, tier: CapabilityTier, project: Project) {
  if (service.provider) return [];
  const { capAdd, name } = service;
  return capAdd.flatMap((field) => {
    if (field.value === undefined) return [];
    const capability = capabilityName(field.value);
    const known = capabilities.get(capability);
    if (known?.tier !== tier) return [];
    const edit = removeItem(field, service.get('cap_add'), capAdd, (other) => isNeeded(other, service));
    return [
      {
        ...aboutValue(field, service, project),
        data: { service: name, capability, gives: known.gives },
        fix: edit ? () => [edit] : null,
      },
    ];
  });
}

/** True for what comes back behind `cap_drop: [ALL]`: no rule removes that. */
export function isNeeded({ value }: TextField, { capAdd, capDrop }: Service): boolean {
  if (value === undefined || !capDrop.some((field) => capabilityName(field.value ?? '') === 'ALL')) return false;
  const named = capAdd.filter((field) => capabilityName(field.value ?? '') === capabilityName(value));
  return named.length === 1 && capabilities.get(capabilityName(value))?.tier === 'default';
}
