import { composeRule, option, type Service, type TextField } from '@plimsoll/core/rule';
import { removeItem } from '../shared/entry-edits.ts';
import { hostPath } from '../shared/host-mounts.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-host-devices',
  aliases: ['compose-lint/CL-0016', 'cis/5.18'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { kernel: 'warning', other: 'info' },

  summary: 'Do not hand disks and memory of the host to services.',
  why: `
    Whoever reads a disk reads every file on it, past all permissions, and whoever writes to it owns the host. The same goes
    for \`/dev\` as a whole. Memory devices and the kernel log tell addresses and, with further capabilities, contents of the
    kernel. Serial ports, sound, graphics, tunnels and KVM are not reported unless the option \`all\` asks for every device.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#devices',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 668],
  securitySeverity: 8.2,

  fixable: 'unsafe',
  fixTitle: 'Remove the device (what the service does with it then fails)',
  options: {
    all: option.boolean({ default: false, summary: 'Report every device of the host, as the CIS benchmark has it.' }),
    allow: option.strings({ default: [], summary: 'Paths of devices that services may have.' }),
  },
  messages: {
    disk: 'The service {service} gets the disk {device} of the host: past all permissions it reads, and may write, every file there. Mount the directory that it needs.',
    tree: 'The service {service} gets all devices of the host, its disks among them. Name those that it needs.',
    kernel:
      'The service {service} gets {device}, by which it sees into the kernel or the memory of the host. Remove it unless the service is there for just that.',
    other: 'The service {service} gets {device} of the host. Remove it unless the service needs it.',
  },

  examples: [
    {
      title: 'A disk',
      bad: `
        services:
          app:
            image: example/app:1.4
            devices:
              - /dev/sda:/dev/xvdc:r
              - /dev/snd
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            devices:
              - /dev/snd
      `,
    },
    {
      title: 'The kernel log, in the long form',
      bad: `
        services:
          app:
            image: example/app:1.4
            devices:
              - source: /dev/kmsg
                target: /dev/kmsg
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'All of them',
      bad: `
        services:
          app:
            image: example/app:1.4
            devices:
              - /dev:/dev
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'Every device is asked for',
      bad: `
        services:
          app:
            image: example/app:1.4
            devices:
              - /dev/ttyUSB0
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
      options: { all: true },
    },
    {
      title: 'What programs need',
      good: `
        services:
          app:
            image: example/app:1.4
            devices:
              - /dev/dri
              - /dev/net/tun
              - nvidia.com/gpu=all
      `,
    },
  ],

  on: {
    Service(service, { options, project, report }) {
      if (service.provider) return;
      for (const field of service.devices) {
        const device = field.value === undefined ? undefined : hostPath(field.value);
        if (device === undefined || options.allow.includes(device)) continue;
        const message = kindOf(device) ?? (options.all ? 'other' : undefined);
        if (!message) continue;
        const edit = removeDevice(
          field,
          service,
          (other) => !options.all && !kindOf(hostPath(other.value ?? '') ?? ''),
        );
        const common = { ...aboutValue(field, service, project), fix: edit ? () => [edit] : null };
        if (message === 'tree') report({ ...common, message, data: { service: service.name } });
        else report({ ...common, message, data: { service: service.name, device } });
      }
    },
  },
});

const disks =
  /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]+\d*|nvme\d.*|mmcblk\d.*|md\d.*|dm-\d+|(?:mapper|disk|md|zvol|rbd)(?:\/.*)?|rbd\d.*|loop(?:\d+|-control))$/;
const kernelDevices: ReadonlySet<string> = new Set(['/dev/mem', '/dev/kmem', '/dev/port', '/dev/kmsg']);

function kindOf(device: string): 'disk' | 'tree' | 'kernel' | undefined {
  if (device === '/dev') return 'tree';
  if (kernelDevices.has(device)) return 'kernel';
  return disks.test(device) && device !== '/dev/mapper/control' ? 'disk' : undefined;
}

/** Of several devices only one in the short form: in the long one it has several lines. */
function removeDevice(field: TextField, service: Service, harmless: (other: TextField) => boolean) {
  if (!field.origin.entry.list && service.devices.length > 1) return undefined;
  return removeItem(field, service.get('devices'), service.devices, harmless);
}
