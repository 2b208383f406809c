import { dockerfileRule, flagOf } from '@plimsoll/core/rule';
import { appendCommand } from '../shared/command-edits.ts';
import { isKeptLayer, isMountedOver, lastLeftover, removes } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-dnf-cache',
  aliases: [
    'hadolint/DL3032',
    'hadolint/DL3040',
    'trivy/DS-0015',
    'trivy/DS-0019',
    'trivy/DS-0027',
    'kics/00481784-25aa-4a55-8633-3136dfcf4f37',
    'kics/295acb63-9246-4b21-b441-7c1f1fb62dc0',
    'semgrep/missing-yum-clean-all',
    'semgrep/missing-dnf-clean-all',
    'droast/DF046',
    'droast/DF047',
  ],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],
  mentions: ['yum', 'dnf', 'tdnf'],

  summary: 'Run `dnf clean all` or `yum clean all` in the RUN that installs.',
  why: `
    \`dnf\`, \`yum\`, \`microdnf\` and \`tdnf\` keep the metadata of every repository, 50 to 250 MB, and it stays in the layer
    unless the RUN that fetched it removes it. A later RUN only hides it.

    Judged are the stages that end up in an image. A mount over the cache directory keeps it out too.
  `,
  sources: ['https://dnf.readthedocs.io/en/latest/command_ref.html#clean-command'],

  fixable: 'unsafe',
  fixTitle: 'Clean up behind the last install; a later RUN has to fetch the metadata again',
  messages: {
    metadata: '{command} leaves its metadata in the layer. End the same RUN with {manager} clean all.',
  },

  examples: [
    {
      title: 'Metadata that stays',
      bad: `
        FROM fedora:43
        RUN dnf install -y git-core
      `,
      good: `
        FROM fedora:43
        RUN dnf install -y git-core && dnf clean all
      `,
    },
    {
      title: 'A mount, or a removal by hand',
      good: `
        FROM fedora:43
        RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y git-core
        RUN dnf install -y jq && rm -rf /var/cache/libdnf5
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (!isKeptLayer(script, builds) || caches.some((path) => isMountedOver(script, path))) return;
      const found = lastLeftover(script, {
        leaves: (args) =>
          args.tool === 'yum' &&
          leaving.has(args.subcommands.join(' ')) &&
          notHere.every((name) => flagOf(args, name) === undefined),
        cleans: (command, args, leftover) =>
          removes(command, caches, /cache|yum|dnf/i) ||
          (args?.tool === 'yum' &&
            args.subcommands[0] === 'clean' &&
            familyOf(command.name) === familyOf(leftover.command.name) &&
            args.operands.some(({ value }) => value === 'all' || value === undefined)),
      });
      const at = found?.args.subcommandWords[0];
      if (!found || !at) return;
      const manager = found.command.name ?? 'dnf';
      const edits = appendCommand(script, found.command, `${manager} clean all`);
      const data = { command: `${manager} ${at.value ?? ''}`, manager };
      report({ message: 'metadata', at, data, fix: edits && (() => edits) });
    },
  },
});

const caches = ['/var/cache/yum', '/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/tdnf'];
/** The packages go elsewhere, nothing is fetched, or the caller chose. */
const notHere = ['--installroot', '--cacheonly', '--downloadonly', '--help'];
const leaving = new Set([
  ...['install', 'groupinstall', 'localinstall', 'reinstall', 'update', 'upgrade-minimal', 'update-to', 'distro-sync'],
  ...['group install', 'module install', 'builddep', 'swap', 'downgrade', 'makecache'],
]);

/** `yum` is `dnf` where both are there, and cleans the same directory; the small ones have their own. */
function familyOf(name: string | undefined): string {
  return name === 'microdnf' || name === 'tdnf' ? name : 'dnf';
}
