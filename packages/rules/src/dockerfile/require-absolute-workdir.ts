import {
  type Build,
  dockerfileRule,
  environmentAt,
  expandWord,
  option,
  type WorkdirInstruction,
  wordParts,
} from '@plimsoll/core/rule';
import { isWindowsStage, looksLikeWindows } from '../shared/shipped-image.ts';
import { hasWorkdirBefore, isAbsolutePath } from '../shared/workdir-chain.ts';

export default dockerfileRule({
  id: 'dockerfile/require-absolute-workdir',
  aliases: [
    'buildkit/WorkdirRelativePath',
    'hadolint/DL3000',
    'trivy/DS-0009',
    'checkov/CKV_DOCKER_10',
    'kics/6b376af8-cfe8-49ab-a08d-f32de23661a4',
    'dockerfile-utils/WORKDIR_IS_NOT_ABSOLUTE',
    'semgrep/use-absolute-workdir',
    'droast/DF009',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Begin with an absolute path in WORKDIR.',
  why: `
    A relative path is added to the working directory of the base image, which is written elsewhere and may change with
    its next version. Once a stage, or a stage below it, has set an absolute one, a relative path is as clear. \`~\` is an
    ordinary character here.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/workdir-relative-path/',
    'https://docs.docker.com/reference/dockerfile/#workdir',
  ],

  fixable: 'none',
  options: {
    mode: option.oneOf(['first', 'always'], {
      default: 'first',
      summary: 'Report a relative path only where nothing before it sets the directory, or always.',
    }),
  },
  messages: {
    relative:
      'Where "{path}" lies depends on the working directory of the base image, which may change. Write an absolute path.',
    tilde:
      'WORKDIR does not expand "~": this is a directory of that name below the current one. Write the path of the home.',
  },

  examples: [
    {
      title: 'A relative path',
      bad: `
        FROM node:24
        WORKDIR app
      `,
      good: `
        FROM node:24
        WORKDIR /app
      `,
    },
    {
      title: 'Relative to a directory that the file sets',
      good: `
        FROM node:24 AS base
        WORKDIR /app

        FROM base
        WORKDIR server
      `,
    },
  ],

  on: {
    Workdir(workdir, { document, builds, options, report }) {
      const { value, stageIndex } = workdir;
      const stage = document.root.stages[stageIndex ?? -1];
      if (!value) return;
      const windows = looksLikeWindows(document);
      const isWindows = (one: Build): boolean => windows || (stage !== undefined && isWindowsStage(one, stage));
      const build = builds.find((one) => isRelative(one, workdir, isWindows(one)));
      if (!build || (options.mode === 'first' && stage && hasWorkdirBefore(build, stage, workdir))) return;
      const message = value.text.startsWith('~') ? 'tilde' : 'relative';
      if (message === 'tilde') report({ at: value, message });
      else report({ at: value, message, data: { path: value.text } });
    },
  },
});

/** What a variable at the head holds may be absolute, unless its value is known. */
function isRelative(build: Build, workdir: WorkdirInstruction, windows: boolean): boolean {
  const { value } = workdir;
  if (!value) return false;
  const expansion = expandWord(value, environmentAt(build, workdir));
  if (expansion.state === 'error') return false;
  const isWindows = windows || build.platform === undefined || build.platform.startsWith('windows');
  // Before the first FROM nothing is known of a stage's variables.
  if ('value' in expansion && (workdir.stageIndex !== undefined || expansion.unset.length === 0))
    return !isAbsolutePath(expansion.value, isWindows);
  const head = wordParts(value)?.[0];
  return head?.kind === 'literal' && !isAbsolutePath(head.value, isWindows);
}
