import type { Finding, LintedFile } from '../lint/findings.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { escapeLine } from './escape-text.ts';
import type { FormatOptions, Formatter } from './formatter.ts';
import { element, xmlText } from './xml.ts';

/** A `testsuite` and how many of its cases have which end. */
interface Suite {
  readonly xml: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

/**
 * JUnit's XML: a suite per file, a failed case per finding whatever its severity, and one passed case for a file without
 * findings. What could not be done is an error. Source: the schema of Jenkins' xunit-plugin
 * (src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd); GitLab reads `file` too.
 */
export const formatJunit: Formatter = ({ files, crashes }, { errors = [] } = {}) => {
  const troubles = [
    ...crashes.map(({ rule, path, message }) => ({ name: `a bug in ${rule}`, path, message: maskSecrets(message) })),
    ...errors.map(({ path, message }) => ({ name: 'could not be read', path, message })),
  ];
  const suites = files.map(suiteOf);
  if (troubles.length > 0) suites.push(troubleSuite(troubles));
  const total = (key: 'tests' | 'failures' | 'errors'): number => suites.reduce((sum, suite) => sum + suite[key], 0);
  const counts = { tests: total('tests'), failures: total('failures'), errors: total('errors') };
  const root = element('testsuites', { name: 'plimsoll', ...counts }, [...suites.map(({ xml }) => xml), '\n']);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
};

function suiteOf({ path, findings }: LintedFile): Suite {
  const passed = `\n    ${element('testcase', { name: 'no findings', classname: path, file: path })}`;
  const cases = findings.length === 0 ? [passed] : findings.map(caseOf);
  return suite(path, cases, { failures: findings.length, errors: 0 });
}

function suite(name: string, cases: readonly string[], counts: Pick<Suite, 'failures' | 'errors'>): Suite {
  const attributes = { name, tests: cases.length, ...counts };
  return { xml: `\n  ${element('testsuite', attributes, [...cases, '\n  '])}`, tests: cases.length, ...counts };
}

function caseOf({ path, rule, start, severity, message, docs }: Finding): string {
  const shown = escapeLine(message);
  const text = [`${path}:${start.line}:${start.column}`, shown, docs].map((line) => xmlText(line)).join('\n');
  const failure = element('failure', { message: shown, type: severity }, [text]);
  const name = `${rule} at ${start.line}:${start.column}`;
  return `\n    ${element('testcase', { name, classname: path, file: path }, [failure])}`;
}

type Trouble = NonNullable<FormatOptions['errors']>[number] & { readonly name: string };

function troubleSuite(troubles: readonly Trouble[]): Suite {
  const cases = troubles.map(({ name, path, message }) => {
    const error = element('error', { message: escapeLine(message), type: 'plimsoll' });
    return `\n    ${element('testcase', { name, classname: path, file: path }, [error])}`;
  });
  return suite('plimsoll', cases, { failures: 0, errors: cases.length });
}
