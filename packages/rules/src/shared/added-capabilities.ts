import type { Project, Service } from '@plimsoll/core/rule';
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
    const edit = removeItem(field, service.get('cap_add'), capAdd);
    return [
      {
        ...aboutValue(field, service, project),
        data: { service: name, capability, gives: known.gives },
        fix: edit ? () => [edit] : null,
      },
    ];
  });
}
