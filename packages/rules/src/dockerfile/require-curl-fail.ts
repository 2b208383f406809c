import { dockerfileRule, downloadsOf, flagOf, type ShellCommand } from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';

/** With these curl fails already, asks only for headers, tells the status, or reads its flags from a file. */
const answered = [
  '--fail',
  '--fail-with-body',
  '--head',
  '--write-out',
  '--config',
  '--help',
  '--version',
  '--upload-file',
];

export default dockerfileRule({
  id: 'dockerfile/require-curl-fail',
  aliases: ['droast/DF035'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['strict'],

  summary: 'Let curl fail when the server answers with an error.',
  why: `
    Without \`--fail\` curl takes the page of a 404 or 500 for the content and succeeds: the build goes on with a file that
    holds an error message, and a health check takes a broken service for a healthy one. Commands that look at the status
    themselves (\`--write-out\`, \`--head\`) are left alone.
  `,
  sources: ['https://curl.se/docs/manpage.html#-f'],
  mentions: ['curl'],

  fixable: 'unsafe',
  fixTitle: 'Add --fail, so that the step stops at an answer with an error',
  messages: {
    missing: 'curl succeeds even if the server answers with an error page. Add --fail.',
  },

  examples: [
    {
      title: 'A download',
      bad: `
        FROM debian:13
        RUN curl -sSLo /tmp/app.tar.gz https://example.com/app.tar.gz
      `,
      good: `
        FROM debian:13
        RUN curl --fail -sSLo /tmp/app.tar.gz https://example.com/app.tar.gz
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      const { kind } = script.instruction;
      if (kind !== 'Run' && kind !== 'Healthcheck') return;
      const told = new Set<ShellCommand>();
      for (const download of downloadsOf(script)) {
        if (download.by !== 'curl' || told.has(download.command)) continue;
        const { command, arguments: args, urlPrefix } = download;
        told.add(command);
        if (!args.complete || !args.operandsCertain || answered.some((name) => flagOf(args, name))) continue;
        if (!command.nameWord || /^(?!https?:)[a-z]+:\/\//i.test(urlPrefix)) continue;
        report({ at: command.nameWord, message: 'missing', fix: () => insertWords(command.nameWord, '--fail') ?? [] });
      }
    },
  },
});
