import { composeRule } from '@plimsoll/core/rule';
import { hostNamespace } from '../shared/host-namespaces.ts';

export default composeRule({
  id: 'compose/no-host-userns',
  aliases: ['kics/shared_host_user_namespace', 'kics/8af7162d-6c98-482f-868e-0d33fb675ca8', 'cis/5.31'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Leave the remapping of users on for services.',
  why: `
    An engine with \`userns-remap\` gives root of a container the id of an ordinary user on the host.
    \`userns_mode: host\` switches that off for one service: its root is the root of the host again. With an engine
    that does not remap, the key changes nothing.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#userns_mode',
    'https://docs.docker.com/engine/security/userns-remap/',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 668],
  securitySeverity: 5.3,

  fixable: 'unsafe',
  fixTitle: 'Remove userns_mode (with an engine that remaps, root of the service is then an ordinary user)',
  messages: {
    host: 'The service {service} is left out of the remapping of users, so its root is the root of the host wherever the engine remaps. Remove userns_mode: host.',
  },

  examples: [
    {
      title: 'Root of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            userns_mode: host
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
      const found = hostNamespace(service.usernsMode, service, project);
      if (found) report({ ...found, message: 'host' });
    },
  },
});
