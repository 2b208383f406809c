import { nearest } from '../../text/nearest.ts';
import type { Flag } from '../nodes.ts';
import { type InstructionText, report } from './instruction-text.ts';

/** `text` takes any value, `list` may be repeated. */
type FlagKind = 'boolean' | 'text' | 'list';
export type FlagRules = Readonly<Record<string, FlagKind>>;

// Flags of BuildKit 2026-08 (`instructions/parse.go`, `commands_run*.go`).
const noFlags: FlagRules = {};
export const flagRules: Readonly<Record<string, FlagRules>> = {
  FROM: { platform: 'text' },
  RUN: { mount: 'list', network: 'text', security: 'text', device: 'list' },
  COPY: { from: 'text', chown: 'text', chmod: 'text', link: 'boolean', parents: 'boolean', exclude: 'list' },
  ADD: {
    chown: 'text',
    chmod: 'text',
    link: 'boolean',
    'keep-git-dir': 'boolean',
    checksum: 'text',
    unpack: 'boolean',
    exclude: 'list',
  },
  HEALTHCHECK: {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  },
};

/** Notes unknown, repeated and malformed flags (`BFlags.Parse` in BuildKit's bflag.go). */
export function checkFlags(from: InstructionText): void {
  const { flags } = from.common;
  if (flags.length === 0) return;
  const rules = flagRules[from.name] ?? noFlags;
  const seen = new Set<string>();
  for (const flag of flags) {
    const kind = Object.hasOwn(rules, flag.name) ? rules[flag.name] : undefined;
    if (!kind) {
      reportUnknown(from, flag, Object.keys(rules));
      continue;
    }
    if (seen.has(flag.name) && kind !== 'list') {
      const data = { problem: `The flag --${flag.name} is given twice.`, advice: 'Keep one of them.', name: flag.name };
      report(from, 'duplicate-flag', flag, data);
      continue;
    }
    seen.add(flag.name);
    checkValue(from, flag, kind);
  }
}

function reportUnknown(from: InstructionText, flag: Flag, known: readonly string[]): void {
  const suggestion = nearest(flag.name, known);
  const list = known.map((name) => `--${name}`).join(', ');
  const advice = suggestion
    ? `Did you mean --${suggestion}?`
    : known.length > 0
      ? `${from.name} knows ${list}.`
      : `${from.name} has no flags.`;
  const problem = `${from.name} has no flag --${flag.name}.`;
  const data = { problem, advice, name: flag.name, ...(suggestion && { suggestion }) };
  report(from, 'unknown-flag', flag.name === '' ? flag : flag.nameAt, data, suggestion);
}

function checkValue(from: InstructionText, flag: Flag, kind: FlagKind): void {
  const value = flag.value?.text;
  const { name } = flag;
  if (kind !== 'boolean') {
    if (value !== undefined) return;
    const problem = `The flag --${name} has no value.`;
    report(from, 'flag-needs-value', flag, { problem, advice: `Write --${name}=VALUE.`, name });
    return;
  }
  if (value === undefined) return;
  if (value === '') {
    const problem = `The flag --${name} has an empty value.`;
    report(from, 'flag-needs-value', flag, { problem, advice: `Write --${name} or --${name}=true.`, name });
  } else if (!['true', 'false'].includes(value.toLowerCase())) {
    const problem = `The flag --${name} is true or false, not "${value}".`;
    report(from, 'flag-not-boolean', flag.value ?? flag, {
      problem,
      advice: `Write --${name} or --${name}=false.`,
      name,
    });
  }
}

/** The flag of that name that counts: the last one where it may be repeated makes no difference to single flags. */
export function flagNamed(flags: readonly Flag[], name: string): Flag | undefined {
  for (const flag of flags) if (flag.name === name) return flag;
  return undefined;
}
