import { composeRule, type Service } from '@plimsoll/core/rule';
import { capabilityName } from '../knowledge/capabilities.ts';
import { removeItem } from '../shared/entry-edits.ts';
import { hostMounts } from '../shared/host-mounts.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-wildcard-device-rule',
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Name single devices in rules for control groups.',
  why: `
    A rule such as \`b *:* rwm\` opens all disks: with MKNOD, which containers have unless it is dropped, the service makes
    itself the device file and reads and writes the host's disk. \`c 188:* rmw\`, all adapters of one kind, is fine; \`a\` and
    \`*:*\` open everything.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#device_cgroup_rules',
    'https://docs.kernel.org/admin-guide/cgroup-v1/devices.html',
  ],
  cwe: [250],
  securitySeverity: 8.2,

  fixable: 'unsafe',
  fixTitle: 'Remove the rule (devices that it opened are then closed)',
  messages: {
    all: 'The rule {rule} opens every device of the host to {service}, its disks among them. Name a type, a major and a minor number.',
    disks:
      'The rule {rule} opens disks of the host to {service}, which then reads and writes every file there. Name a minor number, or mount a directory.',
  },

  examples: [
    {
      title: 'Everything',
      bad: `
        services:
          app:
            image: example/app:1.4
            device_cgroup_rules:
              - "a *:* rwm"
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'All disks of a kind',
      bad: `
        services:
          app:
            image: example/app:1.4
            device_cgroup_rules:
              - "c 188:* rmw"
              - "b 8:* rmw"
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            device_cgroup_rules:
              - "c 188:* rmw"
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider || !canUseDevices(service)) return;
      const rules = service.texts('device_cgroup_rules');
      for (const field of rules) {
        const message = opened(field.value ?? '');
        if (!message || field.value === undefined) continue;
        const edit = removeItem(
          field,
          service.get('device_cgroup_rules'),
          rules,
          (other) => !opened(other.value ?? ''),
        );
        report({
          ...aboutValue(field, service, project),
          message,
          data: { service: service.name, rule: field.value },
          fix: edit ? () => [edit] : null,
        });
      }
    },
  },
});

/** Major numbers of disks (Linux, Documentation/admin-guide/devices.txt; device mapper and NVMe are usual, not fixed). */
const diskMajors: ReadonlySet<string> = new Set(['*', '8', '9', '65', '66', '179', '202', '252', '253', '254', '259']);

function opened(rule: string): 'all' | 'disks' | undefined {
  const [, type, major = '', minor] = /^([abc])\s+(\d+|\*):(\d+|\*)\s+[rwm]+$/.exec(rule.trim()) ?? [];
  if (type === 'a' || (type === 'c' && major === '*')) return 'all';
  return type === 'b' && minor === '*' && diskMajors.has(major) ? 'disks' : undefined;
}

/** False if the service can neither make a device file nor has those of the host. Unknown counts as false. */
function canUseDevices(service: Service): boolean {
  const { capAdd, capDrop } = service;
  if (hostMounts(service).some(({ source }) => source === '/dev')) return true;
  const names = (fields: typeof capAdd) =>
    fields.map(({ value }) => (value === undefined ? '' : capabilityName(value)));
  const adds = names(capAdd);
  if (adds.includes('MKNOD') || adds.includes('ALL')) return true;
  return !names(capDrop).some((name) => name === 'ALL' || name === 'MKNOD' || name === '');
}
