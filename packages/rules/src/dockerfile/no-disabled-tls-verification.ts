import {
  argumentsOf,
  dockerfileRule,
  flagOf,
  type KeyValuePair,
  literalValue,
  option,
  type ShellCommand,
  shellCommands,
} from '@plimsoll/core/rule';
import { type DisabledCheck, disabledBy, disabledChecks } from '../shared/tls-checks.ts';

export default dockerfileRule({
  id: 'dockerfile/no-disabled-tls-verification',
  aliases: [
    'checkov/CKV2_DOCKER_2',
    'checkov/CKV2_DOCKER_3',
    'checkov/CKV2_DOCKER_4',
    'checkov/CKV2_DOCKER_5',
    'checkov/CKV2_DOCKER_6',
    'checkov/CKV2_DOCKER_12',
    'checkov/CKV2_DOCKER_13',
    'checkov/CKV2_DOCKER_14',
    'checkov/CKV2_DOCKER_15',
    'checkov/CKV2_DOCKER_16',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { compared: 'info' },

  summary: 'Leave the check of TLS certificates on.',
  why: `
    Without the check everyone on the way between the build and the server can answer in its place, and what they send ends
    up in the image. A variable in ENV takes the check from the running container too. Where a server has a certificate of
    an own authority, add that authority to the image (\`update-ca-certificates\`, \`--cacert\`, \`pip --cert\`). Connections
    to the machine itself are left alone, and so are HEALTHCHECK, CMD and ENTRYPOINT.

    Where the same script compares a checksum or a signature after the download, it is information only.
  `,
  sources: [
    'https://cwe.mitre.org/data/definitions/295.html',
    'https://curl.se/docs/sslcerts.html',
    'https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpsslVerify',
  ],
  cwe: [295],
  securitySeverity: 7.4,
  mentions: [
    'curl',
    'wget',
    'pip',
    'uv',
    'npm',
    'yarn',
    'git',
    'apt',
    'yum',
    'dnf',
    'SSL',
    'TLS',
    'HTTPSVERIFY',
    'strict_ssl',
  ],

  fixable: 'none',
  options: {
    hosts: option.strings({ default: [], summary: 'Hosts that may be asked without a check.' }),
  },
  messages: {
    disabled:
      '{setting} keeps {tool} from checking who answers, so everyone on the way can replace what is fetched. Remove it; for an own authority add its certificate.',
    compared:
      '{setting} keeps {tool} from checking who answers, so only what is compared later in this step protects the content. Remove it as soon as the certificate is valid; for an own authority add its certificate.',
    variable:
      '{name} keeps {tool} from checking who answers, here and in the container. Remove it; for an own authority add its certificate.',
  },

  examples: [
    {
      title: 'A download without a check',
      bad: `
        FROM alpine:3.22
        RUN wget --no-check-certificate https://example.com/app.tar.gz
      `,
      good: `
        FROM alpine:3.22
        RUN wget https://example.com/app.tar.gz
      `,
    },
    {
      title: 'A variable',
      bad: `
        FROM node:24
        ENV NODE_TLS_REJECT_UNAUTHORIZED=0
      `,
      good: `
        FROM node:24
        ENV NODE_EXTRA_CA_CERTS=/etc/ssl/acme.pem
      `,
    },
  ],

  on: {
    Script(script, { options, report }) {
      if (script.instruction.kind !== 'Run') return;
      const seen = new Set<number>();
      const commands = shellCommands(script);
      const lastComparison = commands.findLastIndex(compares);
      for (const [place, command] of commands.entries()) {
        for (const { at, setting, tool } of disabledChecks(command, (host) => options.hosts.includes(host))) {
          // A variable stands before the wrapper and what it runs.
          if (seen.has(at.span.start)) continue;
          seen.add(at.span.start);
          const isCompared = place < lastComparison && (tool === 'curl' || tool === 'wget');
          report({ at, message: isCompared ? 'compared' : 'disabled', data: { setting, tool } });
        }
      }
    },
    Env({ pairs }, { report }) {
      for (const { at, setting, tool } of disabledIn(pairs)) {
        report({ at, message: 'variable', data: { name: setting, tool } });
      }
    },
    Arg({ pairs }, { report }) {
      for (const { at, setting, tool } of disabledIn(pairs)) {
        report({ at, message: 'variable', data: { name: setting, tool } });
      }
    },
  },
});

/** True if the command stops the build where a file is not what was expected: no MD5 and no SHA-1, which can be forged. */
function compares(command: ShellCommand): boolean {
  if (command.name === 'gpgv') return true;
  if (command.name === 'gpg') return command.args.some(({ value }) => value === '--verify');
  if (!/^(?:sha(?:224|256|384|512)sum|shasum)$/.test(command.name ?? '')) return false;
  const args = argumentsOf(command);
  return args !== undefined && flagOf(args, '--check') !== undefined;
}

function disabledIn(pairs: readonly KeyValuePair[]): readonly DisabledCheck[] {
  return pairs.flatMap((pair): readonly DisabledCheck[] => {
    const name = literalValue(pair.key);
    const tool = name === undefined ? undefined : disabledBy(name, pair.value && literalValue(pair.value));
    return name === undefined || tool === undefined ? [] : [{ at: pair, setting: name, tool }];
  });
}
