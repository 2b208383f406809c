import {
  dockerfileRule,
  type Environment,
  type ExposedPorts,
  environmentAt,
  expandToWords,
  option,
  parseExposedPort,
  type Word,
} from '@plimsoll/core/rule';
import { isShippedInstruction } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-expose-ssh',
  aliases: ['trivy/DS-0004', 'checkov/CKV_DOCKER_1', 'kics/5907595b-5b6d-4142-b173-dbb0e73fbff8'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Run no SSH server in the image.',
  why: `
    An SSH server in a container needs keys and passwords that somebody has to manage, must be updated with every image, and
    gives a shell to whoever gets in. \`docker exec\` and \`kubectl exec\` do the same with the rights that the
    engine already checks.

    Judged are the stages that end up in an image. An image whose service is SSH, such as a Git server, is better off with
    a port above 1024, which needs no root.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#expose', 'https://cwe.mitre.org/data/definitions/749.html'],
  cwe: [749],
  securitySeverity: 4.3,

  fixable: 'none',
  options: {
    ports: option.strings({
      default: ['22'],
      summary: 'The ports that are reported, each with or without its protocol: 22 is 22/tcp; 2375/tcp.',
    }),
  },
  messages: {
    exposed:
      'Port {port} is for remote administration. Use docker exec instead of a server in the image, or another port.',
  },

  examples: [
    {
      title: 'The port of SSH',
      bad: `
        FROM alpine:3.22
        EXPOSE 22
      `,
    },
    {
      title: 'Other ports',
      good: `
        FROM alpine:3.22
        EXPOSE 2222 30-40/tcp 22/udp
      `,
    },
  ],

  on: {
    Expose(expose, { builds, options, report }) {
      if (!isShippedInstruction(expose, builds)) return;
      const wanted = options.ports.map((text) => parseExposedPort(text));
      for (const at of expose.ports) {
        const found = builds.map((build) => portIn(at, environmentAt(build, expose), wanted));
        const [port] = found;
        if (port !== undefined && !found.includes(undefined)) report({ at, message: 'exposed', data: { port } });
      }
    },
  },
});

/** The wanted port that an argument exposes, by itself or in a range. */
function portIn(word: Word, environment: Environment, wanted: readonly ExposedPorts[]): string | undefined {
  const expanded = expandToWords(word, environment);
  if (!('pieces' in expanded)) return undefined;
  for (const { value, state } of expanded.pieces) {
    const exposed = state === 'unknown' ? undefined : parseExposedPort(value);
    if (!exposed?.ok) continue;
    const hit = wanted.find(
      (one) => one.ok && one.protocol === exposed.protocol && exposed.start <= one.start && one.end <= exposed.end,
    );
    if (hit?.ok) return hit.protocol === 'tcp' ? `${hit.start}` : `${hit.start}/${hit.protocol}`;
  }
  return undefined;
}
