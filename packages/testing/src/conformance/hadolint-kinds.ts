import { createLinter, type Finding, hadolintReadings, type RuleSetting } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import { memoryProject } from '../memory-project.ts';
import { type ConformanceCase, dataOf, type KindTable, textOf, type Verdict } from './conformance-case.ts';

const prefix = 'hadolint/';

/** The types of labels by hadolint's names for them. */
const labelTypes: Readonly<Record<string, string>> = {
  RawText: 'text',
  Url: 'url',
  Rfc3339: 'rfc3339',
  Spdx: 'spdx',
  GitHash: 'commit',
  SemVer: 'semver',
  Email: 'email',
};

const labelIds = /^DL30(49|5[0-68])$/;

/** A file of hadolint's configuration as options of ours. */
function configured(id: string, config: unknown): Readonly<Record<string, RuleSetting>> {
  const { allowedRegistries, labelSchema } = config === undefined ? {} : dataOf(config);
  const rule = rules.find(({ aliases }) => aliases.includes(prefix + id));
  if (!rule) return {};
  if (id === 'DL3026' && Array.isArray(allowedRegistries)) {
    return { [rule.id]: [rule.severity, { registries: allowedRegistries.map(textOf), images: ['fragment'] }] };
  }
  if (!labelIds.test(id) || labelSchema === undefined) return {};
  const types = Object.entries(dataOf(labelSchema)).map(([key, type]) => [key, labelTypes[textOf(type)] ?? 'text']);
  const stages = id === 'DL3049' ? { stages: 'all' } : {};
  return { [rule.id]: [rule.severity, { schema: Object.fromEntries(types), ...stages }] };
}

/** The labels that the runs of hadolint were configured with, strictly. */
const oracleLabels = {
  labelSchema: { u: 'Url', r: 'Rfc3339', l: 'Spdx', h: 'GitHash', s: 'SemVer', e: 'Email', t: 'RawText' },
};

const settings: Readonly<Record<string, RuleSetting>> = Object.fromEntries(
  Object.entries(hadolintReadings).flatMap(([id, options]) => {
    const rule = rules.find(({ aliases }) => aliases.includes(prefix + id));
    return rule ? [[rule.id, [rule.severity, options] satisfies RuleSetting]] : [];
  }),
);

const linter = createLinter({ rules, preset: 'all', settings });
const known = new Set(rules.flatMap(({ aliases }) => aliases));

/**
 * Most of hadolint's cases are fragments without FROM, which is no Dockerfile. They are taken as parts of a stage, save
 * where the missing FROM is the matter.
 */
function wholeFile(id: string, text: string): string {
  const isWhole = /^\s*FROM\s/im.test(text) || id === 'DL3061';
  return isWhole ? text : `FROM fragment:1\n${text}`;
}

/** What our rules of one of hadolint's ids find in a file of whose surroundings nothing is known. */
function findingsOf(id: string, text: string, config?: unknown): readonly Finding[] {
  const own = configured(id, config);
  const chosen =
    Object.keys(own).length === 0 ? linter : createLinter({ rules, preset: 'all', settings: { ...settings, ...own } });
  const { files, crashes } = chosen.lintProject(
    memoryProject([{ path: 'Dockerfile', text: wholeFile(id, text) }], 'open'),
  );
  const [crash] = crashes;
  if (crash) throw new Error(`${crash.rule}: ${crash.message}\n${crash.stack ?? ''}`);
  return files.flatMap((file) => file.findings.filter(({ aliases }) => aliases.includes(prefix + id)));
}

function asAnswer(findings: readonly Finding[]): unknown {
  return findings.map(({ rule, messageId, start }) => `${rule}:${messageId} on line ${start.line}`);
}

/** An id without a rule fails, also where hadolint is silent. */
function withoutRule(id: string): Verdict | undefined {
  return known.has(prefix + id) ? undefined : { passed: false, answer: `no rule carries ${prefix}${id}` };
}

function hadolintCase({ input, expected }: ConformanceCase): Verdict {
  const { rule, count } = dataOf(expected);
  const id = textOf(rule);
  const missing = withoutRule(id);
  if (missing) return missing;
  const { dockerfile, config } = dataOf(input);
  const found = findingsOf(id, textOf(dockerfile), config);
  const passed = count === '>=1' ? found.length >= 1 : found.length === count;
  return { passed, answer: asAnswer(found) };
}

function oracleCase({ input, expected }: ConformanceCase): Verdict {
  const { rule, fires } = dataOf(expected);
  const id = textOf(rule);
  const missing = withoutRule(id);
  if (missing) return missing;
  const found = findingsOf(id, textOf(dataOf(input).dockerfile), oracleLabels);
  return { passed: found.length > 0 === (fires === true), answer: asAnswer(found) };
}

/** hadolint's own cases, and what hadolint answered to ours. */
export const hadolintKinds: KindTable = { hadolint: hadolintCase, 'oracle-hadolint': oracleCase };
