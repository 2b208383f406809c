import { projectUrl } from '../lint/docs-url.ts';
import {
  engineName,
  type Finding,
  type FindingFix,
  type LintedFile,
  type LintResult,
  type Place,
  type SuppressedFinding,
} from '../lint/findings.ts';
import type { Rule } from '../rule/rule-types.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { escapeJson, escapeLine } from './escape-text.ts';
import { fixToShow } from './finding-form.ts';
import type { FormatOptions, Formatter } from './formatter.ts';
import { bareDescriptor, ruleDescriptor, sarifLevels } from './sarif-rules.ts';

/** Stands for the root of the repository, as in GitHub's documentation; the consumer knows where it is. */
const uriBaseId = '%SRCROOT%';

/**
 * SARIF 2.1.0, one run. Paths become URIs relative to the root of the repository. `rules` describes the rules that have
 * results; without it they are named only. Suppressed findings are results with `suppressions`. Source: OASIS,
 * sarif-v2.1.0-os; GitHub Docs, "SARIF support for code scanning".
 */
export const formatSarif: Formatter = (result, options = {}) => {
  const { descriptors, indexOf } = describeRules(result, options.rules ?? []);
  const results = result.files.flatMap((file) => [
    ...file.findings.map((finding) => resultOf(finding, file, indexOf)),
    ...file.suppressed.map((finding) => suppressedResult(finding, file, indexOf)),
  ]);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driverOf(options, descriptors) },
        invocations: [invocationOf(result, options)],
        originalUriBaseIds: { [uriBaseId]: { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${escapeJson(JSON.stringify(log))}\n`;
};

function driverOf({ tool }: FormatOptions, rules: readonly object[]): object {
  return {
    name: 'Plimsoll',
    informationUri: projectUrl,
    ...(tool && { version: tool.version, semanticVersion: tool.version }),
    rules,
  };
}

/** The rules that have results, in the order of their ids: the same findings give the same text. */
function describeRules(
  { files }: LintResult,
  rules: readonly Rule[],
): { readonly descriptors: readonly object[]; readonly indexOf: ReadonlyMap<string, number> } {
  const firsts = new Map<string, Finding>();
  for (const { findings, suppressed } of files) {
    for (const finding of findings) if (!firsts.has(finding.rule)) firsts.set(finding.rule, finding);
    for (const finding of suppressed) if (!firsts.has(finding.rule)) firsts.set(finding.rule, finding);
  }
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const sorted = [...firsts].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    descriptors: sorted.map(([id, finding]) => {
      const rule = known.get(id);
      return rule ? ruleDescriptor(rule) : bareDescriptor(finding);
    }),
    indexOf: new Map(sorted.map(([id], index) => [id, index])),
  };
}

function resultOf(finding: Finding, file: LintedFile, indexOf: ReadonlyMap<string, number>): object {
  const { rule, severity, message, fingerprint, related } = finding;
  const fix = fixToShow(finding, file);
  return {
    ruleId: rule,
    ruleIndex: indexOf.get(rule),
    level: sarifLevels[severity],
    message: { text: plainText(message) },
    locations: [locationOf(finding)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, index) => ({
        id: index + 1,
        ...locationOf(place),
        message: { text: plainText(place.label) },
      })),
    }),
    // Not `primaryLocationLineHash`: that one is GitHub's own, which its upload action computes and compares.
    partialFingerprints: { 'plimsoll/v1': fingerprint },
    ...(fix && { fixes: [fixOf(fix)] }),
  };
}

function suppressedResult(finding: SuppressedFinding, file: LintedFile, indexOf: ReadonlyMap<string, number>): object {
  const { kind: by, reason } = finding.suppression;
  const kind = by === 'comment' ? 'inSource' : 'external';
  const justification = reason === undefined ? {} : { justification: escapeLine(maskSecrets(reason)) };
  return { ...resultOf(finding, file, indexOf), suppressions: [{ kind, ...justification }] };
}

/** `[text](target)` in a message is a link (3.11.6); what a file says must not become one. */
function plainText(text: string): string {
  return escapeLine(text).replaceAll('](', '] (');
}

function locationOf(place: Place): object {
  return { physicalLocation: { artifactLocation: artifactOf(place.path), region: regionOf(place) } };
}

function regionOf({ start, end }: Place): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A relative URI reference (RFC 3986, 4.2); an absolute one for a file on another drive. */
function artifactOf(path: string): object {
  const segments = path.replace(/\p{Cs}/gu, '\ufffd').split('/');
  const [first = '', ...rest] = segments;
  const encoded = rest.map((segment) => encodeURIComponent(segment)).join('/');
  if (/^[A-Za-z]:$/.test(first)) return { uri: `file:///${first}/${encoded}` };
  if (first === '' && rest.length > 0) return { uri: `file:///${encoded}` };
  return { uri: segments.map((segment) => encodeURIComponent(segment)).join('/'), uriBaseId };
}

function fixOf({ title, edits }: FindingFix): object {
  const byPath = new Map<string, object[]>();
  for (const edit of edits) {
    const replacement = { deletedRegion: regionOf(edit), insertedContent: { text: edit.text } };
    const others = byPath.get(edit.path);
    if (others) others.push(replacement);
    else byPath.set(edit.path, [replacement]);
  }
  return {
    description: { text: plainText(title) },
    artifactChanges: [...byPath].map(([path, replacements]) => ({ artifactLocation: artifactOf(path), replacements })),
  };
}

function invocationOf({ crashes }: LintResult, { errors = [] }: FormatOptions): object {
  const ofCrashes = crashes.map(({ rule, path, message }) => ({
    level: 'error',
    message: { text: plainText(`A bug in ${rule}: ${maskSecrets(message)}`) },
    ...(path !== '' && { locations: [{ physicalLocation: { artifactLocation: artifactOf(path) } }] }),
    ...(rule !== engineName && { associatedRule: { id: rule } }),
  }));
  const ofErrors = errors.map(({ path, message }) => ({
    level: 'error',
    message: { text: plainText(message) },
    locations: [{ physicalLocation: { artifactLocation: artifactOf(path) } }],
  }));
  const notifications = [...ofCrashes, ...ofErrors];
  return {
    executionSuccessful: notifications.length === 0,
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}
