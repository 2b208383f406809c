import { type Build, contextsOf, dockerfileRule, type Project } from '@plimsoll/core/rule';
import { broadSource } from '../shared/broad-copies.ts';

export default dockerfileRule({
  id: 'dockerfile/require-dockerignore',
  aliases: ['droast/DF033'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['strict'],

  summary: 'Have a .dockerignore where all of the build context is copied.',
  why: `
    \`COPY . .\` copies what lies in the directory: \`.git\`, dependencies of the host, build results, files with secrets. They
    make the image larger and end up in it, and each change of one of them builds the layer anew. An ignore file that has
    only exceptions (\`!file\`) excludes nothing. Only builds whose context is known are judged, once for each file: those
    of a Compose file, and a Dockerfile in the root of the project.
  `,
  sources: ['https://docs.docker.com/build/concepts/context/#dockerignore-files'],

  fixable: 'none',
  messages: {
    missing:
      'All of the build context is copied, and no .dockerignore says what to leave out. Add one with .git in it.',
    ineffective: 'All of the build context is copied, and {file} leaves nothing out. Write what is not needed into it.',
  },

  examples: [
    {
      title: 'No ignore file',
      bad: {
        Dockerfile: `
          FROM node:24
          WORKDIR /app
          COPY . .
        `,
      },
      good: {
        Dockerfile: `
          FROM node:24
          WORKDIR /app
          COPY . .
        `,
        '.dockerignore': `
          .git
          node_modules
        `,
      },
    },
    {
      title: 'An ignore file with exceptions only',
      bad: {
        Dockerfile: `
          FROM node:24
          WORKDIR /app
          COPY . .
        `,
        '.dockerignore': `
          # everything
          !src
        `,
      },
    },
  ],

  on: {
    File({ instructions }, { builds, project, report }) {
      for (const outer of instructions) {
        const at = broadSource(outer);
        if (!at) continue;
        const found = builds.map((build) => lackOf(project, build)).find((lack) => lack !== undefined);
        if (found?.kind === 'missing') report({ at, message: 'missing' });
        else if (found) report({ at, message: 'ineffective', data: { file: found.file } });
        return;
      }
    },
  },
});

type Lack = { readonly kind: 'missing' } | { readonly kind: 'ineffective'; readonly file: string };

/** What a context of the build lacks. Where nobody says what the context is, it is hardly below the root. */
function lackOf(project: Project, build: Build): Lack | undefined {
  for (const { ignoreFile, assumed } of contextsOf(project, build)) {
    if (ignoreFile === 'unknown' || (assumed && build.dockerfile.source.path.includes('/'))) continue;
    if (ignoreFile === 'missing') return { kind: 'missing' };
    const { file, source } = ignoreFile;
    if (file.patterns.every(({ negated }) => negated)) return { kind: 'ineffective', file: source.path };
  }
  return undefined;
}
