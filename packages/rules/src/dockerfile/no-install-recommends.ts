import { dockerfileRule, flagOf, option, packageInstallsOf } from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';
import { aptRecommends, mayBeSet } from '../shared/manager-settings.ts';

export default dockerfileRule({
  id: 'dockerfile/no-install-recommends',
  aliases: [
    'hadolint/DL3015',
    'trivy/DS-0029',
    'kics/7384dfb2-fcd1-4fbf-91cd-6c44c318c33c',
    'dockerfilelint/apt-get_recommends',
    'semgrep/missing-no-install-recommends',
    'droast/DF016',
  ],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],
  mentions: ['apt-get', 'apt'],

  summary: 'Install only what is asked for with `apt-get install --no-install-recommends`.',
  why: `
    \`apt-get\` also installs what a package recommends: documentation viewers, mail servers, whole desktops at times. In an
    image that is size and attack surface that nobody asked for. Where a recommended package is needed after all, name it.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#apt-get',
    'https://manpages.debian.org/trixie/apt/apt-get.8.en.html',
  ],

  fixable: 'unsafe',
  fixTitle: 'Add --no-install-recommends; packages that were only recommended are missing then',
  options: {
    apt: option.boolean({ default: false, summary: 'Look at `apt install` too.' }),
  },
  messages: {
    recommends:
      '{command} brings recommended packages along that nothing here asks for. Add --no-install-recommends, and name those that are needed.',
  },

  examples: [
    {
      title: 'apt-get',
      bad: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
      `,
      good: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install --no-install-recommends -y curl && rm -rf /var/lib/apt/lists/*
      `,
    },
    {
      title: 'Set for the whole image',
      good: `
        FROM debian:trixie-slim
        RUN echo 'APT::Install-Recommends "false";' > /etc/apt/apt.conf.d/99-no-recommends
        RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*
      `,
    },
  ],

  on: {
    Script(script, { builds, options, report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const { manager, subcommand, arguments: args, packages, command } of packageInstallsOf(script)) {
        if (manager !== 'apt-get' && !(manager === 'apt' && options.apt)) continue;
        const at = args.subcommandWords[0];
        if (subcommand !== 'install' || !at || !args.complete || flagOf(args, '--no-install-recommends')) continue;
        if (flagOf(args, '--install-recommends') || flagOf(args, '--config-file') || flagOf(args, '--download-only')) {
          continue;
        }
        if (packages.length === 0 || packages.every(({ value }) => value !== undefined && isLocalFile(value))) continue;
        if (args.flags.some(({ names, value }) => names.includes('-o') && isRecommends(value?.value))) continue;
        if (mayBeSet(aptRecommends, script, builds)) continue;
        const edits = insertWords(at, '--no-install-recommends');
        report({
          message: 'recommends',
          at,
          data: { command: `${command.name ?? manager} install` },
          fix: edits && (() => edits),
        });
      }
    },
  },
});

const isLocalFile = (name: string): boolean => /^\.{0,2}\/|\.deb$/.test(name);

/** `-o APT::Install-Recommends=...` with any value shows that it was thought of; so may one that is not known. */
const isRecommends = (value: string | undefined): boolean =>
  value === undefined || /^APT::Install-Recommends=/i.test(value);
