import { dockerfileRule, downloadsOf, flagOf, type ShellCommand } from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';
import { hostOf, isLoopback } from '../shared/hosts.ts';

const answered = [
  '--location',
  '--location-trusted',
  '--follow',
  '--head',
  '--config',
  '--help',
  '--version',
  '--max-redirs',
];

export default dockerfileRule({
  id: 'dockerfile/prefer-curl-location',
  aliases: ['tally/curl-should-follow-redirects'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['strict'],

  summary: 'Let curl follow redirects when it downloads.',
  why: `
    Without \`--location\` curl stops at a redirect and writes its empty page in place of the file. Servers move files and
    put mirrors before them, so that a URL that answers today redirects tomorrow. Requests that send something (\`-X\`,
    \`-d\`) and those to addresses and to the machine itself are left alone.
  `,
  sources: ['https://curl.se/docs/manpage.html#-L'],
  mentions: ['curl'],

  fixable: 'unsafe',
  fixTitle: 'Add --location, which follows redirects, to other servers too',
  messages: {
    missing:
      'curl stops where {host} redirects, and writes what the redirect says in place of the file. Add --location.',
  },

  examples: [
    {
      title: 'A download',
      bad: `
        FROM debian:13
        RUN curl -fsSo /tmp/app.tar.gz https://example.com/app.tar.gz
      `,
      good: `
        FROM debian:13
        RUN curl --location -fsSo /tmp/app.tar.gz https://example.com/app.tar.gz
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      const told = new Set<ShellCommand>();
      for (const download of downloadsOf(script)) {
        if (download.by !== 'curl' || told.has(download.command)) continue;
        const { command, arguments: args, url, urlPrefix } = download;
        told.add(command);
        const sends = args.flags.some(({ names }) => /^--(request|data|form|json|upload)/.test(names.at(-1) ?? ''));
        if (!args.complete || !args.operandsCertain || sends || answered.some((name) => flagOf(args, name))) continue;
        const host = hostOf(urlPrefix, url !== undefined);
        if (host === undefined || isLoopback(host) || !/^[a-z0-9.-]*\.[a-z][a-z0-9-]*$/.test(host)) continue;
        if (!command.nameWord || /^(?!https?:)[a-z]+:\/\//i.test(urlPrefix)) continue;
        report({
          at: command.nameWord,
          message: 'missing',
          data: { host },
          fix: () => insertWords(command.nameWord, '--location') ?? [],
        });
      }
    },
  },
});
