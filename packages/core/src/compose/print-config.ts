import type { Application } from './application.ts';
import { labelsFromFiles, projectVariables, serviceEnvironment } from './application-files.ts';
import { dependenciesOf } from './dependencies.ts';
import { itemsOf, textFields } from './fields.ts';
import { loadTree } from './load-application.ts';
import { stepInto } from './path-table.ts';
import { printKeys, printRules } from './print-rules.ts';
import { absolutePath, finishDollars, type Printing, printValue } from './print-values.ts';
import { entryOf, isNull, type MapValue, textOf, type Value, valueAt } from './values.ts';

/** What printing needs that no file says. */
export interface ConfigOptions {
  /** The project's name, if it is given; else that of the files, else `directoryName`. */
  readonly name: string | undefined;
  readonly directoryName: string;
  /** Absolute path of the project root. */
  readonly root: string;
  readonly profiles: ReadonlySet<string>;
  /** Only these services and what they depend on, whatever their profiles; all that are active without it. */
  readonly services?: ReadonlySet<string>;
  /** Doubles dollar signs, as the real program does, so that the output can be loaded again. */
  readonly escape?: boolean;
}

type Plain = Record<string, unknown>;

interface Config extends Printing {
  readonly application: Application;
  readonly model: MapValue;
  readonly name: string;
}

/** The effective application as `docker compose config --format json` prints it, as plain data. */
export function printConfig(application: Application, options: ConfigOptions): Plain {
  return asPlain(finishDollars(printTree(application, options), options.escape === true));
}

function printTree(application: Application, options: ConfigOptions): Plain {
  const { root: model } = loadTree(application);
  const lookup = projectVariables(application);
  const written = entryOf(model, 'name');
  const text = written?.kind === 'scalar' ? textOf(written) : '';
  const name = options.name ?? projectName(text === '' ? options.directoryName : text);
  if (!model) return { name, services: {} };
  const config: Config = { application, model, name, root: options.root, lookup };
  const services = printServices(config, options);
  const result: Plain = { name, services };
  const used = usedResources(services);
  // Top-level models are not printed by 2.40.3.
  for (const section of ['networks', 'volumes', 'secrets', 'configs']) {
    const printed = printResources(config, section, used.get(section) ?? new Set());
    if (Object.keys(printed).length > 0) result[section] = printed;
  }
  for (const [key, value] of model.entries) {
    if (key.startsWith('x-')) result[key] = printValue(config, value, { rules: undefined, keys: undefined });
  }
  return result;
}

/** Lower case, without other characters, and with a letter or digit first (compose-go, NormalizeProjectName). */
export function projectName(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, '')
    .replace(/^[-_]+/, '');
}

function printServices(config: Config, options: ConfigOptions): Plain {
  const services = entryOf(config.model, 'services');
  if (services?.kind !== 'map') return {};
  const chosen = options.services && withDependencies(services, options.services);
  const result: Plain = {};
  for (const [name, service] of services.entries) {
    if (service.kind !== 'map') continue;
    if (chosen ? !chosen.has(name) : !isActive(service, options.profiles)) continue;
    result[name] = printService(config, service);
  }
  return result;
}

function isActive(service: MapValue, profiles: ReadonlySet<string>): boolean {
  const own = textFields(service.entries.get('profiles')).map(({ value }) => value ?? '');
  return own.length === 0 || profiles.has('*') || own.some((profile) => profiles.has(profile));
}

function withDependencies(services: MapValue, names: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const service = services.entries.get(name);
    if (found.has(name) || service?.kind !== 'map') continue;
    found.add(name);
    open.push(...dependenciesOf(service).map((dependency) => dependency.service));
  }
  return found;
}

const serviceSpot = {
  rules: stepInto(stepInto(printRules, 'services'), 'x'),
  keys: stepInto(stepInto(printKeys, 'services'), 'x'),
};

function printService(config: Config, service: MapValue): Plain {
  const printed: Plain = { command: null, entrypoint: null };
  Object.assign(printed, printValue(config, service, serviceSpot));
  const environment = serviceEnvironment(config.application, service, config.lookup);
  const all = { ...environment, ...asPlain(printed.environment) };
  if (Object.keys(all).length > 0) printed.environment = all;
  const labels = { ...labelsFromFiles(config.application, service, config.lookup), ...asPlain(printed.labels) };
  if (Object.keys(labels).length > 0) printed.labels = labels;
  if (printed.pull_policy === 'if_not_present') printed.pull_policy = 'missing';
  addNetworks(service, printed);
  addDependencies(service, printed);
  completeBuild(config, service, printed);
  completeDeploy(printed);
  completeMounts(config, service, printed);
  completePorts(service, printed);
  completeDevices(printed);
  return printed;
}

function asPlain(value: unknown): Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function addNetworks(service: MapValue, printed: Plain): void {
  if (service.entries.has('provider') || service.entries.has('network_mode')) return;
  if (Object.keys(asPlain(printed.networks)).length === 0) printed.networks = { default: null };
}

function addDependencies(service: MapValue, printed: Plain): void {
  const dependencies = asPlain(printed.depends_on);
  const own = service.entries.get('volumes_from');
  const mounted = new Set(itemsOf(own).map((item) => (item.kind === 'scalar' ? textOf(item).split(':')[0] : '')));
  for (const { service: name, written } of dependenciesOf(service)) {
    if (written) continue;
    const restart = mounted.has(name) ? {} : { restart: true };
    dependencies[name] = { condition: 'service_started', ...restart, required: true };
  }
  if (Object.keys(dependencies).length > 0) printed.depends_on = dependencies;
}

