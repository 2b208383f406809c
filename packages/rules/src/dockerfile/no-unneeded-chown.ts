import { type Build, dockerfileRule, effectiveUser } from '@plimsoll/core/rule';
import { agreedValue } from '../shared/agreed-value.ts';
import { isShippedInstruction } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-unneeded-chown',
  aliases: ['kics/aa93e17f-b6db-4162-9334-c70334e7ac28'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: [],

  summary: 'Leave the program to root, so that it can not change itself.',
  why: `
    A process that owns its own program can replace it, and so can whoever takes the process over. Files of root can be read
    and run by everyone, and only what the process writes needs to be its own. Reported is \`--chown\` to the user of
    the image where the whole context is copied, or a directory or file of programs is the destination.

    \`dockerfile/prefer-copy-chown\` asks for the opposite; turn on one of the two.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#copy---chown---chmod'],
  cwe: [732],
  securitySeverity: 2,

  fixable: 'none',
  messages: {
    owner:
      '{user} runs the program and owns it too, so that it can be replaced at run time. Leave --chown out, and own only what is written.',
  },

  examples: [
    {
      title: 'A program that owns itself',
      bad: `
        FROM node:24
        COPY --chown=node . /app
        USER node
      `,
      good: `
        FROM node:24
        COPY . /app
        USER node
      `,
    },
    {
      title: 'Data, and another owner',
      good: `
        FROM node:24
        COPY --chown=node data /var/lib/app
        COPY --chown=www-data . /srv
        USER node
      `,
    },
  ],

  on: {
    Copy(copy, { builds, report }) {
      const at = copy.flags.find(({ name }) => name === 'chown');
      const owner = at?.value && agreedValue(at.value, copy, builds)?.split(':', 1)[0];
      if (!at || !owner || !isShippedInstruction(copy, builds)) return;
      const isProgram =
        (!copy.from && copy.sources.some(({ text }) => text === '.' || text === './')) ||
        /(?:^|\/)s?bin(?:\/|$)/.test(copy.destination?.text ?? '');
      if (isProgram && builds.every((build) => userOf(build) === owner))
        report({ at, message: 'owner', data: { user: owner } });
    },
  },
});

function userOf(build: Build): string | undefined {
  const who = effectiveUser(build);
  return who?.kind === 'user' ? who.user : undefined;
}
