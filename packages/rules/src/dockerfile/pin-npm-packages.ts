import { dockerfileRule, option } from '@plimsoll/core/rule';
import { looseInstalls, type PinReading } from '../shared/package-pins.ts';

const subcommands = ['install', 'add', 'global add'];

export default dockerfileRule({
  id: 'dockerfile/pin-npm-packages',
  aliases: ['hadolint/DL3016', 'kics/e36d8880-3f78-4546-b9a1-12f0745ca0d5'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Name the version of each JavaScript package that is installed by name.',
  why: `
    Without a version npm, yarn, pnpm and bun take what carries the tag \`latest\` on the day of the build: the same
    Dockerfile gives another image tomorrow, and a release that was tampered with is in it at once. Other tags (\`next\`,
    \`beta\`) move just so. The registry keeps old versions, so a pinned build goes on working. Packages of a project belong
    in its \`package.json\` with a lock file.

    Not reported are local folders and archives, URLs, Git repositories with a revision, and words with variables.
  `,
  sources: [
    'https://docs.npmjs.com/cli/v11/commands/npm-install',
    'https://docs.npmjs.com/cli/v11/using-npm/package-spec',
  ],
  mentions: ['npm', 'yarn', 'bun'],

  fixable: 'none',
  options: {
    managers: option.strings({
      default: ['npm', 'yarn', 'pnpm', 'bun'],
      summary: 'The package managers whose commands are looked at.',
    }),
    allow: option.strings({ default: [], summary: 'Packages that may be installed without a version.' }),
  },
  messages: {
    unpinned: 'No version is given for {packages}, so each build may install another. Name it (package@1.2.3).',
  },

  examples: [
    {
      title: 'A package without a version',
      bad: `
        FROM node:24
        RUN npm install -g pm2
      `,
      good: `
        FROM node:24
        RUN npm install -g pm2@6.0.13
      `,
    },
    {
      title: 'A tag that moves',
      bad: `
        FROM node:24
        RUN npm install -g npm@latest
      `,
      good: `
        FROM node:24
        RUN npm install -g npm@11.6.2
      `,
    },
  ],

  on: {
    Script(script, { options, report }) {
      const reading: PinReading = { managers: options.managers, subcommands, isPinned };
      for (const { at, packages } of looseInstalls(script, reading, options.allow)) {
        report({ at, message: 'unpinned', data: { packages } });
      }
    },
  },
});

/** True if the specification has a version or range, or names a file, a folder, a URL or a revision. */
function isPinned(spec: string): boolean {
  if (/^[./~\\]|^[A-Za-z]:[\\/]|^(file|link|workspace|portal|patch):|\.(tar|tar\.gz|tgz)$/.test(spec)) return true;
  if (/^(git(\+\w+)?:|git@|github:|gitlab:|bitbucket:|gist:)/.test(spec)) return spec.includes('#');
  if (/^https?:\/\//.test(spec)) return !/\.git$/.test(spec);
  // An alias: `name@npm:other@1.2`.
  const alias = spec.indexOf('@npm:');
  if (alias > 0) return isPinned(spec.slice(alias + 5));
  const at = spec.indexOf('@', 1);
  if (at < 0) return !spec.startsWith('@') && spec.includes('/') && spec.includes('#');
  const version = spec.slice(at + 1);
  return !/^(|\*|x|[A-Za-z][\w.-]*)$/.test(version) || /^v\d/.test(version);
}
