import { composeRule } from '@plimsoll/core/rule';
import { hostPathAt } from '../knowledge/host-paths.ts';
import { boundVolumes, hostMounts, isAtOrBelow } from '../shared/host-mounts.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-sensitive-mount',
  aliases: [
    'compose-lint/CL-0013',
    'kics/volume_has_sensitive_host_directory',
    'kics/1c1325ff-831d-43a1-973e-839ae57dfcc0',
    'cis/5.6',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { monitor: 'info' },

  summary: 'Do not show services sensitive directories of the host.',
  why: `
    Keys in \`~/.ssh\`, \`~/.aws\` or \`/home\`, password hashes in \`/etc\`, files of all containers in \`/var/lib/docker\`:
    whoever gets into the service reads them, and read-only does not change that. What measures the host (node exporters,
    log collectors) mounts \`/proc\`, \`/sys\` and the containers' files read-only; that is information only. Where a directory
    can be written and makes root of the host, \`compose/no-writable-system-mount\` reports it.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#volumes',
    'https://docs.docker.com/engine/storage/bind-mounts/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [200, 668],
  owasp: ['RULE #8'],
  securitySeverity: 6.5,

  fixable: 'none',
  messages: {
    sensitive:
      'The service {service} sees {path} of the host, which holds {holds}. Mount only what it needs, or hand credentials over as secrets.',
    monitor:
      'The service {service} reads {path} of the host, which holds {holds}. Leave it out unless the service is there to watch the host.',
    devices: 'The service {service} sees all device files of the host. Name the devices that it needs in devices.',
    volume: 'The volume {volume} is {path} of the host, which holds {holds}. Mount only what is needed.',
  },

  examples: [
    {
      title: 'Keys of a user',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ~/.ssh:/root/.ssh:ro
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            secrets: [deploy-key]
        secrets:
          deploy-key:
            file: ./deploy-key
      `,
    },
    {
      title: 'Programs that measure the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /proc:/host/proc:ro
      `,
    },
    {
      title: 'All devices',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /dev:/dev
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            devices:
              - /dev/ttyUSB0
      `,
    },
    {
      title: 'A volume that is a home',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - home:/home
        volumes:
          home:
            driver_opts:
              type: none
              o: bind,ro
              device: /home
      `,
    },
    {
      title: 'What tells nothing',
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /etc/localtime:/etc/localtime:ro
              - /etc/ssl/certs:/etc/ssl/certs:ro
              - /home/app/data:/data
              - ./etc:/etc/app
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      const { name } = service;
      for (const { source, mount, writable } of hostMounts(service)) {
        const common = aboutValue(mount, service, project);
        if (source === '/dev') {
          report({ ...common, message: 'devices', data: { service: name } });
          continue;
        }
        // Shared memory and control groups have rules of their own.
        if (isAtOrBelow(source, '/sys/fs/cgroup') || isAtOrBelow(source, '/dev')) continue;
        const found = hostPathAt(source, writable !== false);
        if (!found || (found.kind === 'root' && writable === true)) continue;
        const data = { service: name, path: mount.value ?? source, holds: found.holds };
        report({ ...common, message: found.kind === 'monitor' ? 'monitor' : 'sensitive', data });
      }
    },
    Application({ volumes }, { report }) {
      for (const { volume, source, device, writable } of boundVolumes(volumes)) {
        const found = hostPathAt(source, writable);
        if (!found || found.kind === 'monitor' || (found.kind === 'root' && writable)) continue;
        const data = { volume: volume.name, path: source, holds: found.holds };
        report({ at: device.origin, message: 'volume', data });
      }
    },
  },
});
