import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-shared-propagation',
  aliases: [
    'compose-lint/CL-0017',
    'kics/volume_mounted_in_multiple_containers',
    'kics/baa452f0-1f21-4a25-ace5-844e7a5f410d',
    'cis/5.20',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Do not let mounts of a service appear on the host.',
  why: `
    With the propagation \`shared\` or \`rshared\` what the service mounts below the directory shows up on the host and in other
    containers. Only programs that mount for others (FUSE, storage plugins) need that. \`slave\` and \`rslave\` lead the
    other way and are not reported; the default is \`rprivate\`.
  `,
  sources: [
    'https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation',
    'https://docs.docker.com/reference/compose-file/services/#volumes',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [668],
  securitySeverity: 3.9,

  fixable: 'none',
  messages: {
    shared:
      'What the service {service} mounts below {path} appears on the host and in other containers. Leave {mode} out unless it mounts for others.',
    volume:
      'What is mounted below the volume {volume} appears on the host and in other containers. Leave {mode} out unless a service mounts for others.',
  },

  examples: [
    {
      title: 'The short form',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./mnt:/mnt:rw,rshared
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./mnt:/mnt:rw
      `,
    },
    {
      title: 'The long form',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - type: bind
                source: ./mnt
                target: /mnt
                bind:
                  propagation: shared
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - type: bind
                source: ./mnt
                target: /mnt
                bind:
                  propagation: rslave
      `,
    },
    {
      title: 'By the options of a volume',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - mnt:/mnt
        volumes:
          mnt:
            driver_opts:
              type: none
              o: bind,rshared
              device: /srv/mnt
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - mnt:/mnt
        volumes:
          mnt:
            driver_opts:
              type: none
              o: bind
              device: /srv/mnt
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const { target, get } of service.volumes) {
        const option = get('bind.propagation');
        if (!option || (option.value !== 'shared' && option.value !== 'rshared')) continue;
        const data = { service: service.name, path: target?.value ?? 'it', mode: option.value };
        report({ ...aboutValue(option, service, project), message: 'shared', data });
      }
    },
    Application({ volumes }, { report }) {
      for (const { name, get } of volumes) {
        const options = get('driver_opts.o');
        const words = typeof options?.value === 'string' ? options.value.split(',') : [];
        const mode = words.find((word) => word === 'shared' || word === 'rshared');
        if (options && mode) report({ at: options.origin, message: 'volume', data: { volume: name, mode } });
      }
    },
  },
});
