import { nearest } from '../text/nearest.ts';
import {
  type CheckedService,
  type Checking,
  checkedServices,
  definedIn,
  knownText,
  reportAt,
  reportKey,
} from './checks.ts';
import { itemsOf } from './fields.ts';
import type { ComposeProblemCode, ServiceReference } from './model.ts';
import { entryOf, unknownPiece, type Value, valueAt } from './values.ts';

interface Resources {
  readonly checking: Checking;
  readonly defined: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * References to networks, volumes, secrets, configs and models that no file defines (compose-go, loader/validate.go). In
 * an incomplete model nothing is undefined.
 */
export function checkReferences(checking: Checking): void {
  if (!checking.complete) return;
  const sections = ['networks', 'volumes', 'secrets', 'configs', 'models'];
  const defined = new Map(sections.map((section) => [section, definedIn(checking.root, section)]));
  for (const service of checkedServices(checking)) checkService({ checking, defined }, service);
}

function checkService(resources: Resources, service: CheckedService): void {
  const get = (key: string): Value | undefined => service.value.entries.get(key);
  checkNames(resources, service, { value: get('networks'), section: 'networks', code: 'undefined-network' });
  checkNames(resources, service, { value: get('models'), section: 'models', code: 'undefined-model' });
  for (const item of itemsOf(get('volumes'))) {
    if (knownText(entryOf(item, 'type')) !== 'volume') continue;
    checkSource(resources, service, { value: entryOf(item, 'source'), section: 'volumes', code: 'undefined-volume' });
  }
  const secrets = [...itemsOf(get('secrets')), ...itemsOf(valueAt(service.value, 'build', 'secrets'))];
  for (const item of secrets) {
    checkSource(resources, service, { value: entryOf(item, 'source'), section: 'secrets', code: 'undefined-secret' });
  }
  for (const item of itemsOf(get('configs'))) {
    checkSource(resources, service, { value: entryOf(item, 'source'), section: 'configs', code: 'undefined-config' });
  }
}

interface Reference {
  readonly value: Value | undefined;
  readonly section: string;
  readonly code: ComposeProblemCode;
}

function checkNames(resources: Resources, service: CheckedService, { value, section, code }: Reference): void {
  if (value?.kind !== 'map') return;
  for (const [name, entry] of value.entries) {
    // Compose supplies the default network itself.
    if (section === 'networks' && name === 'default') continue;
    if (isDefined(resources, section, name)) continue;
    reportKey(resources.checking, entry, finding(resources, { service, section, code, name }));
  }
}

function checkSource(resources: Resources, service: CheckedService, { value, section, code }: Reference): void {
  const name = knownText(value);
  if (!value || name === undefined || name === '' || isDefined(resources, section, name)) return;
  reportAt(resources.checking, value, finding(resources, { service, section, code, name }));
}

function isDefined({ defined }: Resources, section: string, name: string): boolean {
  return name.includes(unknownPiece) || defined.get(section)?.has(name) === true;
}

interface Missing {
  readonly service: CheckedService;
  readonly section: string;
  readonly code: ComposeProblemCode;
  readonly name: string;
}

function finding({ defined }: Resources, { service, section, code, name }: Missing) {
  const suggestion = nearest(name, defined.get(section) ?? []);
  return {
    code,
    data: { path: `services.${service.name}.${section}`, key: name, name, service: service.name },
    suggestion,
  };
}

/** What is known of which services run. */
export interface ServiceSet {
  readonly names: ReadonlySet<string>;
  /** Services that run only with a profile that nothing is known to turn on, with their profiles. */
  readonly disabled: ReadonlyMap<string, readonly string[]>;
}

/** Dependencies on services that are not there, or not without a profile. */
export function checkDependencies(
  checking: Checking,
  services: ServiceSet,
  dependencies: ReadonlyMap<string, readonly ServiceReference[]>,
): void {
  if (!checking.complete) return;
  for (const [name, references] of dependencies) {
    if (checking.inactive.has(name)) continue;
    for (const reference of references) {
      const { service: target, required, origin } = reference;
      if (target.includes(unknownPiece)) continue;
      const profiles = services.disabled.has(name) ? undefined : services.disabled.get(target);
      if (services.names.has(target) && (profiles === undefined || !required)) continue;
      const suggestion = services.names.has(target)
        ? undefined
        : nearest(
            target,
            [...services.names].filter((other) => other !== name),
          );
      const data = {
        path: `services.${name}.depends_on`,
        key: target,
        name: target,
        service: name,
        ...(profiles && services.names.has(target) ? { profiles: profiles.join(', ') } : {}),
      };
      reportAt(checking, { source: origin.source, span: origin.span }, { code: 'undefined-service', data, suggestion });
    }
  }
}

/** Circles of dependencies, each reported once, at the reference that closes it. */
export function checkCycles(checking: Checking, dependencies: ReadonlyMap<string, readonly ServiceReference[]>): void {
  const done = new Set<string>();
  for (const start of dependencies.keys()) {
    if (done.has(start)) continue;
    // Depth first with an explicit path: the number of services decides the depth.
    const path: { readonly name: string; next: number }[] = [{ name: start, next: 0 }];
    const onPath = new Map([[start, 0]]);
    for (let top = path[path.length - 1]; top; top = path[path.length - 1]) {
      const reference = dependencies.get(top.name)?.[top.next++];
      if (!reference) {
        done.add(top.name);
        onPath.delete(top.name);
        path.pop();
        continue;
      }
      const from = onPath.get(reference.service);
      if (from !== undefined) {
        const names = [...path.slice(from).map(({ name }) => name), reference.service];
        const data = {
          path: `services.${top.name}.depends_on`,
          key: reference.service,
          service: top.name,
          cycle: names.join(' -> '),
        };
        const { source, span } = reference.origin;
        reportAt(checking, { source, span }, { code: 'dependency-cycle', data });
      } else if (!done.has(reference.service) && dependencies.has(reference.service)) {
        onPath.set(reference.service, path.length);
        path.push({ name: reference.service, next: 0 });
      }
    }
  }
}
