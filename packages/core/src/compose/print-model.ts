import { type Located, locateInFile } from '../text/located.ts';
import type { Application } from './application.ts';
import { type ConfigOptions, printConfig } from './print-config.ts';
import { placesOf, type Step, type ValuePlace } from './print-places.ts';
import { printYaml } from './print-yaml.ts';

/** How a model is printed. */
export interface ModelOptions extends ConfigOptions {
  readonly format: 'yaml' | 'json';
  /** With the place of every value: as comments in YAML, as a list beside the model in JSON. */
  readonly origins: boolean;
  /** A project path as it is shown. */
  readonly showPath: (path: string) => string;
}

/** The effective application as a text that ends with a line end. */
export function printModel(application: Application, options: ModelOptions): string {
  const config = printConfig(application, { ...options, escape: true });
  if (options.format === 'json') {
    const data = options.origins ? { model: config, origins: listOrigins(application, config, options) } : config;
    return `${JSON.stringify(data, undefined, 2)}\n`;
  }
  const arranged = arrange(config, 0);
  if (!options.origins) return printYaml(arranged);
  const places = placesOf(application);
  return printYaml(arranged, (path, value) => describe(places(path, value), options.showPath));
}

/** Keys by the alphabet below the top level, those of a list's items as they are; without what only the JSON has. */
function arrange(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([key, entry]) => !isOnlyInJson(key, entry));
  if (depth > 0) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  // A key may be `__proto__`.
  return Object.fromEntries(entries.map(([key, entry]) => [key, arrange(entry, depth + 1)]));
}

function isOnlyInJson(key: string, value: unknown): boolean {
  if (key === 'command' || key === 'entrypoint') return value === null;
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isEmpty && ['ipam', 'placement', 'resources'].includes(key);
}

type ShowPath = ModelOptions['showPath'];

function pointOf(place: Located, showPath: ShowPath) {
  const { source, span } = locateInFile(place);
  return { file: showPath(source.path), ...source.position(span.start) };
}

function shown(place: Located, showPath: ShowPath): string {
  const { file, line, column } = pointOf(place, showPath);
  return `${file}:${line}:${column}`;
}

const words: Readonly<Record<string, string>> = { 'merge-key': 'merge key' };

/** `compose.yaml:3:12, from "app:${TAG:-2}", via extends at b.yaml:4:5, replaces base.yaml:3:12`. */
function describe({ at, written, template, via, replaced }: ValuePlace, showPath: ShowPath): string {
  const parts: string[] = [];
  if (!at) parts.push('default');
  else parts.push(`${written ? '' : 'default for '}${shown(at, showPath)}`);
  if (template !== undefined) parts.push(`from ${JSON.stringify(template)}`);
  for (const step of via) parts.push(`via ${words[step.how] ?? step.how} at ${shown(step, showPath)}`);
  for (const place of replaced) parts.push(`replaces ${shown(place, showPath)}`);
  return parts.join(', ');
}

function listOrigins(application: Application, config: unknown, { showPath }: ModelOptions): readonly unknown[] {
  const places = placesOf(application);
  return leavesOf(config, []).map(({ path, value }) => {
    const { at, written, template, via, replaced } = places(path, value);
    return {
      path,
      ...(at ? pointOf(at, showPath) : {}),
      written,
      ...(template === undefined ? {} : { template }),
      via: via.map((step) => ({ how: step.how, ...pointOf(step, showPath) })),
      replaces: replaced.map((place) => pointOf(place, showPath)),
    };
  });
}

interface Leaf {
  readonly path: readonly Step[];
  readonly value: unknown;
}

/** Everything that is no collection, and empty collections, in the order of printing. */
function leavesOf(value: unknown, path: readonly Step[]): readonly Leaf[] {
  const isCollection = typeof value === 'object' && value !== null;
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (isCollection && !Array.isArray(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, entry]) => leavesOf(entry, [...path, key]));
  return [{ path, value }];
}
