import { composeRule } from '@plimsoll/core/rule';
import { addedCapabilities } from '../shared/added-capabilities.ts';

export default composeRule({
  id: 'compose/no-dangerous-capabilities',
  aliases: ['compose-lint/CL-0024'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Do not add capabilities that amount to root on the host.',
  why: `
    ALL, SYS_ADMIN, SYS_MODULE and SYS_RAWIO lead out of a container: through mounts, kernel modules or raw memory. With one
    of them the service is as good as privileged, and \`cap_drop: [ALL]\` beside it does not help. Most uses of
    SYS_ADMIN need a device, a mount option or a smaller capability only.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#cap_add',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250],
  owasp: ['RULE #3'],
  securitySeverity: 8.8,

  fixable: 'unsafe',
  fixTitle: 'Remove the capability (what the service does with it then fails)',
  messages: {
    added:
      'The service {service} has {capability}: with it a process {gives}, which leads to root on the host. Remove it, or add the smaller capability or the device that is meant.',
  },

  examples: [
    {
      title: 'The widest of them',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - SYS_ADMIN
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'Every capability, among others',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
            cap_add:
              - all
              - CHOWN
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
            cap_add:
              - CHOWN
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      for (const found of addedCapabilities(service, 'takeover', project)) report({ ...found, message: 'added' });
    },
  },
});
