import { composeRule } from '@plimsoll/core/rule';
import { capabilityName } from '../knowledge/capabilities.ts';
import { hostNamespace } from '../shared/host-namespaces.ts';

export default composeRule({
  id: 'compose/no-host-pid',
  aliases: [
    'compose-lint/CL-0010',
    'kics/host_namespace_is_shared',
    'kics/4f31dd9f-2cc3-4751-9b53-67e4af83dac0',
    'cis/5.16',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Keep services out of the process namespace of the host.',
  why: `
    With \`pid: host\` a service sees every process of the host with its arguments and, as root, its environment through
    \`/proc\`; it can signal those of its own user, and with SYS_PTRACE read and change all of them.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#pid',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 668],
  securitySeverity: 7.5,

  fixable: 'unsafe',
  fixTitle: 'Remove pid (the service then sees its own processes only)',
  messages: {
    host: 'The service {service} sees every process of the host, with arguments and open files, and can signal those of its user. Remove pid: host.',
    ptrace:
      'The service {service} sees every process of the host, and with SYS_PTRACE it can read and change them, which is root on the host. Remove pid: host, or the capability.',
  },

  examples: [
    {
      title: 'The processes of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            pid: host
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'With a capability to look into them',
      bad: `
        services:
          app:
            image: example/app:1.4
            pid: host
            cap_add: [SYS_PTRACE]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_add: [SYS_PTRACE]
      `,
    },
    {
      title: 'The processes of another service',
      good: `
        services:
          app:
            image: example/app:1.4
          debug:
            image: example/debug:1.0
            pid: service:app
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const found = hostNamespace(service.pid, service, project);
      if (!found) return;
      const traces = service.capAdd.some(({ value }) => value !== undefined && capabilityName(value) === 'SYS_PTRACE');
      report({ ...found, message: traces ? 'ptrace' : 'host' });
    },
  },
});
