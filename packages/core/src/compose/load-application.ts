import type { Application } from './application.ts';
import { applicationEnvironment } from './application-files.ts';
import { checkBoundValues } from './bound-values.ts';
import type { Checking } from './checks.ts';
import { checkCombinations } from './combinations.ts';
import { dependenciesOf } from './dependencies.ts';
import { checkEnvFiles } from './env-files.ts';
import { type Environment, lookupIn } from './environment.ts';
import { textField } from './fields.ts';
import { loadFile } from './load-documents.ts';
import type { Loading } from './loading.ts';
import type { ComposeModel, ComposeProblem, Resource, Service, ServiceReference } from './model.ts';
import type { ComposeDocument } from './nodes.ts';
import { checkCycles, checkDependencies, checkReferences, type ServiceSet } from './references.ts';
import { checkResources, checkSecrets } from './resource-checks.ts';
import { schemaProblems } from './schema.ts';
import { resourceView, serviceView } from './service-model.ts';
import { checkServiceValues } from './service-values.ts';
import { isNull, type MapValue, type Value } from './values.ts';

export { filesOfDotenv } from './named-files.ts';
export { applicationRequests } from './requests.ts';

/**
 * The effective model of an application, as `docker compose config` would load it, with the origin of every value and
 * everything that loading refuses. Pure; never throws. A file that is not known makes the model incomplete.
 */
export function loadApplication(application: Application, options: LoadOptions = {}): ComposeModel {
  const loaded = loadTree(application, options);
  const { root, environment } = loaded;
  const dependencies = dependenciesIn(root);
  const services = servicesOf(root, dependencies, application);
  const report = (problem: ComposeProblem): void => void loaded.problems.push(problem);
  const set = serviceSet(services, options.profiles ?? activeProfiles(environment));
  const inactive = new Set(options.profiles ? set.disabled.keys() : []);
  if (root && root.entries.size > 0) {
    const checking: Checking = { root, complete: loaded.complete, inactive: new Set(), report };
    if (options.schema !== false) checkValues(checking);
    if (options.consistency !== false) checkConsistency({ ...checking, inactive }, set, dependencies);
    // Compose reads the files of the services that run.
    const running = services.filter(({ name, profiles }) =>
      options.profiles ? !set.disabled.has(name) : profiles.length === 0,
    );
    checkEnvFiles(application, running, { environment, report });
  } else if (loaded.complete) reportEmpty(application, report);
  return {
    kind: 'Application',
    name: textField(root?.entries.get('name')),
    documents: loaded.documents,
    services,
    networks: resourcesOf(root, 'networks', 'network'),
    volumes: resourcesOf(root, 'volumes', 'volume'),
    secrets: resourcesOf(root, 'secrets', 'secret'),
    configs: resourcesOf(root, 'configs', 'config'),
    models: resourcesOf(root, 'models', 'model'),
    complete: loaded.complete,
    problems: distinctProblems(loaded.problems),
  };
}

/** Which checks to leave out; both run unless they are turned off, as in compose-go's loader. */
export interface LoadOptions {
  readonly schema?: boolean;
  readonly consistency?: boolean;
  /** The active profiles; services of others are then not checked for consistency. Without it, all services are. */
  readonly profiles?: ReadonlySet<string>;
}

interface LoadedTree {
  readonly root: MapValue | undefined;
  readonly environment: Environment;
  readonly documents: readonly ComposeDocument[];
  readonly complete: boolean;
  readonly problems: ComposeProblem[];
}

/** The merged and canonical model as values. */
export function loadTree(application: Application, options: LoadOptions = {}): LoadedTree {
  const problems: ComposeProblem[] = [];
  const readable = application.files.every(isReadable);
  const complete = !application.fragment && readable;
  const state = { complete, included: 0, documents: new Set<ComposeDocument>() };
  const check = (model: MapValue): void => {
    if (readable && options.schema !== false) problems.push(...schemaProblems(model, application.fragment));
  };
  const loading: Loading = { application, problems, including: [], check, state, loadFile };
  const environment = applicationEnvironment(application);
  const context = { environment, directory: application.directory, target: false };
  let root: MapValue | undefined;
  for (const file of application.files) root = loadFile(loading, file, context, root).model;
  return { root, environment, documents: [...state.documents], complete: state.complete, problems };
}

