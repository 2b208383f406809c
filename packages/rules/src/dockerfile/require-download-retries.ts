import { dockerfileRule, downloadsIn, environmentAt, flagOf, type Stage } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/require-download-retries',
  aliases: ['tally/prefer-curl-config'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: [],

  summary: 'Let curl try again when a download fails.',
  why: `
    A server that is busy for a second fails the whole build. \`--retry\` tries again after timeouts and passing errors;
    in a \`.curlrc\` it holds for each curl of a stage. wget tries twenty times by itself. Reported once for each stage.
  `,
  sources: ['https://curl.se/docs/manpage.html#--retry'],

  fixable: 'none',
  messages: {
    missing: 'curl gives up at the first passing error of the server. Add --retry 3, or COPY a .curlrc with it.',
  },

  examples: [
    {
      title: 'A download',
      bad: `
        FROM debian:13
        RUN curl -fsSLO https://example.com/app.tar.gz
      `,
      good: `
        FROM debian:13
        RUN curl -fsSLO --retry 3 https://example.com/app.tar.gz
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      const [build] = builds;
      if (!build || copiesConfiguration(stage)) return;
      for (const download of downloadsIn(build, stage)) {
        if (download.by !== 'curl' || !download.command.nameWord) continue;
        const { arguments: args, command, script } = download;
        if (!args.complete || flagOf(args, '--retry') || flagOf(args, '--config')) continue;
        if (environmentAt(build, script.instruction).bindingOf('CURL_HOME')) return;
        report({ at: command.nameWord ?? download, message: 'missing' });
        return;
      }
    },
  },
});

/** A file with curl's settings, by its usual names. */
function copiesConfiguration({ instructions }: Stage): boolean {
  return instructions.some(
    (instruction) =>
      (instruction.kind === 'Copy' || instruction.kind === 'Add') &&
      [...instruction.sources, instruction.destination].some((word) => /curlrc/.test(word?.text ?? '')),
  );
}
