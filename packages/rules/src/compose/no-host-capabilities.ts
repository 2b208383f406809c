import { composeRule } from '@plimsoll/core/rule';
import { addedCapabilities } from '../shared/added-capabilities.ts';

export default composeRule({
  id: 'compose/no-host-capabilities',
  aliases: ['compose-lint/CL-0011', 'compose-lint/CL-0028', 'compose-lint/CL-0029', 'compose-lint/CL-0030'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Do not add capabilities whose effect reaches the host.',
  why: `
    Some capabilities act on what a container shares with its host: clock, kernel log, audit, processor time, locked memory,
    network configuration. VPN and network tools need NET_ADMIN, which stays within the network of the service unless that is
    the host's; Elasticsearch and Vault lock memory by IPC_LOCK. Where the need is known, suppress the finding with
    the reason.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#cap_add',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250],
  owasp: ['RULE #3'],
  securitySeverity: 6.7,

  fixable: 'unsafe',
  fixTitle: 'Remove the capability (what the service does with it then fails)',
  messages: {
    added:
      'The service {service} has {capability}: with it a process {gives}. Remove it unless the service is there for just that.',
  },

  examples: [
    {
      title: 'A capability over the network',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - NET_ADMIN
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'With the prefix, in small letters',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
            cap_add:
              - cap_sys_time
              - chown
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
            cap_add:
              - chown
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      for (const found of addedCapabilities(service, 'host', project)) report({ ...found, message: 'added' });
    },
  },
});
