import { pathToFileURL } from 'node:url';
import {
  ConfigError,
  type ConfigNode,
  nodeOfValue,
  type ParsedConfig,
  type Rule,
  ruleApiVersion,
} from '@plimsoll/core';
import { messageOf } from './file-system.ts';

/** A plugin that was loaded and checked. */
export interface Plugin {
  readonly name: string;
  readonly disk: string;
  /** Their ids begin with the plugin's name. */
  readonly rules: readonly Rule[];
  readonly configs: ReadonlyMap<string, ConfigNode>;
}

/** Runs a configuration that is code, and answers what it exports by default. */
export async function loadCodeConfig(disk: string, shown: string): Promise<ParsedConfig> {
  const exported = await importDefault(disk, (message) => `${shown}: ${message}`);
  return nodeOfValue(exported);
}

/**
 * Runs a plugin and checks it. It exports by default (or as names) `meta: { name, version }`, `rules` and perhaps
 * `configs`. Throws `ConfigError`, in the words of `at`, for one that throws or is not of this form.
 */
export async function loadPlugin(disk: string, shown: string, at: (message: string) => string): Promise<Plugin> {
  const fail = (message: string): never => {
    throw new ConfigError(at(`the plugin ${shown} ${message}`));
  };
  const exported = await importDefault(disk, (message) => at(`the plugin ${shown} ${message}`));
  if (!isRecord(exported)) return fail('exports no object');
  const { meta, rules, configs = {} } = exported;
  const name = isRecord(meta) ? meta.name : undefined;
  if (typeof name !== 'string' || !/^[@\w][\w./-]*$/.test(name)) return fail('exports no meta.name');
  if (!Array.isArray(rules)) return fail('exports no list of rules');
  if (!isRecord(configs)) return fail('exports configs that are no object');
  const made = rules.map((rule: unknown, index) => checkRule(rule, index, fail));
  const ids = new Map(made.map(({ id }) => [id, `${name}/${id}`]));
  const nodes = new Map<string, ConfigNode>();
  for (const [config, value] of Object.entries(configs)) {
    const parsed = nodeOfValue(value);
    if (!parsed.ok) return fail(`exports a configuration "${config}" that ${parsed.message}`);
    nodes.set(config, parsed.root);
  }
  return { name, disk, rules: made.map((rule) => renamed(rule, name, ids)), configs: nodes };
}

/** Ids of a plugin begin with its name, also where its rules speak of each other. A rule's page is its first source. */
function renamed(rule: Rule, name: string, ids: ReadonlyMap<string, string>): Rule {
  return {
    ...rule,
    id: `${name}/${rule.id}`,
    docs: rule.docs ?? rule.sources[0] ?? '',
    supersedes: rule.supersedes.map((id) => ids.get(id) ?? id),
  };
}

/** `bin/load-compiled.js` has its own way: see there. */
function importModule(url: string): Promise<unknown> {
  const given: unknown = Reflect.get(globalThis, Symbol.for('plimsoll.import'));
  return typeof given === 'function' ? given(url) : import(url);
}

async function importDefault(disk: string, at: (message: string) => string): Promise<unknown> {
  const isTypeScript = /\.m?ts$/.test(disk);
  // Node strips types by itself from 22.18 and 23.6 on: https://nodejs.org/api/typescript.html
  if (isTypeScript && !('typescript' in process.features && process.features.typescript)) {
    throw new ConfigError(at(`is TypeScript, which Node ${process.versions.node} does not run (22.18 or newer does)`));
  }
  try {
    const module = await importModule(pathToFileURL(disk).href);
    return isRecord(module) && 'default' in module ? module.default : module;
  } catch (error) {
    throw new ConfigError(at(`failed to load: ${messageOf(error)}`));
  }
}

type Fail = (message: string) => never;

const required = ['id', 'language', 'since', 'category', 'severity', 'summary', 'fixable', 'messages', 'on'] as const;

/** A rule made by another copy of core has all of this; what later copies added has a value. */
function checkRule(rule: unknown, index: number, fail: Fail): Rule {
  if (!isRecord(rule)) return fail(`has no rule at ${index}`);
  const title = typeof rule.id === 'string' ? `the rule ${rule.id}` : `the rule at ${index}`;
  if (rule.apiVersion !== ruleApiVersion) {
    const version = typeof rule.apiVersion === 'number' ? `rule API ${rule.apiVersion}` : 'no rule API';
    return fail(`has ${title} for ${version}, and this version of Plimsoll has ${ruleApiVersion}`);
  }
  for (const key of required) if (rule[key] === undefined) fail(`has ${title} without "${key}"`);
  const on = rule.on;
  if (!isRecord(on) || Object.values(on).some((listener) => typeof listener !== 'function')) {
    return fail(`has ${title} whose "on" holds something that is no function`);
  }
  const defaults = {
    aliases: [],
    presets: [],
    atMost: {},
    supersedes: [],
    sources: [],
    cwe: [],
    owasp: [],
    options: {},
    examples: [],
  };
  // The version says that it is a rule of ours; its parts are used one by one, and what throws becomes a crash.
  return { edition: 2026, why: '', aboutMissing: false, ...defaults, ...rule } as unknown as Rule;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
