import { composeRule } from '@plimsoll/core/rule';
import { removeEntry } from '../shared/entry-edits.ts';
import { hostMounts } from '../shared/host-mounts.ts';
import { hostNamespace } from '../shared/host-namespaces.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-host-cgroup',
  aliases: ['kics/cgroup_not_default', 'kics/4d9f44c6-2f4a-4317-9bb5-267adbea0232', 'cis/5.25'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { readOnlyMount: 'info', parent: 'info' },

  summary: 'Keep services in control groups of their own.',
  why: `
    In the control group namespace of the host (\`cgroup: host\`), or with \`/sys/fs/cgroup\` mounted, a service sees
    the groups of all others; where it can write to them, it lifts limits, freezes processes, and with control groups
    of version 1 runs commands on the host (\`release_agent\`). A \`cgroup_parent\` puts it under the limits of another
    group, which may be none.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#cgroup',
    'https://docs.docker.com/reference/compose-file/services/#cgroup_parent',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 668],
  securitySeverity: 5.9,

  fixable: 'unsafe',
  fixTitle: 'Remove cgroup (the service then sees its own control group only)',
  messages: {
    host: 'The service {service} sees the control groups of the whole host. Remove cgroup: host, so that it sees its own.',
    mount:
      'The service {service} can write to the control groups of the host, by which it lifts limits and can get out of the container. Remove the mount, or mount it read-only.',
    readOnlyMount:
      'The service {service} sees the control groups of the whole host. Leave the mount out where the service does not measure the host.',
    parent:
      'The service {service} runs under the control group {parent}, so the limits of that group hold for it and not those that the engine sets. Remove cgroup_parent unless it is set up on the host.',
  },

  examples: [
    {
      title: 'The control groups of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            cgroup: host
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'A mount of them, for systemd in a container',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /sys/fs/cgroup:/sys/fs/cgroup:rw
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - data:/data
        volumes:
          data:
      `,
    },
    {
      title: 'Only to read',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /sys/fs/cgroup:/sys/fs/cgroup:ro
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cgroup: private
      `,
    },
    {
      title: 'Another parent',
      bad: `
        services:
          app:
            image: example/app:1.4
            cgroup_parent: m-batch
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
      const found = hostNamespace(service.cgroup, service, project);
      if (found) report({ ...found, message: 'host' });
      if (service.provider) return;
      const data = { service: service.name };
      for (const { source, mount, writable } of hostMounts(service)) {
        if (source !== '/sys/fs/cgroup' && !source.startsWith('/sys/fs/cgroup/')) continue;
        const message = writable ? 'mount' : 'readOnlyMount';
        report({ ...aboutValue(mount, service, project), message, data, fix: null });
      }
      const parent = service.get('cgroup_parent');
      if (!parent || typeof parent.value !== 'string' || parent.value === '') return;
      const edit = removeEntry(parent);
      report({
        ...aboutValue(parent, service, project),
        message: 'parent',
        data: { ...data, parent: parent.value },
        fix: edit ? () => [edit] : null,
        fixTitle: 'Remove cgroup_parent (the limits of that group then no longer hold for the service)',
      });
    },
  },
});
