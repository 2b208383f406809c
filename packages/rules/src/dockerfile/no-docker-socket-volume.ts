import { dockerfileRule } from '@plimsoll/core/rule';
import { agreedValue } from '../shared/agreed-value.ts';
import { controlSocketAt } from '../shared/control-sockets.ts';

export default dockerfileRule({
  id: 'dockerfile/no-docker-socket-volume',
  aliases: ['semgrep/dockerfile-dockerd-socket-mount'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Declare no volume at the socket of the container engine.',
  why: `
    Whoever can write to the socket of the engine is root on the host. A VOLUME at that path mounts no socket: it makes an
    anonymous volume there, which stands in the way of the socket that somebody mounts on purpose, and says that the image
    wants it. An image that really needs the engine says so in its documentation, and the socket is mounted when it starts.
  `,
  sources: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
  ],
  cwe: [250, 269],
  owasp: ['RULE #1'],
  securitySeverity: 7.5,

  fixable: 'none',
  messages: {
    socket:
      '{path} is the socket of {engine}, and who can write to it is root on the host. Remove the volume: it mounts no socket, and asks for one.',
  },

  examples: [
    {
      title: "The engine's socket",
      bad: `
        FROM alpine:3.22
        VOLUME /var/run/docker.sock
      `,
    },
    {
      title: 'Any other path',
      good: `
        FROM alpine:3.22
        VOLUME /var/lib/docker
      `,
    },
  ],

  on: {
    Volume(volume, { builds, report }) {
      for (const path of volume.paths) {
        const value = agreedValue(path, volume, builds);
        const socket = value === undefined ? undefined : controlSocketAt(value);
        if (value === undefined || socket?.kind !== 'socket') continue;
        report({ at: path, message: 'socket', data: { path: value, engine: socket.engine } });
      }
    },
  },
});
