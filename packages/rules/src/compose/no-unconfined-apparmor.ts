import { composeRule } from '@plimsoll/core/rule';
import { unconfined } from '../shared/security-options.ts';

export default composeRule({
  id: 'compose/no-unconfined-apparmor',
  aliases: ['compose-lint/CL-0009', 'cis/5.2'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Keep the AppArmor profile on.',
  why: `
    Where the host has AppArmor (Debian, Ubuntu, SUSE), the engine's profile \`docker-default\` refuses mounts and writes
    to \`/proc\` and \`/sys\` even to root. \`apparmor=unconfined\` switches it off. A program that needs more can have a profile
    of its own. On hosts without AppArmor the option changes nothing.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#security_opt',
    'https://docs.docker.com/engine/security/apparmor/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 693],
  owasp: ['RULE #6'],
  securitySeverity: 7.1,

  fixable: 'unsafe',
  fixTitle: 'Remove the option (the profile docker-default then refuses mounts and writes to /proc)',
  messages: {
    unconfined:
      'No AppArmor profile holds for the service {service}, so nothing keeps it from mounts, from /proc and from kernel settings of the host where capabilities allow them. Remove apparmor=unconfined.',
  },

  examples: [
    {
      title: 'Switched off',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - apparmor=unconfined
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'The form with a colon, among others',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - apparmor:unconfined
              - no-new-privileges
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - no-new-privileges
      `,
    },
    {
      title: 'A profile of its own',
      good: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - apparmor=my-app
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      for (const found of unconfined(service, 'apparmor', project)) report({ ...found, message: 'unconfined' });
    },
  },
});
