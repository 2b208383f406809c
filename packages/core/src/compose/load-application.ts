import type { Application } from './application.ts';
import { applicationEnvironment } from './application-files.ts';
import { dependenciesOf } from './dependencies.ts';
import { textField } from './fields.ts';
import { loadFile } from './load-documents.ts';
import type { Loading } from './loading.ts';
import type { ComposeModel, ComposeProblem, Resource, Service } from './model.ts';
import type { ComposeDocument } from './nodes.ts';
import { resourceView, serviceView } from './service-model.ts';
import { isNull, type MapValue, type Value } from './values.ts';

export { type ApplicationRequest, applicationRequests } from './requests.ts';

/**
 * The effective model of an application, as `docker compose config` would load it, with the origin of every value and
 * everything that loading refuses. Pure; never throws. A file that is not known makes the model incomplete.
 */
export function loadApplication(application: Application): ComposeModel {
  const problems: ComposeProblem[] = [];
  const readable = application.files.every(isReadable);
  const state = { complete: !application.fragment && readable, documents: new Set<ComposeDocument>() };
  const check = (): void => undefined;
  const loading: Loading = { application, problems, including: [], check, state, loadFile };
  const environment = applicationEnvironment(application);
  const context = { environment, directory: application.directory, target: false };
  let root: MapValue | undefined;
  for (const file of application.files) root = loadFile(loading, file, context, root).model;
  const services = servicesOf(root);
  return {
    kind: 'Application',
    name: textField(root?.entries.get('name')),
    documents: [...state.documents],
    services,
    networks: resourcesOf(root, 'networks', 'Network'),
    volumes: resourcesOf(root, 'volumes', 'Volume'),
    secrets: resourcesOf(root, 'secrets', 'Secret'),
    configs: resourcesOf(root, 'configs', 'Config'),
    models: resourcesOf(root, 'models', 'Model'),
    complete: state.complete,
    problems,
  };
}

/** False if the reader gave up on the file or a part of it: what it would have said is not known. */
function isReadable(file: ComposeDocument): boolean {
  return file.root.problems.every(({ code }) => code === 'duplicate-key' || code === 'non-string-key' || code === 'empty');
}

function entriesOf(root: MapValue | undefined, section: string): readonly (readonly [string, Value])[] {
  const value = root?.entries.get(section);
  return value?.kind === 'map' ? [...value.entries] : [];
}

function servicesOf(root: MapValue | undefined): readonly Service[] {
  return entriesOf(root, 'services').flatMap(([name, value]) =>
    value.kind === 'map' ? [serviceView(name, value, dependenciesOf(value))] : [],
  );
}

function resourcesOf(root: MapValue | undefined, section: string, kind: Resource['kind']): readonly Resource[] {
  return entriesOf(root, section).flatMap(([name, value]) =>
    value.kind === 'map' || isNull(value) ? [resourceView(kind, name, value)] : [],
  );
}
