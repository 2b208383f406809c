import { dockerfileRule, literalValue, option } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-insecure-run',
  aliases: ['semgrep/run-security-insecure'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { network: 'info', device: 'info' },

  summary: 'Run build steps without `--security=insecure`, the network of the host and its devices.',
  why: `
    \`RUN --security=insecure\` runs a step with all capabilities and without the filters of the engine, as \`docker run
    --privileged\` does: a package that turns bad takes over the machine that builds. \`--network=host\` lets a step reach
    what listens on that machine for itself only, and \`--device\` gives it hardware. The builder must be told to
    allow each of them, so that a build with them fails elsewhere.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#run---security',
    'https://docs.docker.com/reference/dockerfile/#run---network',
    'https://docs.docker.com/reference/dockerfile/#run---device',
  ],
  cwe: [250],
  securitySeverity: 6.5,

  fixable: 'none',
  options: {
    networkHost: option.boolean({ default: true, summary: 'Report --network=host too.' }),
    device: option.boolean({ default: true, summary: 'Report --device too.' }),
  },
  messages: {
    insecure:
      'This step runs with all privileges on the machine that builds. Remove --security=insecure, or do what needs it outside of the build.',
    network:
      'This step reaches what listens on the machine that builds. Remove --network=host; --add-host and proxies are arguments of the build.',
    device:
      'This step needs a device of the machine that builds, and fails where there is none. Remove --device, or do what needs it outside of the build.',
  },

  examples: [
    {
      title: 'A step with all privileges',
      bad: `
        FROM alpine:3.22
        RUN --security=insecure mount -t tmpfs tmpfs /mnt
      `,
      good: `
        FROM alpine:3.22
        RUN --mount=type=tmpfs,target=/mnt ls /mnt
      `,
    },
    {
      title: 'The network of the host',
      bad: `
        FROM alpine:3.22
        RUN --network=host wget http://localhost:8080/app.tar
      `,
    },
    {
      title: 'A step without network',
      good: `
        FROM alpine:3.22
        RUN --network=none --security=sandbox make
      `,
    },
  ],

  on: {
    Run({ flags }, { options, report }) {
      for (const flag of flags) {
        const value = flag.value && literalValue(flag.value);
        if (flag.name === 'security' && value === 'insecure') report({ at: flag, message: 'insecure' });
        if (flag.name === 'network' && value === 'host' && options.networkHost)
          report({ at: flag, message: 'network' });
        if (flag.name === 'device' && options.device) report({ at: flag, message: 'device' });
      }
    },
  },
});
