import { composeRule } from '@plimsoll/core/rule';
import { hostNamespace } from '../shared/host-namespaces.ts';

export default composeRule({
  id: 'compose/no-host-uts',
  aliases: ['cis/5.21'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Keep services out of the host name namespace of the host.',
  why: `
    With \`uts: host\` a service has the name of the host. It can change it only with SYS_ADMIN, so that this alone
    gives little away; but nothing is gained by it either. A service gets a name of its own by \`hostname\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#uts',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [668],
  securitySeverity: 3.1,

  fixable: 'unsafe',
  fixTitle: 'Remove uts (the service then has a host name of its own)',
  messages: {
    host: 'The service {service} shares the host name of the host, which it could change with SYS_ADMIN. Remove uts: host; a name of its own comes from hostname.',
  },

  examples: [
    {
      title: 'The name of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            uts: host
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const found = hostNamespace(service.uts, service, project);
      if (found) report({ ...found, message: 'host' });
    },
  },
});
