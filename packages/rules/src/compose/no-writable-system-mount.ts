import { composeRule } from '@plimsoll/core/rule';
import { hostPathAt } from '../knowledge/host-paths.ts';
import { boundVolumes, hostMounts } from '../shared/host-mounts.ts';
import { makeReadOnly } from '../shared/mount-edits.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-writable-system-mount',
  aliases: ['compose-lint/CL-0025'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Do not give services directories of the host that they could take it over by.',
  why: `
    Whoever can write to \`/etc\`, \`/root\`, \`/boot\`, the programs of the host, the data of the engine or the crontabs is root on
    the host: one file is enough. Read-only such a mount still tells a lot (see \`compose/no-sensitive-mount\`) but
    changes nothing. Directories of single programs below \`/etc\` and \`/var/lib\` are not meant.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#volumes',
    'https://docs.docker.com/engine/storage/bind-mounts/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 732],
  owasp: ['RULE #8'],
  securitySeverity: 8.8,

  fixable: 'unsafe',
  fixTitle: 'Make the mount read-only (the service can then no longer change it)',
  messages: {
    writable:
      'The service {service} can write to {path} of the host, which holds {holds}, so whoever gets into it becomes root there. Mount it read-only, or less of it.',
    volume:
      'The volume {volume} is {path} of the host, which holds {holds}, so whoever can write to it becomes root there. Use a directory of its own.',
  },

  examples: [
    {
      title: 'Accounts and services of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /etc:/host/etc
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /etc:/host/etc:ro
      `,
    },
    {
      title: 'In the long form',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - type: bind
                source: /var/lib/docker/volumes
                target: /backup
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - type: bind
                source: /var/lib/docker/volumes
                target: /backup
                read_only: true
      `,
    },
    {
      title: 'As a volume',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - config:/config
        volumes:
          config:
            driver_opts:
              type: none
              o: bind
              device: /root
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - config:/config
        volumes:
          config:
      `,
    },
    {
      title: 'The time zone, and data of a program',
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /etc/localtime:/etc/localtime
              - /etc/letsencrypt:/etc/letsencrypt
              - /var/lib/app:/data
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const { source, mount, volume, writable } of hostMounts(service)) {
        const found = writable === true ? hostPathAt(source, true) : undefined;
        if (found?.kind !== 'root') continue;
        const edit = makeReadOnly(volume);
        report({
          ...aboutValue(mount, service, project),
          message: 'writable',
          data: { service: service.name, path: mount.value ?? source, holds: found.holds },
          fix: edit ? () => [edit] : null,
        });
      }
    },
    Application({ volumes }, { report }) {
      for (const { volume, source, device, writable } of boundVolumes(volumes)) {
        const found = writable ? hostPathAt(source, true) : undefined;
        if (found?.kind !== 'root') continue;
        const data = { volume: volume.name, path: source, holds: found.holds };
        report({ at: device.origin, message: 'volume', data, fix: null });
      }
    },
  },
});
