import { booleanField, itemsOf, textField } from './fields.ts';
import type { ServiceReference } from './model.ts';
import { originWith } from './origins.ts';
import { isUnknown, type MapValue, partOf, type ScalarValue, textOf, type Value } from './values.ts';

const namespaces = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'];

/** The services that a service depends on: those of `depends_on`, then those that Compose derives from other keys. */
export function dependenciesOf(service: MapValue): readonly ServiceReference[] {
  const found = new Map<string, ServiceReference>();
  const written = service.entries.get('depends_on');
  if (written?.kind === 'map')
    for (const [name, entry] of written.entries) found.set(name, writtenReference(name, entry));
  const derive = (part: ScalarValue): void => {
    const name = textOf(part);
    if (isUnknown(part) || name === '' || found.has(name)) return;
    found.set(name, { origin: part.origin, service: name, condition: undefined, required: true, written: false });
  };
  for (const item of itemsOf(service.entries.get('links'))) if (item.kind === 'scalar') derive(firstOf(item));
  for (const key of namespaces) {
    const value = service.entries.get(key);
    if (value?.kind !== 'scalar' || !textOf(value).startsWith('service:')) continue;
    derive(partOf(value, { start: 'service:'.length, end: textOf(value).length }));
  }
  for (const item of itemsOf(service.entries.get('volumes_from'))) {
    if (item.kind === 'scalar' && !textOf(item).startsWith('container:')) derive(firstOf(item));
  }
  return [...found.values()];
}

function writtenReference(name: string, entry: Value): ServiceReference {
  const map = entry.kind === 'map' ? entry.entries : undefined;
  const required = booleanField(map?.get('required'));
  const at = entry.origin.key;
  // A list item is its own key; in a mapping the key is the reference.
  const origin = originWith(entry.origin, { source: at.source, span: at.span });
  // Not known whether it is required: then nothing may be made of its absence.
  const isRequired = required === undefined || required.value === true;
  return { origin, service: name, condition: textField(map?.get('condition')), required: isRequired, written: true };
}

/** What stands before the first colon. */
function firstOf(item: ScalarValue): ScalarValue {
  const text = textOf(item);
  const colon = text.indexOf(':');
  return colon === -1 ? item : partOf(item, { start: 0, end: colon });
}
