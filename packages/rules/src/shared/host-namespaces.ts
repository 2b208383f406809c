import type { Project, Service, TextField } from '@plimsoll/core/rule';
import { removeEntry } from './entry-edits.ts';
import { aboutValue } from './service-places.ts';

/** What to report, but for the message, if a service has `host` as the value of a key that names a namespace. */
export function hostNamespace(field: TextField | undefined, service: Service, project: Project) {
  if (service.provider || field?.value !== 'host') return undefined;
  const edit = removeEntry(field);
  return {
    ...aboutValue(field, service, project),
    data: { service: service.name },
    fix: edit ? () => [edit] : null,
  };
}