/** False if the reader gave up on the file or a part of it: what it would have said is not known. */
function isReadable(file: ComposeDocument): boolean {
  return file.root.problems.every(
    ({ code }) => code === 'duplicate-key' || code === 'non-string-key' || code === 'empty',
  );
}

function entriesOf(root: MapValue | undefined, section: string): readonly (readonly [string, Value])[] {
  const value = root?.entries.get(section);
  return value?.kind === 'map' ? [...value.entries] : [];
}

type Dependencies = ReadonlyMap<string, readonly ServiceReference[]>;

function dependenciesIn(root: MapValue | undefined): Dependencies {
  const found = new Map<string, readonly ServiceReference[]>();
  for (const [name, value] of entriesOf(root, 'services'))
    if (value.kind === 'map') found.set(name, dependenciesOf(value));
  return found;
}

function servicesOf(
  root: MapValue | undefined,
  dependencies: Dependencies,
  application: Application,
): readonly Service[] {
  const own = new Set(application.files.map(({ source }) => source));
  return entriesOf(root, 'services').flatMap(([name, value]) => {
    if (value.kind !== 'map') return [];
    // What an included file does not say counts from the directory of its own project.
    const directory = own.has((value.parts?.[0] ?? value.origin.key).source) ? application.directory : undefined;
    return [serviceView({ name, value, dependsOn: dependencies.get(name) ?? [], directory })];
  });
}

/** What the values themselves must be (compose-go's validation and binding). */
function checkValues(checking: Checking): void {
  checkBoundValues(checking);
  checkResources(checking);
  checkServiceValues(checking);
}

/** What the parts of the model must be to each other; all of it, where Compose stops at the first. */
function checkConsistency(checking: Checking, services: ServiceSet, dependencies: Dependencies): void {
  checkCombinations(checking);
  checkSecrets(checking);
  checkReferences(checking);
  checkDependencies(checking, services, dependencies);
  checkCycles(checking, dependencies);
}

/** The profiles that `COMPOSE_PROFILES` names, as far as it is known. */
function activeProfiles(environment: Environment): ReadonlySet<string> {
  const found = lookupIn(environment, 'COMPOSE_PROFILES');
  const names = found.state === 'known' || found.state === 'default' ? found.value.split(',') : [];
  return new Set(names.map((name) => name.trim()));
}

/** Which services run with these profiles. */
function serviceSet(services: readonly Service[], active: ReadonlySet<string>): ServiceSet {
  const disabled = new Map<string, readonly string[]>();
  for (const { name, profiles } of services) {
    if (profiles.length === 0 || active.has('*')) continue;
    if (profiles.some(({ value }) => value === undefined || active.has(value))) continue;
    disabled.set(
      name,
      profiles.map(({ value }) => value ?? ''),
    );
  }
  return { names: new Set(services.map(({ name }) => name)), disabled };
}

function resourcesOf(root: MapValue | undefined, section: string, type: Resource['type']): readonly Resource[] {
  return entriesOf(root, section).flatMap(([name, value]) =>
    value.kind === 'map' || isNull(value) ? [resourceView(type, name, value)] : [],
  );
}

/** A fault in a base is found again with each override. */
function distinctProblems(problems: readonly ComposeProblem[]): readonly ComposeProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, source, span, data }) => {
    const key = `${code} ${source.path} ${span.start} ${span.end} ${data.key ?? data.path ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Compose refuses an application without content; a file that says so itself is not told twice. */
function reportEmpty(application: Application, report: (problem: ComposeProblem) => void): void {
  const [base] = application.files;
  if (!base || application.files.some((file) => file.root.problems.length > 0)) return;
  const span = { start: 0, end: 0 };
  report({ source: base.source, span, code: 'empty-application', data: {}, related: [], suggestion: undefined });
}
