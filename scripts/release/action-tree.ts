// Writes the repository that workflows use: `tsx scripts/release/action-tree.ts DIR`, after a build.
//
// GitHub runs an action from the files of a repository at a tag, and its Marketplace takes one with `action.yml` at the top
// and nothing to install. So the action has a repository of its own, written by the release; the bundle is never in ours.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { actionOptions } from '../action-bundle.mjs';
import { root } from '../project-files.ts';

const readme = (version: string): string => `# Plimsoll for GitHub Actions

\`\`\`yaml
steps:
  - uses: actions/checkout@v5
  - uses: plimsoll-lint/action@v${version}
\`\`\`

This repository is written by the release of [Plimsoll](https://github.com/plimsoll-lint/plimsoll); see its
[page on pull requests](https://github.com/plimsoll-lint/plimsoll/blob/main/docs/pull-requests.md).
`;

/** Writes the action for the workspace's version of plimsoll into a folder, over what is there. Its tag is `v` and the version. */
export async function writeActionTree(folder: string): Promise<{ readonly version: string; readonly main: string }> {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  await build({ ...actionOptions, outdir: join(folder, 'dist') });
  cpSync(join(root, 'packages/action/action.yml'), join(folder, 'action.yml'));
  cpSync(join(root, 'packages/cli/THIRD-PARTY-NOTICES'), join(folder, 'THIRD-PARTY-NOTICES'));
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  writeFileSync(join(folder, 'README.md'), readme(version));
  return { version, main: join(folder, 'dist/action.cjs') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('usage: tsx scripts/release/action-tree.ts DIR');
  await writeActionTree(folder);
}
