/** A version that nobody should install, and why. */
export interface VulnerableVersion {
  readonly name: string;
  readonly why: string;
}

/**
 * Source archives by file name, and npm packages by name and exact version, with the advisory. Only what is known to be
 * dangerous by itself is here: scanners know the rest. Sources: openssl.org/news/secadv/20221101.txt, CVE-2024-3094, and
 * the GitHub advisories GHSA-mh6f-8j2x-4483, GHSA-pjwm-rvh2-c87w and GHSA-97m3-w2cp-4xx6; read 2026-11-22.
 */
const archives: readonly (readonly [pattern: RegExp, name: string, why: string])[] = [
  [/^openssl-(3\.0\.[0-6])\.tar\.gz$/, 'openssl', 'CVE-2022-3602 and CVE-2022-3786'],
  [/^xz-(5\.6\.[01])\.tar(\.\w+)?$/, 'xz', 'a backdoor, CVE-2024-3094'],
];

const npmPackages: Readonly<Record<string, string>> = {
  'event-stream@3.3.6': 'malicious code, GHSA-mh6f-8j2x-4483',
  'ua-parser-js@0.7.29': 'malicious code, GHSA-pjwm-rvh2-c87w',
  'ua-parser-js@0.8.0': 'malicious code, GHSA-pjwm-rvh2-c87w',
  'ua-parser-js@1.0.0': 'malicious code, GHSA-pjwm-rvh2-c87w',
  'node-ipc@10.1.1': 'malicious code, GHSA-97m3-w2cp-4xx6',
  'node-ipc@10.1.2': 'malicious code, GHSA-97m3-w2cp-4xx6',
};

/** What is known about an archive by its URL. */
export function vulnerableArchive(url: string): VulnerableVersion | undefined {
  const file =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? '';
  for (const [pattern, name, why] of archives) {
    const version = pattern.exec(file)?.[1];
    if (version !== undefined) return { name: `${name} ${version}`, why };
  }
  return undefined;
}

/** What is known about a package of npm, as `name@version`. */
export function vulnerableNpmPackage(spec: string): VulnerableVersion | undefined {
  const why = Object.hasOwn(npmPackages, spec) ? npmPackages[spec] : undefined;
  return why === undefined ? undefined : { name: spec, why };
}
