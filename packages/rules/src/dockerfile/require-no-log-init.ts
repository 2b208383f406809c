import { argumentsOf, dockerfileRule, flagOf, shellCommands } from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';

export default dockerfileRule({
  id: 'dockerfile/require-no-log-init',
  aliases: ['hadolint/DL3046', 'droast/DF064'],
  since: '0.1.0',
  category: 'performance',
  severity: 'warning',
  presets: ['recommended'],
  mentions: ['useradd'],

  summary: 'Create users with a large UID with `useradd --no-log-init`.',
  why: `
    \`useradd\` enters each user into \`/var/log/lastlog\` and \`/var/log/faillog\`, at an offset that grows with the UID. The
    files are sparse, but layers are not: with a UID of ten digits the image grows by gigabytes.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#user', 'https://github.com/moby/moby/issues/5419'],

  fixable: 'safe',
  fixTitle: 'Add -l (--no-log-init)',
  messages: {
    sparse: 'useradd with the UID {uid} writes sparse log files that fill the layer. Add -l (--no-log-init).',
  },

  examples: [
    {
      title: 'A UID of six digits',
      bad: `
        FROM debian:trixie-slim
        RUN useradd --uid 100001 app
      `,
      good: `
        FROM debian:trixie-slim
        RUN useradd -l --uid 100001 app
      `,
    },
    {
      title: 'A small UID, and a tool that writes no such log',
      good: `
        FROM alpine:3.22
        RUN adduser -D -u 100001 app
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const command of shellCommands(script)) {
        const args = command.name === 'useradd' ? argumentsOf(command) : undefined;
        const at = args && flagOf(args, '--uid')?.value;
        if (!args?.complete || !at || !/^0*[1-9]\d{5,}$/.test(at.value ?? '')) continue;
        if (flagOf(args, '--no-log-init') || args.flags.some(({ known }) => !known)) continue;
        const edits = insertWords(command.nameWord, '-l');
        report({ message: 'sparse', at, data: { uid: at.value ?? '' }, fix: edits && (() => edits) });
      }
    },
  },
});
