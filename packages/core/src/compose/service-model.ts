import { DerivedText } from '../text/derived-text.ts';
import { isRemote, projectPath } from './compose-paths.ts';
import {
  booleanField,
  commandField,
  itemsOf,
  mapOf,
  numberField,
  plainField,
  textField,
  textFields,
  variablesOf,
} from './fields.ts';
import type {
  EnvFileReference,
  Healthcheck,
  Hook,
  Limits,
  PortMapping,
  Resource,
  ResourceReference,
  Service,
  ServiceBuild,
  ServiceReference,
  VolumeMount,
} from './model.ts';
import { isFilePath } from './mounts.ts';
import { originWith } from './origins.ts';
import { entryOf, isNull, isUnknown, type MapValue, textOf, type Value, valueAt } from './values.ts';

/** A service of the loaded model. */
interface LoadedService {
  readonly name: string;
  readonly value: MapValue;
  readonly dependsOn: readonly ServiceReference[];
  /** The project directory that it is loaded in, where a build without a context takes place; undefined: not known. */
  readonly directory: string | undefined;
}

/** The typed view of a service of the loaded model. */
export function serviceView({ name, value, dependsOn, directory }: LoadedService): Service {
  const { origin } = value;
  const parts = value.parts ?? [origin.key];
  const nameAt = parts[0] ?? origin.key;
  return {
    kind: 'Service',
    name,
    source: nameAt.source,
    span: nameAt.span,
    nameAt,
    origin,
    parts,
    dependsOn,
    ...settings((key) => value.entries.get(key), directory),
    ...collections((key) => value.entries.get(key)),
    limits: limitsView(value),
    hooks: hookViews(value),
    replicas: numberField(valueAt(value, 'deploy', 'replicas') ?? value.entries.get('scale')),
    get: (path) => plainField(valueAt(value, ...path.split('.'))),
    texts: (path) => textFields(valueAt(value, ...path.split('.'))),
    variables: (path) => variablesOf(valueAt(value, ...path.split('.'))),
  };
}

type Get = (key: string) => Value | undefined;

/** What a service has once. */
function settings(get: Get, directory: string | undefined) {
  return {
    image: textField(get('image')),
    build: buildView(get('build'), directory),
    provider: plainField(get('provider')),
    user: textField(get('user')),
    privileged: booleanField(get('privileged')),
    readOnly: booleanField(get('read_only')),
    networkMode: textField(get('network_mode')),
    pid: textField(get('pid')),
    ipc: textField(get('ipc')),
    uts: textField(get('uts')),
    usernsMode: textField(get('userns_mode')),
    cgroup: textField(get('cgroup')),
    containerName: textField(get('container_name')),
    restart: textField(get('restart')),
    command: commandField(get('command')),
    entrypoint: commandField(get('entrypoint')),
    healthcheck: healthcheckView(get('healthcheck')),
  };
}

/** What a service has any number of. */
function collections(get: Get) {
  return {
    capAdd: textFields(get('cap_add')),
    capDrop: textFields(get('cap_drop')),
    securityOpt: textFields(get('security_opt')),
    devices: itemsOf(get('devices')).flatMap((item) => textField(entryOf(item, 'source') ?? item) ?? []),
    tmpfs: textFields(get('tmpfs')),
    ports: itemsOf(get('ports')).map(portView),
    expose: textFields(get('expose')),
    volumes: itemsOf(get('volumes')).map(mountView),
    environment: variablesOf(get('environment')),
    labels: variablesOf(get('labels')),
    envFile: itemsOf(get('env_file')).flatMap(envFileView),
    labelFile: itemsOf(get('label_file')).flatMap(envFileView),
    networks: namedReferences(get('networks')),
    secrets: itemsOf(get('secrets')).flatMap(sourceReference),
    configs: itemsOf(get('configs')).flatMap(sourceReference),
    profiles: textFields(get('profiles')),
  };
}

function buildView(value: Value | undefined, directory: string | undefined): ServiceBuild | undefined {
  if (!value || isNull(value)) return undefined;
  const get = (key: string): Value | undefined => entryOf(value, key);
  const context = get('context');
  const dockerfile = get('dockerfile');
  const contextPath = isUnknown(value) ? undefined : pathOf(context, directory);
  const inline = get('dockerfile_inline');
  return {
    origin: value.origin,
    context: textField(context),
    dockerfile: textField(dockerfile),
    dockerfileInline: textField(inline),
    target: textField(get('target')),
    args: variablesOf(get('args')),
    platforms: textFields(get('platforms')),
    additionalContexts: variablesOf(get('additional_contexts')),
    secrets: itemsOf(get('secrets')).flatMap(sourceReference),
    privileged: booleanField(get('privileged')),
    contextPath,
    dockerfilePath: contextPath === undefined || inline ? undefined : dockerfilePath(contextPath, dockerfile),
  };
}

/** The project path of a path value; `fallback` where there is none. */
function pathOf(value: Value | undefined, fallback: string | undefined): string | undefined {
  if (!value || isNull(value)) return fallback;
  if (value.kind !== 'scalar' || isUnknown(value)) return undefined;
  const text = textOf(value);
  return isRemote(text) || text.startsWith('service:') ? undefined : projectPath(value.directory, text);
}

