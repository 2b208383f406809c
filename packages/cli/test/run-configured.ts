import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';

/** A Dockerfile with a finding of `rule` alone. */
export const bad = 'FROM alpine:3.22\nADD a /a\nUSER 1000\n';
export const rule = 'dockerfile/prefer-copy-over-add';
/** A configuration that sets `rule`. */
export const settings = (severity: string): string => JSON.stringify({ rules: { [rule]: severity } });

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

/** Findings as `path:line severity rule`, or what was complained about. */
export async function run(files: Files, argv: readonly string[] = []): Promise<readonly string[]> {
  const cwd = makeDirectory(files);
  try {
    const { out, err } = await runCommand(['--format', 'json', ...argv], { cwd });
    if (err !== '') return err.trimEnd().split('\n');
    const parsed: { files: { path: string; findings: { severity: string; rule: string }[] }[] } = JSON.parse(out);
    return parsed.files.flatMap(({ path, findings }) => findings.map((own) => `${path} ${own.severity} ${own.rule}`));
  } finally {
    removeDirectory(cwd);
  }
}
