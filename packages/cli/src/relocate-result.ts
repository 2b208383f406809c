import type { Finding, LintResult, SuppressedFinding } from '@plimsoll/core';

/** A path in place of another. */
type Rename = (path: string) => string;

/** The same result with other paths, in all the places that name one. The sources that formatters show stay as they are. */
export function relocateResult(result: LintResult, rename: Rename): LintResult {
  return {
    ...result,
    files: result.files.map((file) => ({
      ...file,
      path: rename(file.path),
      findings: file.findings.map((finding) => relocateFinding(finding, rename)),
      suppressed: file.suppressed.map(
        (finding): SuppressedFinding => ({ ...finding, ...relocateFinding(finding, rename) }),
      ),
    })),
    crashes: result.crashes.map((crash) => ({ ...crash, path: rename(crash.path) })),
  };
}

/** The same finding with other paths. */
export function relocateFinding(finding: Finding, rename: Rename): Finding {
  const { fix } = finding;
  return {
    ...finding,
    path: rename(finding.path),
    related: finding.related.map((place) => ({ ...place, path: rename(place.path) })),
    fix: fix && { ...fix, edits: fix.edits.map((edit) => ({ ...edit, path: rename(edit.path) })) },
  };
}
