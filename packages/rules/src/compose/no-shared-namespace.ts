import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-shared-namespace',
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: [],

  summary: 'Do not join the namespaces of other containers.',
  why: `
    Containers that share a namespace reach each other's processes, memory or network as if they were one; whoever
    gets into one is next door to the other. For a VPN in front of a service that is what is wanted, so that the rule is in no
    preset. \`container:NAME\` names a container that this project does not manage: it must be there first, and
    its replacement breaks what joined it.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#network_mode',
    'https://docs.docker.com/reference/compose-file/services/#pid',
    'https://docs.docker.com/reference/compose-file/services/#ipc',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [668],
  securitySeverity: 3.1,

  fixable: 'none',
  messages: {
    service:
      'The service {service} joins the {what} of {other}, so an intruder in one is in reach of the other. Keep them apart unless that is the purpose.',
    container:
      'The service {service} joins the {what} of the container {other}, which this project does not manage: it must run before, and its replacement breaks this one. Join a service by service:NAME.',
  },

  examples: [
    {
      title: 'Behind a VPN',
      bad: `
        services:
          app:
            image: example/app:1.4
            network_mode: service:vpn
          vpn:
            image: example/vpn:1.0
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'The processes of a container from elsewhere',
      bad: `
        services:
          app:
            image: example/app:1.4
            pid: container:web
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
      if (service.provider) return;
      const { name, networkMode, pid, ipc } = service;
      for (const [what, field] of [
        ['network', networkMode],
        ['processes', pid],
        ['shared memory', ipc],
      ] as const) {
        const joined = /^(service|container):(.+)$/.exec(field?.value ?? '');
        if (!field || !joined) continue;
        const message = joined[1] === 'service' ? 'service' : 'container';
        report({
          ...aboutValue(field, service, project),
          message,
          data: { service: name, what, other: joined[2] ?? '' },
        });
      }
    },
  },
});
