import { dockerfileRule, literalValue, replace } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/consistent-protocol-casing',
  aliases: ['buildkit/ExposeProtoCasing', 'droast/DF078'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: ['strict'],

  summary: 'Write the protocol of EXPOSE in lower case.',
  why: `
    The image's configuration holds the protocol in lower case whatever the file says, and that is what tools show and
    search for.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/expose-proto-casing/'],

  fixable: 'safe',
  fixTitle: 'Write the protocol in lower case',
  messages: {
    upperCase: 'The image keeps the protocol {protocol} in lower case. Write {lower}.',
  },

  examples: [
    {
      title: 'Upper case',
      bad: `
        FROM alpine:3.22
        EXPOSE 53/UDP
      `,
      good: `
        FROM alpine:3.22
        EXPOSE 53/udp
      `,
    },
  ],

  on: {
    Expose({ ports }, { report }) {
      for (const port of ports) {
        const slash = port.text.indexOf('/', port.text.lastIndexOf(':') + 1);
        const protocol = slash < 0 ? '' : port.text.slice(slash + 1);
        const lower = protocol.toLowerCase();
        if (protocol === lower || !/^(tcp|udp|sctp)$/.test(lower) || literalValue(port) !== port.text) continue;
        const at = port.derived.locate({ start: slash + 1, end: port.text.length });
        report({ at, message: 'upperCase', data: { protocol, lower }, fix: () => [replace(at, lower)] });
      }
    },
  },
});
