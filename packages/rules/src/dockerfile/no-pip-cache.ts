import {
  type Build,
  type CommandArguments,
  dockerfileRule,
  flagOf,
  type InstructionScript,
  option,
  packageInstallsOf,
  type ShellCommand,
  shellCommands,
} from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';
import { mayBeSet, pipNoCache } from '../shared/manager-settings.ts';
import { hasMount, isKeptLayer, removesInHome } from '../shared/package-caches.ts';
import { variableOf } from '../shared/script-variables.ts';

export default dockerfileRule({
  id: 'dockerfile/no-pip-cache',
  aliases: [
    'hadolint/DL3042',
    'kics/f2f903fb-b977-461e-98d7-b3e2185c6118',
    'semgrep/missing-pip-no-cache-dir',
    'droast/DF030',
  ],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],
  mentions: ['pip', 'pip3', 'pip2'],

  summary: 'Install with `pip install --no-cache-dir`.',
  why: `
    \`pip\` keeps what it downloads and builds in \`~/.cache/pip\`, where nothing uses it again once the image is built; it can
    double the size of the layer. \`ENV PIP_NO_CACHE_DIR=1\` says it once for all, and a cache mount keeps the cache without
    keeping it in the layer.

    Judged are the stages that end up in an image. \`PIP_NO_CACHE_DIR\` switches the cache off whatever its value is:
    \`pip\` reads \`0\` and \`off\` like \`1\`.
  `,
  sources: ['https://pip.pypa.io/en/stable/topics/caching/#disabling-caching'],

  fixable: 'safe',
  fixTitle: 'Add --no-cache-dir',
  options: {
    environment: option.oneOf(['any', 'true'], {
      default: 'any',
      summary:
        'Which values of PIP_NO_CACHE_DIR count: any, as pip has it, or only those that mean yes, as hadolint has it.',
    }),
  },
  messages: {
    cache: '{command} keeps what it downloads in the layer. Add --no-cache-dir.',
  },

  examples: [
    {
      title: 'A cache that stays',
      bad: `
        FROM python:3.13-slim
        RUN pip install -r requirements.txt
      `,
      good: `
        FROM python:3.13-slim
        RUN pip install --no-cache-dir -r requirements.txt
      `,
    },
    {
      title: 'Switched off for the whole image, or mounted',
      good: `
        FROM python:3.13-slim AS base
        ENV PIP_NO_CACHE_DIR=1
        RUN pip install -r requirements.txt
        FROM python:3.13-slim
        RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
      `,
    },
  ],

  on: {
    Script(script, { builds, options, report }) {
      if (!isKeptLayer(script, builds) || hasMount(script, isPipCache)) return;
      const installs = packageInstallsOf(script).filter(({ manager }) => manager === 'pip');
      if (installs.length === 0 || mayBeSet(pipNoCache, script, builds)) return;
      const commands = shellCommands(script);
      for (const { arguments: args, command } of installs) {
        const at = args.subcommandWords[0];
        if (!at || !args.complete || isElsewhere(args) || args.flags.some(({ known }) => !known)) continue;
        if (isSwitchedOff(command, script, builds, options.environment === 'true')) continue;
        if (commands.slice(commands.indexOf(command) + 1).some(cleans)) continue;
        const edits = insertWords(at, '--no-cache-dir');
        const data = { command: `${command.name ?? 'pip'} install` };
        report({ message: 'cache', at, data, fix: edits && (() => edits) });
      }
    },
  },
});

const isPipCache = (target: string): boolean => /(^|\/)(\.cache|pip[^/]*)(\/|$)/.test(target) || target === '/root';

/** Nothing is cached, or where the caller wants it. */
const isElsewhere = (args: CommandArguments): boolean =>
  ['--no-cache-dir', '--cache-dir', '--no-index', '--dry-run', '--help'].some((name) => flagOf(args, name));

/** Where variables put the cache is not followed. */
const movers = ['PIP_CACHE_DIR', 'XDG_CACHE_HOME', 'PIP_CONFIG_FILE'];

function isSwitchedOff(
  command: ShellCommand,
  script: InstructionScript,
  builds: readonly Build[],
  mustBeTrue: boolean,
): boolean {
  if (movers.some((name) => variableOf(name, command, script, builds))) return true;
  const off = variableOf('PIP_NO_CACHE_DIR', command, script, builds);
  if (!off || off.state === 'unknown') return off !== undefined;
  // An empty variable is as none.
  return mustBeTrue ? /^(1|true|yes|on|t|y)$/i.test(off.value) : off.value !== '';
}

const cleans = (command: ShellCommand): boolean =>
  removesInHome(command, '.cache/pip') ||
  (/^pip[\d.]*$|^python/.test(command.name ?? '') &&
    command.args.some(({ value }) => value === 'purge') &&
    command.args.some(({ value }) => value === 'cache'));
