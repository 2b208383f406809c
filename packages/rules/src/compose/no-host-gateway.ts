import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-host-gateway',
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict'],

  summary: 'Give a container no name for the host without need.',
  why: `
    \`host-gateway\` gives the container the address of the host, where it reaches whatever listens there: databases
    on the bridge, agents, other projects. Some programs need just that; the list is for a review of the firewall of
    the host.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#extra_hosts',
    'https://docs.docker.com/reference/cli/docker/container/run/#add-host',
  ],
  cwe: [668],
  securitySeverity: 2.5,

  fixable: 'none',
  messages: {
    gateway:
      '{service} reaches the host as {host}, and with it all that listens there. Leave it out if nothing on the host is needed.',
  },

  examples: [
    {
      title: 'A name for the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            extra_hosts:
              - host.docker.internal:host-gateway
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            extra_hosts:
              - printer:192.168.1.20
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const { name, value, nameAt, origin } of service.variables('extra_hosts')) {
        // A list may part name and address by a colon.
        const [, host = name] = /^(.*)[:=]host-gateway$/.exec(name) ?? [];
        if (value?.value !== 'host-gateway' && host === name) continue;
        const about = aboutValue(value ?? { origin }, service, project);
        const at = value || !project.targets.has(nameAt.source.path) ? about.at : nameAt;
        report({ ...about, at, message: 'gateway', data: { service: service.name, host } });
      }
    },
  },
});
