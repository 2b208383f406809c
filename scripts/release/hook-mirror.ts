// Writes the repository that pre-commit installs: `tsx scripts/release/hook-mirror.ts DIR`.
//
// pre-commit runs `npm install` and `npm pack` in the root of a hook's repository and installs the package of that name,
// which a workspace cannot be. The mirror is one package that depends on one version of plimsoll.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../project-files.ts';

/**
 * Which paths pre-commit hands over, as a pattern of Python and JavaScript alike (apart from the ignored case). It takes
 * every file that the command line would lint, and some that it leaves out silently: templates, documents, backups.
 */
export const hookFiles =
  '(^|/)((docker|container)file([._-][^/]+)?|[^/]+\\.(docker|container)file|(docker-)?compose[^/]*\\.ya?ml)$';

const hook = (id: string, name: string, description: string, entry: string): string => `- id: ${id}
  name: ${name}
  description: ${description}
  entry: ${entry}
  language: node
  files: (?i)${hookFiles}
  # One process judges all files: it starts once, and files that belong together are seen together.
  require_serial: true
  minimum_pre_commit_version: 2.15.0
`;

const hooks = [
  hook('plimsoll', 'plimsoll', 'Lints Dockerfiles and Compose files.', 'plimsoll'),
  hook(
    'plimsoll-fix',
    'plimsoll --fix',
    'Lints Dockerfiles and Compose files, and applies safe fixes.',
    'plimsoll --fix',
  ),
].join('\n');

/** pre-commit links the programs of the package that it installs, and not those of what the package depends on. */
const program = `#!/usr/bin/env node
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const manifest = pathToFileURL(createRequire(import.meta.url).resolve('plimsoll/package.json'));
await import(new URL('bin/plimsoll.js', manifest));
`;

const readme = (version: string): string => `# Plimsoll for pre-commit

\`\`\`yaml
repos:
  - repo: https://github.com/plimsoll-lint/pre-commit
    rev: v${version}
    hooks:
      - id: plimsoll-fix
      - id: plimsoll
\`\`\`

This repository is written by the release of [Plimsoll](https://github.com/plimsoll-lint/plimsoll); see its
[page on pre-commit](https://github.com/plimsoll-lint/plimsoll/blob/main/docs/pre-commit.md).
`;

/** Writes the mirror for the workspace's version of plimsoll into a folder, over what is there. Its tag is `v` and the version. */
export function writeHookMirror(folder: string): { readonly version: string } {
  const { version, license, engines } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  const manifest = {
    name: 'plimsoll-pre-commit',
    version,
    private: true,
    description: 'Hooks of Plimsoll for pre-commit',
    license,
    type: 'module',
    engines,
    bin: { plimsoll: 'plimsoll.js' },
    files: ['plimsoll.js'],
    dependencies: { plimsoll: version },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  writeFileSync(join(folder, '.pre-commit-hooks.yaml'), hooks);
  writeFileSync(join(folder, 'plimsoll.js'), program, { mode: 0o755 });
  writeFileSync(join(folder, 'README.md'), readme(version));
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  return { version };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('usage: tsx scripts/release/hook-mirror.ts DIR');
  writeHookMirror(folder);
}
