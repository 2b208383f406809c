import { composeRule, type Service, type TextField } from '@plimsoll/core/rule';
import { type ControlSocket, controlSocketAt, isSocketProxy } from '../shared/control-sockets.ts';
import { repositoryOf } from '../shared/image-names.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-container-socket',
  aliases: [
    'compose-lint/CL-0001',
    'kics/docker_socket_mounted_in_container',
    'kics/d6355c88-1e8d-49e9-b2f2-f8a1ca12c75b',
    'semgrep/exposing-docker-socket-volume',
    'cis/5.32',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { proxy: 'info', userDirectory: 'warning' },

  summary: 'Keep the control sockets of the host out of containers.',
  why: `
    Whoever can write to the socket of Docker, containerd, Podman or CRI-O can start a privileged container with the
    host's disk in it, and so is root on the host. A read-only mount does not help: it protects the file, not what can
    be asked through it. A directory that holds the socket (\`/run\`, \`/var/run\`, \`/\`) gives it away as well, and
    \`use_api_socket\` even adds the registry credentials of the user.
    Where a program needs the engine, put a proxy between them that lets only some requests through, on an internal
    network; the proxy itself is reported as \`info\`.
  `,
  sources: [
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    'https://docs.docker.com/reference/compose-file/services/#use_api_socket',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 668],
  owasp: ['RULE #1'],
  securitySeverity: 8.8,

  fixable: 'none',
  messages: {
    socket:
      'The service {service} gets the control socket of {engine}: whoever gets into it is root on the host, and a read-only mount does not change that. Remove it, or let a filtering socket proxy stand between.',
    directory:
      'The mount of {path} gives the service {service} the control socket of {engine} in it: whoever gets into the service is root on the host, and a read-only mount does not change that. Mount only what is needed.',
    userDirectory:
      'The mount of {path} gives the service {service} the sockets of a user, that of {engine} among them where it runs: whoever gets into the service then has the account. Mount only what is needed.',
    apiSocket:
      'use_api_socket gives the service {service} the control socket of Docker and the registry credentials of the user: whoever gets into it is root on the host. Leave it out, or let a filtering socket proxy stand between.',
    volume:
      'The volume {volume} is the control socket of {engine}: whoever gets into a service that mounts it is root on the host. Remove it, or let a filtering socket proxy stand between.',
    proxy:
      'The service {service} holds the control socket of {engine} for others. Allow only the requests that they need, and keep it on an internal network.',
  },

  examples: [
    {
      title: 'The socket of Docker, read-only',
      bad: `
        services:
          monitor:
            image: example/monitor:2.0
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock:ro
      `,
      good: `
        services:
          monitor:
            image: example/monitor:2.0
            environment:
              DOCKER_HOST: tcp://proxy:2375
            networks: [engine]
        networks:
          engine:
            internal: true
      `,
    },
    {
      title: 'A directory that holds it',
      bad: `
        services:
          metrics:
            image: example/metrics:1.0
            volumes:
              - type: bind
                source: /run
                target: /host/run
                read_only: true
      `,
    },
    {
      title: 'A service that may use the API',
      bad: `
        services:
          ci:
            image: example/ci:1.0
            use_api_socket: true
      `,
    },
    {
      title: 'A volume that is the socket',
      bad: `
        services:
          ci:
            image: example/ci:1.0
            volumes:
              - engine:/var/run/docker.sock
        volumes:
          engine:
            driver_opts:
              type: none
              o: bind
              device: /var/run/docker.sock
      `,
    },
    {
      title: 'A proxy that filters',
      bad: `
        services:
          proxy:
            image: tecnativa/docker-socket-proxy:0.3.0
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock
      `,
    },
    {
      title: 'A file of that name in the project, and a path in the container',
      good: `
        services:
          test:
            image: example/test:1.0
            volumes:
              - ./fake/docker.sock:/tmp/docker.sock
              - certs:/var/run/docker
        volumes:
          certs:
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      const { name } = service;
      const apiSocket = service.get('use_api_socket');
      if (apiSocket?.value === true) {
        const at = placesOfValue(apiSocket.origin, name, project);
        report({ ...at, subject: name, message: 'apiSocket', data: { service: name } });
      }
      for (const { mountSource, type } of service.volumes) {
        const found =
          mountSource && (type === 'bind' || type === 'npipe' || type === undefined) && socketIn(mountSource);
        if (!found) continue;
        const { engine } = found;
        const at = { ...placesOfValue(mountSource.origin, name, project), subject: name };
        if (isProxy(service)) report({ ...at, message: 'proxy', data: { service: name, engine } });
        else if (found.kind === 'socket') report({ ...at, message: 'socket', data: { service: name, engine } });
        else {
          const message = found.kind === 'directory' ? 'directory' : 'userDirectory';
          report({ ...at, message, data: { service: name, engine, path: mountSource.value ?? '' } });
        }
      }
    },
    Application({ volumes }, { report }) {
      for (const volume of volumes) {
        const device = volume.get('driver_opts.device');
        const found = typeof device?.value === 'string' ? controlSocketAt(device.value) : undefined;
        if (!device || !found) continue;
        report({ at: device.origin, message: 'volume', data: { volume: volume.name, engine: found.engine } });
      }
    },
  },
});

/** With a variable in front, the written end of the path tells as much; without one, the value does. */
function socketIn(source: TextField): ControlSocket | undefined {
  if (source.value !== undefined) return controlSocketAt(source.value);
  const found = controlSocketAt(source.raw.text);
  return found?.kind === 'socket' && !/[}]$/.test(source.raw.text) ? found : undefined;
}

function isProxy({ image }: Service): boolean {
  return image?.value !== undefined && isSocketProxy(repositoryOf(image.value));
}
