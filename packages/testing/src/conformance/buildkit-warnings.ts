import { createLinter } from '@plimsoll/core';
import { rules } from '@plimsoll/rules';

/** A warning of BuildKit's checks, or our finding that stands for it. */
export interface BuildkitWarning {
  readonly rule: string;
  readonly line: number;
}

const prefix = 'buildkit/';
const checkRules = rules.filter((rule) => rule.aliases.some((alias) => alias.startsWith(prefix)));
const linter = createLinter({ rules: checkRules, preset: 'all' });

/** Our findings under the names of BuildKit's checks. */
export function buildkitWarnings(text: string): readonly BuildkitWarning[] {
  const { files } = linter.lintText(text, { path: 'Dockerfile' });
  return files.flatMap((file) =>
    file.findings.flatMap((finding) =>
      finding.aliases
        .filter((alias) => alias.startsWith(prefix))
        .map((alias) => ({ rule: alias.slice(prefix.length), line: finding.start.line })),
    ),
  );
}

/** As texts that compare without regard to order. */
export const sortedWarnings = (warnings: readonly BuildkitWarning[]): readonly string[] =>
  warnings.map(({ rule, line }) => `${rule}:${line}`).sort();
