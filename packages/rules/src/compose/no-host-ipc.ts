import { composeRule } from '@plimsoll/core/rule';
import { hostMounts } from '../shared/host-mounts.ts';
import { hostNamespace } from '../shared/host-namespaces.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-host-ipc',
  aliases: [
    'compose-lint/CL-0010',
    'kics/shared_host_ipc_namespace',
    'kics/baa3890f-bed7-46f5-ab8f-1da8fc91c729',
    'cis/5.17',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { memory: 'warning' },

  summary: 'Keep services out of the shared memory of the host.',
  why: `
    With \`ipc: host\`, or with \`/dev/shm\` of the host mounted, a service can read and change what processes of the host
    hold in shared memory: databases, browsers, sound and graphics. More shared memory is a matter of \`shm_size\`;
    two services share theirs by \`ipc: shareable\` and \`ipc: service:NAME\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#ipc',
    'https://docs.docker.com/reference/compose-file/services/#shm_size',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 668],
  securitySeverity: 7.1,

  fixable: 'unsafe',
  fixTitle: 'Remove ipc (where it was there for more shared memory, set shm_size)',
  messages: {
    host: 'The service {service} shares the memory segments of the host, so it can read and change what processes there hold in them. Remove ipc: host; for more shared memory, set shm_size.',
    memory:
      'The service {service} mounts the shared memory of the host, so it can read and change what processes there hold in it. Set shm_size, or share that of a service by ipc: service:NAME.',
  },

  examples: [
    {
      title: 'The shared memory of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            ipc: host
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'Its files',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /dev/shm:/dev/shm
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            shm_size: 1gb
      `,
    },
    {
      title: 'Memory of another service',
      good: `
        services:
          app:
            image: example/app:1.4
            ipc: shareable
          worker:
            image: example/worker:1.0
            ipc: service:app
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const found = hostNamespace(service.ipc, service, project);
      if (found) report({ ...found, message: 'host' });
      if (service.provider) return;
      for (const { source, mount } of hostMounts(service)) {
        if (source !== '/dev/shm') continue;
        const data = { service: service.name };
        report({ ...aboutValue(mount, service, project), message: 'memory', data, fix: null });
      }
    },
  },
});
