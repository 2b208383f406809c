import {
  ConfigError,
  type ConfigTree,
  complain,
  type ExtendedConfig,
  type FileOrigin,
  type FlatConfig,
  findPreset,
  flattenConfig,
  type ParsedConfig,
  type PlacedText,
  parseJsonConfig,
  parseYamlConfig,
  readConfig,
  suggestPreset,
} from '@plimsoll/core';
import type { ConfigRequest } from './configure.ts';
import { codeOf, reasonOf } from './file-system.ts';
import { loadCompose } from './load-compose.ts';
import type { Plugin } from './load-plugin.ts';
import { findPackageFile, isPackageName } from './package-files.ts';
import { decodeText } from './read-text.ts';
import type { Session } from './session.ts';

/** A configuration file with all that it extends. */
export interface LoadedConfig {
  readonly disk: string;
  readonly tree: ConfigTree;
  readonly flat: FlatConfig;
}

/** No configuration is larger, in bytes. */
const maxSize = 1_000_000;

/** How deep `extends` may lead, and how many configurations one may be made of: two that each name two grow fast. */
const maxDepth = 20;
const maxConfigs = 200;

interface LoadContext extends Pick<ConfigRequest, 'allowCode'> {
  readonly session: Session;
  /** The configuration that the user named: it may lie outside of the root, and so may what lies beside it. */
  readonly named: string | undefined;
  /** By their files. */
  readonly plugins: Map<string, Plugin>;
}

/** One configuration on its way: where `extends` led from. */
interface Step {
  readonly disk: string;
  readonly base: string;
  readonly chain: readonly FileOrigin[];
  /** The files around it, for circles. */
  readonly open: readonly string[];
  readonly count: { loaded: number };
  /** Whose configurations may be extended. */
  readonly plugins: readonly Plugin[];
}

/** Loads configurations, each once. */
export function makeConfigLoader(
  { allowCode }: Pick<ConfigRequest, 'allowCode'>,
  session: Session,
  named: string | undefined,
): (disk: string) => Promise<LoadedConfig> {
  const context: LoadContext = { allowCode, session, named, plugins: new Map() };
  const known = new Map<string, LoadedConfig>();
  return async (disk) => {
    const found = known.get(disk);
    if (found) return found;
    const base = baseOf(disk, session);
    const tree = await loadTree({ disk, base, chain: [], open: [], count: { loaded: 0 }, plugins: [] }, context);
    const config = { disk, tree, flat: flattenConfig(tree) };
    known.set(disk, config);
    return config;
  };
}

/** What the patterns of a file are relative to: its directory, or the root for one that lies outside of it. */
function baseOf(disk: string, { path, paths }: Session): string {
  const directory = path.dirname(disk);
  return paths.isInRoot(directory) ? paths.toProject(directory) : '.';
}

async function loadTree(step: Step, context: LoadContext): Promise<ConfigTree> {
  const { disk, base, chain, open, count } = step;
  const shown = context.session.paths.toShown(disk);
  const from = chain.at(-1);
  const fail = (message: string): never => {
    throw new ConfigError(from ? complain(from, message) : message);
  };
  if (open.includes(disk)) {
    const circle = [...open.slice(open.indexOf(disk)), disk].map((other) => context.session.paths.toShown(other));
    return fail(`"extends" leads in a circle: ${circle.join(' -> ')}`);
  }
  if (open.length >= maxDepth) return fail(`"extends" leads deeper than ${maxDepth} files`);
  if (++count.loaded > maxConfigs) return fail(`"extends" leads to more than ${maxConfigs} files`);
  const parsed = await parseFile(disk, context, fail);
  if (!parsed.ok) {
    throw new ConfigError(complain({ kind: 'file', path: shown, at: parsed.at, chain }, parsed.message));
  }
  const file = readConfig(parsed.root, shown, chain);
  return finishTree({ ...step, open: [...open, disk] }, file, base, context);
}

async function finishTree(
  step: Step,
  file: ConfigTree['file'],
  base: string,
  context: LoadContext,
): Promise<ConfigTree> {
  const plugins: Plugin[] = [];
  for (const text of file.plugins) plugins.push(await loadNamedPlugin(text, step.disk, context));
  const extended: ExtendedConfig[] = [];
  const inside = { ...step, plugins: [...step.plugins, ...plugins] };
  for (const text of file.extends) extended.push(await extend(text, inside, context));
  return { file, base, extended, rules: plugins.flatMap(({ rules }) => rules) };
}

async function extend(text: PlacedText, step: Step, context: LoadContext): Promise<ExtendedConfig> {
  const { value, origin } = text;
  const preset = findPreset(value);
  if (preset) return { kind: 'preset', preset: { value: preset, origin } };
  const { path } = context.session;
  const chain = [...step.chain, origin];
  if (value.startsWith('plugin:')) return extendPlugin(text, { ...step, chain }, context);
  if (isPath(value)) {
    const disk = path.resolve(path.dirname(step.disk), value);
    return {
      kind: 'config',
      tree: await loadTree({ ...step, chain, disk, base: baseOf(disk, context.session) }, context),
    };
  }
  const disk = isPackageName(value) ? findPackageFile(value, path.dirname(step.disk), context.session) : undefined;
  if (disk === undefined) {
    const hint = suggestPreset(value);
    throw new ConfigError(complain(origin, `"${value}" is neither a preset nor an installed package${hint}`));
  }
  // Patterns of a package speak of the files of whoever uses it.
  return { kind: 'config', tree: await loadTree({ ...step, chain, disk }, context) };
}