function dockerfilePath(context: string, value: Value | undefined): string | undefined {
  if (!value || isNull(value)) return projectPath(context, 'Dockerfile');
  if (value.kind !== 'scalar' || isUnknown(value)) return undefined;
  return projectPath(context, textOf(value));
}

function portView(value: Value): PortMapping {
  const get = (key: string) => textField(entryOf(value, key));
  return {
    origin: value.origin,
    short: value.origin.node?.kind === 'YamlScalar',
    hostIp: get('host_ip'),
    published: get('published'),
    target: value.kind === 'scalar' ? textField(value) : get('target'),
    protocol: get('protocol'),
    mode: get('mode'),
  };
}

const mountTypes = new Set<VolumeMount['type']>(['bind', 'volume', 'tmpfs', 'npipe', 'cluster', 'image']);

function mountType(value: Value | undefined): VolumeMount['type'] {
  if (value?.kind !== 'scalar' || isUnknown(value)) return undefined;
  const text = textOf(value);
  for (const type of mountTypes) if (type === text) return type;
  return undefined;
}

function mountView(value: Value): VolumeMount {
  const type = mountType(entryOf(value, 'type'));
  const source = entryOf(value, 'source');
  return {
    origin: value.origin,
    short: value.origin.node?.kind === 'YamlScalar',
    type,
    mountSource: textField(source),
    target: value.kind === 'scalar' ? textField(value) : textField(entryOf(value, 'target')),
    readOnly: booleanField(entryOf(value, 'read_only')),
    sourcePath: type === 'bind' ? bindPath(source) : undefined,
    get: (path) => plainField(valueAt(value, ...path.split('.'))),
  };
}

function bindPath(source: Value | undefined): string | undefined {
  if (source?.kind !== 'scalar' || isUnknown(source)) return undefined;
  const text = textOf(source);
  // A long mount may name a path without `./`.
  return isFilePath(text) && !text.startsWith('.') ? undefined : projectPath(source.directory, text);
}

function envFileView(value: Value): EnvFileReference[] {
  const scalar = entryOf(value, 'path') ?? value;
  const path = textField(scalar);
  if (!path || scalar.kind !== 'scalar') return [];
  const required = booleanField(entryOf(value, 'required'))?.value ?? true;
  const known = path.value === undefined ? undefined : projectPath(scalar.directory, path.value);
  const format = textField(entryOf(value, 'format'));
  return [{ origin: value.origin, path, projectPath: known, required, format }];
}

/** Names of networks: the keys of the mapping. */
function namedReferences(value: Value | undefined): readonly ResourceReference[] {
  const map = mapOf(value);
  if (!map) return [];
  return [...map.entries].flatMap(([name, entry]) => {
    // A list's item is itself the name; in a mapping the key is.
    const { origin } = entry;
    const at = origin.key;
    const field = {
      value: name,
      state: name.includes('\uffff') ? ('unknown' as const) : ('known' as const),
      origin: originWith(origin, { source: at.source, span: at.span }),
      get raw() {
        return entry.kind === 'scalar' ? entry.raw() : DerivedText.verbatim(at.source, at.span);
      },
    };
    return [{ origin, name: field, target: undefined }];
  });
}

function sourceReference(value: Value): ResourceReference[] {
  const name = textField(entryOf(value, 'source') ?? value);
  return name ? [{ origin: value.origin, name, target: textField(entryOf(value, 'target')) }] : [];
}

function healthcheckView(value: Value | undefined): Healthcheck | undefined {
  if (!value || isNull(value)) return undefined;
  return {
    origin: value.origin,
    disabled: booleanField(entryOf(value, 'disable')),
    test: commandField(entryOf(value, 'test')),
  };
}

function limitsView(service: MapValue): Limits {
  const limits = valueAt(service, 'deploy', 'resources', 'limits');
  const pick = (deployed: string, own: string) => textField(entryOf(limits, deployed) ?? service.entries.get(own));
  return {
    memory: pick('memory', 'mem_limit'),
    cpus: pick('cpus', 'cpus'),
    pids: pick('pids', 'pids_limit'),
    deployLimits: limits && !isNull(limits) ? limits.origin : undefined,
  };
}

const hookKinds: readonly Hook['when'][] = ['post_start', 'pre_stop', 'pre_start'];

function hookViews(service: MapValue): readonly Hook[] {
  return hookKinds.flatMap((when) =>
    itemsOf(service.entries.get(when)).map((value) => ({
      origin: value.origin,
      when,
      command: commandField(entryOf(value, 'command')),
      privileged: booleanField(entryOf(value, 'privileged')),
      user: textField(entryOf(value, 'user')),
      environment: variablesOf(entryOf(value, 'environment')),
    })),
  );
}

/** The typed view of a top-level resource. */
export function resourceView(type: Resource['type'], name: string, value: Value): Resource {
  const { origin } = value;
  return {
    kind: 'Resource',
    type,
    name,
    source: origin.key.source,
    span: origin.key.span,
    nameAt: origin.key,
    origin,
    external: booleanField(entryOf(value, 'external')),
    get: (path) => plainField(valueAt(value, ...path.split('.'))),
    variables: (path) => variablesOf(valueAt(value, ...path.split('.'))),
    texts: (path) => textFields(valueAt(value, ...path.split('.'))),
  };
}
