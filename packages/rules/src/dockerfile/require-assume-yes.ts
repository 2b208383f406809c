import {
  argumentsOf,
  type CommandArguments,
  countFlag,
  dockerfileRule,
  flagOf,
  type ShellCommand,
  shellCommands,
} from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';
import { aptAssumeYes, dnfAssumeYes, mayBeSet } from '../shared/manager-settings.ts';

export default dockerfileRule({
  id: 'dockerfile/require-assume-yes',
  aliases: [
    'hadolint/DL3014',
    'hadolint/DL3030',
    'hadolint/DL3034',
    'hadolint/DL3038',
    'trivy/DS-0021',
    'kics/77783205-c4ca-4f80-bb80-c777f267c547',
    'kics/6e19193a-8753-436d-8a09-76dcff91bb03',
    'kics/7ebd323c-31b7-4e5b-b26f-de5e9e477af8',
    'kics/45e1fca5-f90e-465d-825f-c2cb63fa3944',
    'dockerfilelint/apt-get_missing_param',
    'semgrep/missing-assume-yes-switch',
    'semgrep/missing-yum-assume-yes-switch',
    'semgrep/missing-dnf-assume-yes-switch',
    'semgrep/missing-zypper-no-confirm-switch',
    'droast/DF015',
    'droast/DF027',
    'droast/DF043',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  mentions: ['apt-get', 'apt', 'yum', 'dnf', 'tdnf', 'zypper'],

  summary: 'Tell package managers not to ask.',
  why: `
    A build has nobody to answer. As soon as a package brings another one along, \`apt-get\`, \`yum\`, \`dnf\` and
    \`zypper\` ask whether to go on, read nothing, and give up: the build fails, perhaps only on the day when a package
    gets its first dependency. \`DEBIAN_FRONTEND=noninteractive\` silences what packages ask, not this question.

    A \`yes |\` before the command, and a configuration that is written or copied in earlier, are answers too.
  `,
  sources: [
    'https://manpages.debian.org/trixie/apt/apt-get.8.en.html',
    'https://dnf.readthedocs.io/en/latest/command_ref.html',
    'https://en.opensuse.org/SDB:Zypper_manual',
  ],

  fixable: 'safe',
  fixTitle: 'Do not ask',
  messages: {
    apt: '{command} asks before it goes on, and a build has nobody to answer. Add -y.',
    dnf: '{command} asks before it goes on, and a build has nobody to answer. Add -y.',
    zypper: '{command} asks before it goes on, and a build has nobody to answer. Add -n before the subcommand.',
  },

  examples: [
    {
      title: 'apt-get',
      bad: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
      `,
      good: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
      `,
    },
    {
      title: 'dnf',
      bad: `
        FROM fedora:43
        RUN dnf install git-core && dnf clean all
      `,
      good: `
        FROM fedora:43
        RUN dnf install -y git-core && dnf clean all
      `,
    },
    {
      title: 'zypper',
      bad: `
        FROM opensuse/leap:16.0
        RUN zypper install git-core && zypper clean --all
      `,
      good: `
        FROM opensuse/leap:16.0
        RUN zypper -n install git-core && zypper clean --all
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const command of shellCommands(script)) {
        const args = argumentsOf(command);
        const message = args && asking(args);
        const at = args?.subcommandWords[0];
        if (!message || !at || !args.complete || isAnswered(command) || args.flags.some(({ known }) => !known))
          continue;
        if (message === 'apt' && mayBeSet(aptAssumeYes, script, builds)) continue;
        if (message === 'dnf' && mayBeSet(dnfAssumeYes, script, builds)) continue;
        // The option is there for others' sake: "does nothing, we always assume yes".
        if (command.name === 'microdnf') continue;
        const name = command.name === undefined ? args.tool : command.name;
        const flagged = message === 'zypper' ? command.nameWord : at;
        const edits = insertWords(flagged, message === 'zypper' ? '-n' : '-y');
        report({ message, at, data: { command: `${name} ${at.value ?? ''}` }, fix: edits && (() => edits) });
      }
    },
  },
});

const aptAsks = new Set([
  ...['install', 'reinstall', 'remove', 'purge', 'autoremove', 'auto-remove', 'autopurge', 'upgrade', 'full-upgrade'],
  ...['dselect-upgrade', 'satisfy', 'build-dep'],
]);
const dnfAsks = new Set([
  ...['install', 'groupinstall', 'localinstall', 'reinstall', 'update', 'upgrade-minimal', 'update-to', 'distro-sync'],
  ...['downgrade', 'swap', 'remove', 'groupremove', 'autoremove', 'builddep', 'group install', 'module install'],
]);
const zypperAsks = new Set(['install', 'remove', 'update', 'dist-upgrade', 'patch', 'source-install']);

/** The message for a command that asks; undefined for one that does not, or is told what to answer. */
function asking(args: CommandArguments): 'apt' | 'dnf' | 'zypper' | undefined {
  const subcommand = args.subcommands.join(' ');
  const has = (flag: string): boolean => flagOf(args, flag) !== undefined;
  switch (args.tool) {
    case 'apt-get':
    case 'apt':
      return aptAsks.has(subcommand) && !isAptAnswered(args) ? 'apt' : undefined;
    case 'yum':
      if (!dnfAsks.has(subcommand) || has('-y') || has('--assumeno') || has('--downloadonly') || has('--help')) return;
      return hasSetting(args, '--setopt', /^(\w+\.)?assumeyes=(1|true|yes|on)$/i) ? undefined : 'dnf';
    case 'zypper':
      if (!zypperAsks.has(subcommand) || has('--non-interactive') || has('-y') || has('--dry-run')) return undefined;
      return has('--help') ? undefined : 'zypper';
    default:
      return undefined;
  }
}

function isAptAnswered(args: CommandArguments): boolean {
  const answers = [
    '-y',
    '--assume-no',
    '--force-yes',
    '--simulate',
    '--download-only',
    '--print-uris',
    '--trivial-only',
  ];
  if ([...answers, '--help', '--config-file'].some((flag) => flagOf(args, flag) !== undefined)) return true;
  // Two of -q answer with yes, and so does a level of two.
  const level = flagOf(args, '-q')?.value;
  if (countFlag(args, '-q') >= 2 || (level && level.value !== '1' && level.value !== '0')) return true;
  return hasSetting(args, '-o', /^APT::Get::Assume-(Yes|No)=|^quiet=[2-9]/i);
}

const hasSetting = ({ flags }: CommandArguments, name: string, setting: RegExp): boolean =>
  flags.some(
    ({ names, value }) => names.includes(name) && value && (value.value === undefined || setting.test(value.value)),
  );

/** Something is fed in: `yes |`, a file, a heredoc. What `xargs` runs reads nothing. */
function isAnswered({ context, redirections, wrappers }: ShellCommand): boolean {
  if (wrappers.some(({ name }) => name === 'xargs')) return false;
  if (context.pipelineIndex > 0 || wrappers.some(({ name }) => name === 'expect')) return true;
  return redirections.some(({ operator, descriptor }) => operator.startsWith('<') && (descriptor ?? 0) === 0);
}