async function extendPlugin({ value, origin }: PlacedText, step: Step, context: LoadContext): Promise<ExtendedConfig> {
  const [, plugin = '', name = ''] = /^plugin:(.+)\/([^/]+)$/.exec(value) ?? [];
  const found = step.plugins.find((own) => own.name === plugin);
  const parsed = found?.configs.get(name);
  if (!found || !parsed) {
    const known = step.plugins.flatMap((own) =>
      [...own.configs.keys()].map((config) => `plugin:${own.name}/${config}`),
    );
    const allowed = known.length > 0 ? `one of ${known.join(', ')}` : 'the plugins that are loaded have none';
    throw new ConfigError(complain(origin, `no configuration "${value}" (${allowed})`));
  }
  if (step.open.length >= maxDepth)
    throw new ConfigError(complain(origin, `"extends" leads deeper than ${maxDepth} files`));
  const shown = `${value} of ${context.session.paths.toShown(found.disk)}`;
  const file = readConfig(parsed, shown, step.chain);
  // Its own paths are those of the plugin.
  const inside = { ...step, disk: found.disk, open: [...step.open, value] };
  if (step.open.includes(value)) throw new ConfigError(complain(origin, `"extends" leads in a circle: ${value}`));
  return { kind: 'config', tree: await finishTree(inside, file, step.base, context) };
}

async function loadNamedPlugin({ value, origin }: PlacedText, from: string, context: LoadContext): Promise<Plugin> {
  const { session } = context;
  if (!context.allowCode) {
    throw new ConfigError(complain(origin, `the plugin "${value}" is code, which runs only with --allow-config-code`));
  }
  const directory = session.path.dirname(from);
  const disk = isPath(value)
    ? session.path.resolve(directory, value)
    : isPackageName(value)
      ? findPackageFile(value, directory, session)
      : undefined;
  if (disk === undefined) {
    throw new ConfigError(
      complain(origin, `the plugin "${value}" is not installed, and is no path that begins with ./`),
    );
  }
  checkPlace(disk, context, (message) => {
    throw new ConfigError(complain(origin, message));
  });
  const known = context.plugins.get(disk);
  if (known) return known;
  const { loadPlugin } = await import('./load-plugin.ts');
  const plugin = await loadPlugin(disk, session.paths.toShown(disk), (message) => complain(origin, message));
  context.plugins.set(disk, plugin);
  return plugin;
}

function isPath(value: string): boolean {
  return /^\.{0,2}[/\\]|^[A-Za-z]:[/\\]/.test(value);
}

type Fail = (message: string) => never;

/** Refuses what lies outside of the root, links followed; the named configuration's own directory is open. */
function checkPlace(disk: string, { session, named }: LoadContext, fail: Fail): void {
  const { paths, path } = session;
  const shown = paths.toShown(disk);
  if (disk === named) return;
  try {
    if (session.fs.kindOf(disk) === 'missing') fail(`${shown}: no such file`);
    const beside = named !== undefined && !paths.isInRoot(named) && path.dirname(disk) === path.dirname(named);
    if (!beside && !session.mayRead(disk)) fail(`${shown}: lies outside of the root, and is not read`);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    fail(`${shown}: ${reasonOf(error)}`);
  }
}

async function parseFile(disk: string, context: LoadContext, fail: Fail): Promise<ParsedConfig> {
  const shown = context.session.paths.toShown(disk);
  checkPlace(disk, context, fail);
  const extension = context.session.path.extname(disk);
  if (['.js', '.mjs', '.cjs', '.ts', '.mts'].includes(extension)) {
    if (!context.allowCode) return fail(`${shown}: is code, which runs only with --allow-config-code`);
    const { loadCodeConfig } = await import('./load-plugin.ts');
    return loadCodeConfig(disk, shown);
  }
  const text = readText(disk, shown, context.session, fail);
  if (extension === '.yaml' || extension === '.yml') {
    await loadCompose();
    return parseYamlConfig(text);
  }
  if (extension !== '.json' && extension !== '.jsonc') {
    return fail(`${shown}: a configuration ends in .json, .jsonc, .yaml, .yml, .js, .mjs or .ts`);
  }
  return parseJsonConfig(text);
}

function readText(disk: string, shown: string, { fs }: Session, fail: Fail): string {
  try {
    const read = fs.read(disk, maxSize);
    if (read.state === 'too-large') return fail(`${shown}: larger than ${maxSize} bytes`);
    if (read.state === 'no-file') return fail(`${shown}: is no file`);
    const { text, problem } = decodeText(read.bytes);
    return problem ? fail(`${shown}: is no text in UTF-8`) : text;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return fail(`${shown}: ${reasonOf(error)}`);
  }
}
