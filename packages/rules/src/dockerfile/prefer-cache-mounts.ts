import {
  dockerfileRule,
  effectiveUserAt,
  insertAfter,
  option,
  type PackageInstall,
  packageInstallsOf,
} from '@plimsoll/core/rule';
import { type CachePlace, cachePlaces } from '../knowledge/package-caches.ts';
import { hasMount } from '../shared/package-caches.ts';
import { isWindowsStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-cache-mounts',
  aliases: [
    'tally/prefer-package-cache-mounts',
    'tally/js/node-gyp-cache-mounts',
    'tally/ruby/prefer-bundler-cache-mount',
  ],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: [],
  mentions: Object.keys(cachePlaces),

  summary: 'Give package managers a cache mount.',
  why: `
    With \`--mount=type=cache\` downloads survive from one build to the next, although the layer is made anew, and nothing of
    them ends up in the image. This is the other way beside cleaning up in the same RUN, so that it is in no preset: use
    it in place of the rules on leftover caches. For \`apt\` the hook \`docker-clean\` of the official images has to be removed
    first, or the mount stays empty.
  `,
  sources: ['https://docs.docker.com/build/cache/optimize/#use-cache-mounts'],

  fixable: 'unsafe',
  fixTitle: 'Add the cache mount; the cache is kept on the builder, outside of the image',
  options: {
    managers: option.strings({
      default: Object.keys(cachePlaces),
      summary: 'The package managers to look at.',
    }),
  },
  messages: {
    mount:
      '{manager} downloads everything again when this layer is built anew. Add --mount=type=cache,target={target}.',
  },

  examples: [
    {
      title: 'npm',
      bad: `
        FROM node:24-slim
        COPY package.json package-lock.json ./
        RUN npm ci
      `,
      good: `
        FROM node:24-slim
        COPY package.json package-lock.json ./
        RUN --mount=type=cache,target=/root/.npm npm ci
      `,
    },
  ],

  on: {
    Script(script, { builds, options, report }) {
      const { instruction } = script;
      const [build] = builds;
      const stage = build?.dockerfile.root.stages[instruction.stageIndex ?? -1];
      if (instruction.kind !== 'Run' || !build || !stage || isWindowsStage(build, stage)) return;
      // A cache mount of whatever target shows that it was thought of: managers can be told where their cache is.
      if (hasMount(script, () => true)) return;
      const user = effectiveUserAt(build, instruction);
      // A base that says nothing of its user starts as root, as nearly all do.
      const isRoot = user?.kind !== 'user' || user.user === 'root' || user.user === '0';
      for (const install of packageInstallsOf(script)) {
        const place = options.managers.includes(install.manager) ? placeOf(install) : undefined;
        if (!place || (!isRoot && place.inHome)) continue;
        const flag = ` --mount=type=cache,target=${place.target}${place.isLocked ? ',sharing=locked' : ''}`;
        const data = { manager: install.manager, target: place.target };
        report({
          message: 'mount',
          at: install.command.nameWord ?? install,
          data,
          fix: () => [insertAfter(instruction.keyword, flag)],
        });
        return;
      }
    },
  },
});

const placeOf = ({ manager }: PackageInstall): CachePlace | undefined => cachePlaces[manager];
