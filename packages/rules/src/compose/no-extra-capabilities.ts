import { composeRule } from '@plimsoll/core/rule';
import { addedCapabilities } from '../shared/added-capabilities.ts';

export default composeRule({
  id: 'compose/no-extra-capabilities',
  aliases: ['compose-lint/CL-0027'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Do not add capabilities that services seldom need.',
  why: `
    SYS_PTRACE, DAC_READ_SEARCH and some others stay within the container as a rule, but widen what an intruder can do
    there; DAC_READ_SEARCH opens files past the mounts on some set-ups. Capabilities of the default set that come back behind
    \`cap_drop: [ALL]\` are what hardening looks like and are not reported.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#cap_add',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250],
  owasp: ['RULE #3'],
  securitySeverity: 4.8,

  fixable: 'unsafe',
  fixTitle: 'Remove the capability (what the service does with it then fails)',
  messages: {
    added:
      'The service {service} has {capability}: with it a process {gives}. Remove it unless the service is there for just that.',
  },

  examples: [
    {
      title: 'A debugger',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - SYS_PTRACE
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'Hardened, with what it needs',
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
            cap_add: [CHOWN, SETUID, SETGID]
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      for (const found of addedCapabilities(service, 'unusual', project)) report({ ...found, message: 'added' });
    },
  },
});
