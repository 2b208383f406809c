import { ConfigError, makeResolver, namesOf, type Position, type Rule, type Severity, stackOf } from '@plimsoll/core';

/** A severity of ours, or none. */
export type ImportedSeverity = Severity | 'off';

/** A rule as it stands in the configuration that is written. */
export interface ImportedRule {
  readonly id: string;
  readonly severity: ImportedSeverity;
  readonly options: Readonly<Record<string, unknown>>;
  /** What it comes from, for a comment: `.hadolint.yaml: DL3008`. */
  readonly from: readonly string[];
}

/** What comes of the configurations of other linters. */
export interface ImportedConfig {
  readonly presets: readonly string[];
  readonly rules: readonly ImportedRule[];
  /** Patterns of files that are left out. */
  readonly ignore: readonly string[];
  /** What was taken over, a line each, with its place. */
  readonly taken: readonly string[];
  /** What could not be, and why. */
  readonly refused: readonly string[];
}

/** What a reader of one foreign configuration tells. Places are in that file; undefined for the file as a whole. */
export interface PeerImporter {
  /** The rules that stand for `id` get a severity. `why` is the reason that the user wrote. */
  readonly rule: (at: Position | undefined, id: string, severity: ImportedSeverity, why?: string) => void;
  /** The first of the named options that a rule with one of the aliases has gets a value. False if there is none. */
  readonly option: (at: Position | undefined, wanted: WantedOption) => boolean;
  readonly ignore: (at: Position | undefined, pattern: string) => void;
  readonly preset: (name: string) => void;
  readonly refuse: (at: Position | undefined, message: string) => void;
}

export interface WantedOption {
  /** The key in the foreign configuration. */
  readonly key: string;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly value: unknown;
}

interface Setting {
  /** The foreign id, as it was written. */
  readonly name: string;
  readonly severity: ImportedSeverity;
}

interface OpenRule {
  readonly rule: Rule;
  readonly settings: Setting[];
  readonly options: Record<string, unknown>;
  readonly from: string[];
}

interface OpenImport {
  readonly rules: readonly Rule[];
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly open: Map<string, OpenRule>;
  readonly presets: Set<string>;
  readonly ignore: Set<string>;
  readonly taken: string[];
  readonly refused: string[];
}

/** Collects what readers of foreign configurations tell, and makes one configuration of it. */
export function openImport(rules: readonly Rule[]): {
  readonly from: (tool: string, shown: string) => PeerImporter;
  readonly finish: () => ImportedConfig;
} {
  const all: OpenImport = {
    rules,
    names: namesOf(rules),
    open: new Map(),
    presets: new Set(),
    ignore: new Set(),
    taken: [],
    refused: [],
  };
  return { from: (tool, shown) => makeImporter(tool, shown, all), finish: () => finish(all) };
}

function makeImporter(tool: string, shown: string, all: OpenImport): PeerImporter {
  const place = (at: Position | undefined): string => (at ? `${shown}:${at.line}:${at.column}` : shown);
  const refuse: PeerImporter['refuse'] = (at, message) => void all.refused.push(`${place(at)}: ${message}`);
  return {
    refuse,
    rule: (at, id, severity, why) => {
      const found = rulesOf(tool, id, all);
      if (found.length === 0) refuse(at, `${id}: ${unknownReason(id)}`);
      for (const rule of found) {
        const open = openRule(rule, all);
        open.settings.push({ name: id, severity });
        open.from.push(`${shown}: ${id}${why === undefined ? '' : `, ${why}`}`);
        all.taken.push(`${place(at)}: ${id} is ${severity}: ${rule.id}${alsoStandsFor(tool, id, rule)}`);
      }
    },
    option: (at, { key, ids, names, value }) => {
      const found = ids
        .flatMap((id) => rulesOf(tool, id, all))
        .flatMap((rule) => names.filter((name) => takes(rule, name, value)).map((name) => ({ rule, name })));
      for (const { rule, name } of found.slice(0, 1)) {
        const open = openRule(rule, all);
        open.options[name] = value;
        open.from.push(`${shown}: ${key}`);
        all.taken.push(`${place(at)}: ${key}: option ${name} of ${rule.id}`);
      }
      return found.length > 0;
    },
    ignore: (at, pattern) => {
      all.ignore.add(pattern);
      all.taken.push(`${place(at)}: ${pattern} is left out`);
    },
    preset: (name) => void all.presets.add(name),
  };
}

function rulesOf(tool: string, id: string, { names, rules }: OpenImport): readonly Rule[] {
  const ids = names.get(`${tool}/${id}`.toLowerCase()) ?? [];
  return rules.filter((rule) => ids.includes(rule.id));
}

function unknownReason(id: string): string {
  return /^SC\d+$/i.test(id)
    ? 'a check of ShellCheck, which is not run by default: see docs/shellcheck.md'
    : 'no rule stands for it';
}

function openRule(rule: Rule, { open }: OpenImport): OpenRule {
  const own = open.get(rule.id) ?? { rule, settings: [], options: {}, from: [] };
  open.set(rule.id, own);
  return own;
}

/** One rule may be several of theirs, which then go on and off together. */
function alsoStandsFor(tool: string, id: string, { aliases }: Rule): string {
  const others = aliases
    .filter((alias) => alias.startsWith(`${tool}/`))
    .map((alias) => alias.slice(tool.length + 1))
    .filter((other) => other.toLowerCase() !== id.toLowerCase());
  return others.length === 0 ? '' : `, which also stands for ${others.join(', ')}`;
}

function takes(rule: Rule, name: string, value: unknown): boolean {
  if (!Object.hasOwn(rule.options, name)) return false;
  try {
    makeResolver([rule], stackOf({ settings: { [rule.id]: [rule.severity, { [name]: value }] } }));
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

const mildestFirst: readonly ImportedSeverity[] = ['off', 'info', 'warning', 'error'];

function finish({ open, presets, ignore, taken, refused }: OpenImport): ImportedConfig {
  const clashes: string[] = [];
  const rules = [...open.values()].map(({ rule, settings, options, from }) => {
    const [first = { name: '', severity: rule.severity }, ...others] = [...settings].sort(
      (a, b) => mildestFirst.indexOf(b.severity) - mildestFirst.indexOf(a.severity),
    );
    for (const other of others) {
      if (other.severity === first.severity) continue;
      clashes.push(
        `${other.name} is ${other.severity}, but ${rule.id} stands for ${first.name} too, which is ${first.severity}: that counts`,
      );
    }
    return { id: rule.id, severity: first.severity, options, from };
  });
  return { presets: [...presets], rules, ignore: [...ignore], taken, refused: [...refused, ...clashes] };
}