function completeBuild(config: Config, service: MapValue, printed: Plain): void {
  const build = service.entries.get('build');
  if (build?.kind !== 'map') return;
  const result = asPlain(printed.build);
  if (!build.entries.has('context'))
    result.context =
      config.application.directory === '.' ? config.root : `${config.root}/${config.application.directory}`;
  if (!build.entries.has('dockerfile') && !build.entries.has('dockerfile_inline')) result.dockerfile = 'Dockerfile';
  printed.build = result;
}

function completeDeploy(printed: Plain): void {
  if (printed.deploy === undefined) return;
  printed.deploy = { resources: {}, placement: {}, ...asPlain(printed.deploy) };
}

function completeMounts(config: Config, service: MapValue, printed: Plain): void {
  const volumes = itemsOf(service.entries.get('volumes'));
  if (Array.isArray(printed.volumes)) {
    printed.volumes = printed.volumes.map((mount, index) => completeMount(config, volumes[index], asPlain(mount)));
  }
  if (Array.isArray(printed.secrets)) {
    printed.secrets = printed.secrets.map((secret) => {
      const plain = asPlain(secret);
      return { ...plain, target: plain.target ?? `/run/secrets/${String(plain.source)}` };
    });
  }
}

/** What the long form of a port leaves out. */
function completePorts(service: MapValue, printed: Plain): void {
  if (!Array.isArray(printed.ports)) return;
  const values = itemsOf(service.entries.get('ports'));
  printed.ports = printed.ports.map((port, index) => {
    const { mode, protocol, host_ip: address, ...rest } = asPlain(port);
    // An address that may hide in a variable of the port is none that is written.
    const [host, published] = ['host_ip', 'published'].map((key) => entryOf(values[index], key)?.origin.span.start);
    const isWritten = address !== undefined && host !== published;
    return {
      mode: mode ?? 'ingress',
      ...(isWritten ? { host_ip: address } : {}),
      ...rest,
      protocol: protocol ?? 'tcp',
    };
  });
}

/** What the long forms leave out: `count` of devices, the command of a watch. */
function completeDevices(printed: Plain): void {
  const counted = (devices: readonly Plain[]) =>
    devices.map((device) => ('count' in device || 'device_ids' in device ? device : { ...device, count: -1 }));
  if (Array.isArray(printed.gpus)) printed.gpus = counted(listed(printed.gpus));
  const reservations = asPlain(asPlain(asPlain(printed.deploy).resources).reservations);
  if (Array.isArray(reservations.devices)) {
    const resources = {
      ...asPlain(asPlain(printed.deploy).resources),
      reservations: { ...reservations, devices: counted(listed(reservations.devices)) },
    };
    printed.deploy = { ...asPlain(printed.deploy), resources };
  }
  const develop = asPlain(printed.develop);
  if (Array.isArray(develop.watch)) {
    printed.develop = {
      ...develop,
      watch: listed(develop.watch).map((watch) => ({ ...watch, exec: { command: null, ...asPlain(watch.exec) } })),
    };
  }
}

function completeMount(config: Config, mount: Value | undefined, printed: Plain): Plain {
  if (printed.type !== 'bind') return printed;
  const source = entryOf(mount, 'source');
  const result: Plain = { ...printed };
  if (source?.kind === 'scalar') result.source = absolutePath(config, source);
  const bind = entryOf(mount, 'bind');
  if (bind && !isNull(bind))
    result.bind = {
      ...asPlain(printed.bind),
      ...(entryOf(bind, 'create_host_path') ? {} : { create_host_path: true }),
    };
  return result;
}

/** The names of the resources that the printed services use; others are not printed. */
function usedResources(services: Plain): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  const add = (section: string, name: unknown): void => {
    used.set(section, (used.get(section) ?? new Set()).add(String(name)));
  };
  for (const service of Object.values(services).map(asPlain)) {
    for (const name of Object.keys(asPlain(service.networks))) add('networks', name);
    for (const mount of listed(service.volumes)) if (mount.type === 'volume') add('volumes', mount.source);
    for (const section of ['secrets', 'configs'])
      for (const item of listed(service[section])) add(section, item.source);
    for (const item of listed(asPlain(service.build).secrets)) add('secrets', item.source);
  }
  return used;
}

function listed(value: unknown): readonly Plain[] {
  return Array.isArray(value) ? value.map(asPlain) : [];
}

function printResources(config: Config, section: string, used: ReadonlySet<string>): Plain {
  const result: Plain = {};
  for (const name of used) {
    const value = valueAt(config.model, section, name);
    if (!value && name !== 'default') continue;
    const spot = {
      rules: stepInto(stepInto(printRules, section), 'x'),
      keys: stepInto(stepInto(printKeys, section), 'x'),
    };
    const printed = value?.kind === 'map' ? asPlain(printValue(config, value, spot)) : {};
    const isExternal = printed.external === true || printed.external === 'true';
    const full = isExternal ? name : `${config.name}_${name}`;
    const ipam = section === 'networks' ? { ipam: {} } : {};
    // A name that a variable emptied stays empty, which is not printed.
    const isNamed = entryOf(value, 'name') !== undefined && !isNull(entryOf(value, 'name'));
    result[name] = { ...ipam, ...printed, ...(isNamed ? {} : { name: full }) };
  }
  return result;
}
