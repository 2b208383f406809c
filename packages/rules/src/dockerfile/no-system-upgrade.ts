import { argumentsOf, type CommandArguments, dockerfileRule, flagOf, option, shellCommands } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-system-upgrade',
  aliases: [
    'hadolint/DL3005',
    'hadolint/DL3017',
    'hadolint/DL3031',
    'hadolint/DL3035',
    'hadolint/DL3039',
    'trivy/DS-0024',
    'kics/682fe378-c180-4bd5-8a14-95fc285fb269',
    'kics/989ab888-7d1e-410f-9dde-c64a1d367bf2',
    'kics/09fda05e-da85-4ee7-ab8d-2800a5e6e756',
    'kics/8f6456be-0018-46db-9ce6-b3b6dc8d34d2',
    'kics/d4895357-dd49-4ba5-b726-1bb81cb50989',
    'dockerfilelint/apt-get-upgrade',
    'dockerfilelint/apt-get-dist-upgrade',
    'semgrep/avoid-apk-upgrade',
    'semgrep/avoid-apt-get-upgrade',
    'semgrep/avoid-dnf-update',
    'semgrep/avoid-yum-update',
    'semgrep/avoid-zypper-update',
    'droast/DF044',
    'droast/DF069',
  ],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['recommended'],
  mentions: ['apt', 'apk', 'yum', 'dnf', 'zypper'],

  summary: 'Take a newer base image instead of moving the distribution in a build.',
  why: `
    \`apt-get dist-upgrade\` and \`zypper dup\` may remove packages and replace what the base image is made of, with another
    result on every day that the cache misses. A newer base image brings the same, tested and in fewer layers.

    Plain upgrades are a matter of policy: they bring security fixes sooner, at the price of a build that can't be
    repeated. They are reported only with the option \`level: all\`.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often'],

  fixable: 'none',
  options: {
    level: option.oneOf(['dist', 'all'], {
      default: 'dist',
      summary: 'Only upgrades that may remove packages and move to another release, or every upgrade of all packages.',
    }),
  },
  messages: {
    distribution:
      '{command} replaces what the base image is made of, and may remove packages. Take a newer base image instead.',
    packages:
      '{command} upgrades every package of the base image, with another result on every day. Take a newer base image instead.',
  },

  examples: [
    {
      title: 'Another distribution',
      bad: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get -y dist-upgrade && rm -rf /var/lib/apt/lists/*
      `,
    },
    {
      title: 'Security fixes, and one package',
      good: `
        FROM fedora:43
        RUN dnf -y upgrade --security && dnf -y update openssl && dnf clean all
      `,
    },
  ],

  on: {
    Script(script, { options, report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const command of shellCommands(script)) {
        const args = argumentsOf(command);
        const message = args?.complete ? upgradeOf(args) : undefined;
        const at = args?.subcommandWords[0];
        if (!message || !at || (message === 'packages' && options.level === 'dist')) continue;
        report({ message, at, data: { command: `${command.name ?? args?.tool ?? ''} ${at.value ?? ''}` } });
      }
    },
  },
});

const distributionUpgrades = new Set([
  ...['apt-get full-upgrade', 'apt full-upgrade', 'aptitude full-upgrade', 'apt-get dselect-upgrade'],
  'zypper dist-upgrade',
]);
const packageUpgrades = new Set([
  ...['apt-get upgrade', 'apt upgrade', 'aptitude safe-upgrade', 'apk upgrade', 'yum update', 'yum upgrade-minimal'],
  ...['yum distro-sync', 'zypper update', 'zypper patch'],
]);

/** Nothing is changed, only what is named, or another system. */
const exempt = ['--simulate', '--dry-run', '--download-only', '--downloadonly', '--security', '--advisory', '--help'];

function upgradeOf(args: CommandArguments): 'distribution' | 'packages' | undefined {
  const name = `${args.tool} ${args.subcommands[0] ?? ''}`;
  const isExempt = args.operands.length > 0 || !args.operandsCertain || exempt.some((flag) => flagOf(args, flag));
  if (isExempt) return undefined;
  if (distributionUpgrades.has(name)) return 'distribution';
  return packageUpgrades.has(name) ? 'packages' : undefined;
}
