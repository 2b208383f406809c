import { dockerfileRule, literalValue, remove, type Word } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-expose-host-port',
  aliases: ['buildkit/ExposeInvalidFormat', 'dockerfilelint/expose_host_port'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Give EXPOSE ports of the container only.',
  why: `
    EXPOSE only notes on which ports the container listens. An address or a host port before the colon is dropped, so
    nothing is published; the builder warns of it and will refuse it one day. Publish with \`docker run -p\` or with \`ports\`
    in a Compose file.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/expose-invalid-format/',
    'https://docs.docker.com/reference/dockerfile/#expose',
  ],

  fixable: 'safe',
  fixTitle: 'Keep the port of the container',
  messages: {
    hostPort:
      'EXPOSE publishes nothing and ignores "{host}". Write {port} alone, and publish with -p {host}:{port} or in the Compose file.',
  },

  examples: [
    {
      title: 'A host port',
      bad: `
        FROM nginx:1.29
        EXPOSE 8080:80
      `,
      good: `
        FROM nginx:1.29
        EXPOSE 80
      `,
    },
    {
      title: 'A range with its protocol',
      good: `
        FROM nginx:1.29
        EXPOSE 5000-5010/udp
      `,
    },
  ],

  on: {
    Expose({ ports }, { report }) {
      for (const port of ports) {
        const colon = hostPartEnd(port);
        if (colon === undefined) continue;
        const at = port.derived.locate({ start: 0, end: colon });
        const whole = port.derived.locate({ start: 0, end: colon + 1 });
        const data = { host: port.text.slice(0, colon), port: port.text.slice(colon + 1) };
        report({ at, message: 'hostPort', data, fix: data.port === '' ? null : () => [remove(whole)] });
      }
    },
  },
});

/** The last colon of a word in which an address or a host port stands before it. Variables may hold anything. */
function hostPartEnd(port: Word): number | undefined {
  const colon = port.text.lastIndexOf(':');
  if (colon < 0 || literalValue(port) !== port.text) return undefined;
  return /[^:]/.test(port.text.slice(0, colon)) ? colon : undefined;
}
