import { nearest } from '../text/nearest.ts';
import type { ComposeDocument, YamlMapping, YamlNode } from './nodes.ts';
import { scalarText } from './yaml-nodes.ts';

/** What a file is by its content. */
export type ComposeLikeness = 'compose' | 'compose-v1' | 'other';

/** The names that Docker Compose looks for by itself, and those that people give to further files. */
const composeName = /(?:^|\/)(?:docker-)?compose(?:[._-][^/]*)?\.ya?ml$/i;

/** Top-level keys of the language; `version` and `name` say little, as others have them. */
const composeKeys = new Set(['services', 'networks', 'volumes', 'secrets', 'configs', 'include', 'models']);

/**
 * Top-level keys that only another format has: GitHub and GitLab workflows, Kubernetes, OpenAPI, CircleCI, Ansible,
 * Concourse, pipelines of Bitbucket and Azure, Drone, devfiles, Helm.
 */
const foreignKeys = new Set([
  ...['on', 'jobs', 'apiVersion', 'kind', 'openapi', 'swagger', 'paths', 'stages', 'workflows', 'orbs', 'pipelines'],
  ...['hosts', 'tasks', 'resource_types', 'schemaVersion', 'asyncapi', 'steps', 'before_script', 'script'],
]);

/**
 * Tells by content whether a file is a Compose file, one of the first version (services at the top), or something else.
 * A file that can't be decided, because it is empty or broken, is what its name says.
 */
export function looksLikeCompose(document: ComposeDocument): ComposeLikeness {
  const named = composeName.test(document.source.path) ? 'compose' : 'other';
  let best: ComposeLikeness | undefined;
  for (const { content } of document.root.documents) {
    if (content && isForeignList(content)) best ??= 'other';
    if (content?.kind !== 'YamlMapping') continue;
    const likeness = mappingLikeness(content);
    if (likeness === 'compose') return 'compose';
    best = best === undefined || likeness === 'compose-v1' ? likeness : best;
  }
  if (best === undefined) return named;
  return best === 'other' && (isBroken(document) || hasMisspeltServices(document)) ? named : best;
}

/** A mapping called nearly as the one that every Compose file has: its name is then the better witness. */
function hasMisspeltServices({ root }: ComposeDocument): boolean {
  return root.documents.some(({ content }) => {
    const entries = content?.kind === 'YamlMapping' ? content.entries : [];
    const keys = entries.map(({ key }) => scalarText(key) ?? '');
    if (keys.some(isForeign)) return false;
    return entries.some(({ value }, index) => {
      return value?.kind === 'YamlMapping' && nearest(keys[index] ?? '', ['services']) !== undefined;
    });
  });
}

function isBroken(document: ComposeDocument): boolean {
  return document.root.problems.some(({ code }) => code === 'syntax' || code === 'too-deep' || code === 'too-large');
}

/** Keys of what stands in the lists that Ansible's playbooks and task files are. */
const ansibleKeys = new Set(['hosts', 'tasks', 'roles', 'import_playbook', 'become', 'include_role', 'import_tasks']);

/** A list of plays or tasks; any other list is a broken Compose file, if its name says so. */
function isForeignList(content: YamlNode): boolean {
  if (content.kind !== 'YamlSequence' || content.items.length === 0) return false;
  return content.items.every((item) => {
    if (item.kind !== 'YamlMapping' || item.entries.some(({ key }) => isServiceKey(key))) return false;
    const keys = item.entries.map(({ key }) => scalarText(key) ?? '');
    return keys.some((key) => ansibleKeys.has(key)) || (keys.includes('name') && keys.length > 1);
  });
}

function mappingLikeness(root: YamlMapping): ComposeLikeness {
  const values = new Map<string, YamlNode | undefined>();
  for (const { key, value } of root.entries) values.set(scalarText(key) ?? '', value);
  // GitLab has top-level `services` too, as a list; Compose's is a mapping.
  const services = values.get('services');
  if (services && resolved(services)?.kind === 'YamlSequence')
    return [...values.keys()].some(isForeign) ? 'other' : 'compose';
  if (values.has('services')) return values.has('apiVersion') || values.has('openapi') ? 'other' : 'compose';
  if ([...values.keys()].some(isForeign)) return 'other';
  if (hasServiceShape(values)) return 'compose-v1';
  const keys = [...values.keys()];
  if (
    keys.length > 0 &&
    keys.every((key) => composeKeys.has(key) || key === 'version' || key === 'name' || key.startsWith('x-'))
  ) {
    return 'compose';
  }
  return keys.some((key) => composeKeys.has(key)) ? 'compose' : 'other';
}

const isForeign = (key: string): boolean => foreignKeys.has(key);

/** Version 1 has services at the top: mappings with an `image` or a `build`. Every entry must be a mapping. */
function hasServiceShape(values: ReadonlyMap<string, YamlNode | undefined>): boolean {
  let services = 0;
  for (const [key, value] of values) {
    if (key === 'version' || key.startsWith('x-') || composeKeys.has(key)) return false;
    const node = resolved(value);
    if (node?.kind !== 'YamlMapping') return false;
    // A GitLab job may have an image too.
    if (node.entries.some((entry) => scalarText(entry.key) === 'script')) return false;
    if (node.entries.some((entry) => isServiceKey(entry.key))) services++;
  }
  return services > 0 && services * 2 >= values.size;
}

function isServiceKey(key: YamlNode): boolean {
  const text = scalarText(key);
  return text === 'image' || text === 'build' || text === 'extends';
}

function resolved(node: YamlNode | undefined): YamlNode | undefined {
  return node?.kind === 'YamlAlias' ? node.target : node;
}
