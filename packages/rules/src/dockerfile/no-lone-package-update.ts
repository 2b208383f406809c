import {
  argumentsOf,
  type CommandArguments,
  dockerfileRule,
  flagOf,
  type InstructionScript,
  packageInstallsOf,
  type ShellCommand,
  shellCommands,
} from '@plimsoll/core/rule';
import { isMountedOver, removes } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-lone-package-update',
  aliases: [
    'trivy/DS-0017',
    'checkov/CKV_DOCKER_5',
    'kics/9bae49be-0aa3-4de5-bab2-4c3a069e40cd',
    'dockerfilelint/apt-get-update_require_install',
    'cis/4.7',
    'droast/DF028',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended', 'cis'],
  mentions: ['apt', 'apk', 'zypper', 'pacman'],

  summary: 'Refresh the package index in the same RUN that installs.',
  why: `
    The builder caches the RUN that refreshes by its text and never runs it again. Months later a changed install looks up
    old versions in old lists, gets 404 for packages that have moved on, or installs what has known holes. In one RUN both
    happen together.

    \`yum update\` and \`dnf update\` upgrade packages, and are no refresh. Nothing is reported where a local script runs in
    the same RUN, which may install, or where a cache mount keeps the lists.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#apt-get',
    'https://www.cisecurity.org/benchmark/docker',
  ],

  fixable: 'none',
  messages: {
    lone: '{command} is alone in its RUN, which the builder caches for good: what a later RUN installs comes from old lists. Refresh and install in one RUN.',
  },

  examples: [
    {
      title: 'Two RUNs',
      bad: `
        FROM debian:trixie-slim
        RUN apt-get update
        RUN apt-get install -y --no-install-recommends curl
      `,
      good: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
      `,
    },
    {
      title: 'A refresh of something else, and an upgrade',
      good: `
        FROM fedora:43
        RUN npm update && git submodule update && update-ca-certificates
        RUN dnf -y update && dnf clean all
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      const found = lastRefresh(script);
      const at = found?.args.subcommandWords[0] ?? found?.command.nameWord;
      if (!found || !at || keptPlaces.some((place) => isMountedOver(script, place))) return;
      const command = `${found.command.name ?? found.args.tool} ${found.args.subcommandWords[0]?.value ?? '-Sy'}`;
      report({ message: 'lone', at, data: { command } });
    },
  },
});

/** Below which mounts a refreshed index lasts from one RUN to the next. */
const keptPlaces = ['/var/lib/apt/lists', '/var/cache/apk', '/etc/apk/cache', '/var/cache/zypp', '/var/lib/pacman'];

const families: Readonly<Record<string, string>> = { 'apt-get': 'apt', apt: 'apt', aptitude: 'apt' };
const familyOf = (tool: string): string => families[tool] ?? tool;

interface Refresh {
  readonly command: ShellCommand;
  readonly args: CommandArguments;
}

/** The last refresh of the script that nothing behind it uses. */
function lastRefresh(script: InstructionScript): Refresh | undefined {
  const installs = new Set(packageInstallsOf(script).map(({ command }) => command));
  let found: Refresh | undefined;
  for (const command of shellCommands(script)) {
    const args = argumentsOf(command);
    if (args && isRefresh(args)) found = { command, args };
    // Lists that are gone again mislead nobody.
    else if (
      found &&
      (removes(command, keptPlaces, /apt|apk|zypp|list|cache/i) ||
        mayInstall(command) ||
        (args && usesIndex(args, installs.has(command), found)))
    )
      return undefined;
  }
  return found;
}

function isRefresh(args: CommandArguments): boolean {
  const [subcommand] = args.subcommands;
  switch (args.tool) {
    case 'apt-get':
    case 'apt':
    case 'aptitude':
    case 'apk':
      return subcommand === 'update';
    case 'zypper':
      return subcommand === 'refresh';
    case 'pacman':
      return (
        flagOf(args, '--sync') !== undefined &&
        flagOf(args, '--refresh') !== undefined &&
        flagOf(args, '--sysupgrade') === undefined &&
        args.operands.length === 0 &&
        args.complete
      );
    default:
      return false;
  }
}

const users = new Set([
  ...['install', 'reinstall', 'upgrade', 'full-upgrade', 'dselect-upgrade', 'safe-upgrade', 'build-dep', 'satisfy'],
  ...['source', 'download', 'add', 'fix', 'fetch', 'update', 'dist-upgrade', 'patch', 'source-install', 'search'],
  ...['show', 'list', 'policy', 'info'],
]);

function usesIndex(args: CommandArguments, installs: boolean, { args: refresh }: Refresh): boolean {
  if (familyOf(args.tool) !== familyOf(refresh.tool)) return false;
  const [subcommand] = args.subcommands;
  return installs || subcommand === undefined || users.has(subcommand) || args.tool === 'pacman' || !args.complete;
}

/**
 * A program that is not known, a script, a shell or an interpreter that reads a file, or another front end of the package
 * manager.
 */
function mayInstall({ name, nameWord, args }: ShellCommand): boolean {
  if (name === undefined) return nameWord !== undefined;
  if ((nameWord?.value ?? '').includes('/') && !/^\/(usr\/)?s?bin\/[^/]+$/.test(nameWord?.value ?? '')) return true;
  if (/\.(sh|bash|py|pl)$|install|^(apt-cache|apt-file|mk-build-deps|gdebi|dselect|tasksel|debootstrap)$/.test(name)) {
    return true;
  }
  const interpreters =
    /^((ba|da|a|z)?sh|source|\.|python[\d.]*|perl|ruby|node|make|ansible(-playbook)?|playwright|npx|npm|conda)$/;
  return interpreters.test(name) && args.length > 0;
}
