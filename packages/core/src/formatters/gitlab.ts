import type { Finding } from '../lint/findings.ts';
import { hashText } from '../lint/fingerprint.ts';
import type { Severity } from '../rule/rule-types.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { escapeJson, escapeLine } from './escape-text.ts';
import type { Formatter } from './formatter.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/**
 * A GitLab Code Quality report. Paths have to be relative to the root of the repository and not begin with `./`.
 * Source: GitLab Docs, "Code Quality", "Code Quality report format".
 */
export const formatGitlab: Formatter = ({ files, crashes }, { errors = [] } = {}) => {
  const issues: object[] = files.flatMap(({ findings }) => findings.map(issueOf));
  for (const { rule, path, message } of crashes) {
    issues.push(trouble('plimsoll/crash', path, `A bug in ${rule}: ${maskSecrets(message)}`));
  }
  for (const { path, message } of errors) issues.push(trouble('plimsoll/unreadable', path, message));
  return `${escapeJson(JSON.stringify(issues))}\n`;
};

function issueOf({ path, rule, message, severity, fingerprint, start, end }: Finding): object {
  return {
    description: escapeLine(message),
    check_name: rule,
    // Has to be unique in the whole report; ours is in its file.
    fingerprint: hashText(`${path}\n${fingerprint}`),
    severity: severities[severity],
    location: { path, lines: { begin: start.line, end: end.line } },
  };
}

function trouble(check: string, path: string, message: string): object {
  return {
    description: escapeLine(message),
    check_name: check,
    fingerprint: hashText(`${check}\n${path}\n${message}`),
    severity: 'blocker',
    location: { path, lines: { begin: 1 } },
  };
}
