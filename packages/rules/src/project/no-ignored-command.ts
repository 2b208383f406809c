import { projectRule } from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { aboutValue, mayReportMissing } from '../shared/service-places.ts';
import { looksLikeWindows } from '../shared/shipped-image.ts';

export default projectRule({
  id: 'project/no-ignored-command',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Give no command to an image whose ENTRYPOINT is in shell form.',
  why: `
    An ENTRYPOINT in shell form runs as \`/bin/sh -c "..."\`. What \`command\` says is handed to that shell as its
    positional parameters, which the script does not look at: the program starts as if there were no command at all.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example',
    'https://docs.docker.com/reference/compose-file/services/#command',
  ],

  fixable: 'none',
  messages: {
    ignored:
      'The command of {service} has no effect, since the ENTRYPOINT of its image is in shell form and passes no arguments on. Write that ENTRYPOINT as a JSON array, or set entrypoint in Compose.',
  },

  examples: [
    {
      title: 'A command for a shell form ENTRYPOINT',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              command: ["--port", "8080"]
        `,
        Dockerfile: `
          FROM debian:trixie-slim
          COPY server /usr/bin/server
          ENTRYPOINT /usr/bin/server
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
              command: ["--port", "8080"]
        `,
        Dockerfile: `
          FROM debian:trixie-slim
          COPY server /usr/bin/server
          ENTRYPOINT ["/usr/bin/server"]
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { command, entrypoint, name } = service;
      if (!command || command.state === 'unknown' || !command.value?.length) return;
      if (entrypoint || !mayReportMissing(service, application)) return;
      const built = builtImage(project, service, application);
      const own = built?.image.entrypoint;
      if (!built || own?.command.form !== 'shell' || looksLikeWindows(built.build.dockerfile)) return;
      if (looksAtArguments(own.command.script.text)) return;
      const about = aboutValue(command, service, project);
      report({
        ...about,
        message: 'ignored',
        data: { service: name },
        related: [...about.related, { at: own, label: 'the ENTRYPOINT in shell form' }],
      });
    },
  },
});

/** `$@`, `$*`, `$0` to `$9`, with or without braces. Other languages than a shell's may read theirs in other ways. */
function looksAtArguments(script: string): boolean {
  return /\$\{?[#!]?[@*\d]|\bshift\b|args/i.test(script);
}
