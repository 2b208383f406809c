import {
  argumentsOf,
  type Download,
  dockerfileRule,
  downloadsOf,
  flagOf,
  type ShellCommand,
  shellCommands,
} from '@plimsoll/core/rule';

const archiveEnd = /\.(tar|tgz|tbz2?|txz|tzst|tar\.(gz|bz2|xz|zst))$/;
/** What ADD can't do, or only in another way. */
const beyond = [
  '--strip-components',
  '--transform',
  '--one-top-level',
  '--to-stdout',
  '--exclude',
  '--to-command',
  '--wildcards',
];

export default dockerfileRule({
  id: 'dockerfile/prefer-add-unpack',
  aliases: ['tally/prefer-add-unpack'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: [],

  summary: 'Download and unpack archives with ADD --unpack.',
  why: `
    \`ADD --unpack=true\` downloads an archive and unpacks it in one layer, beside the other steps of the build, without curl
    and tar in the image, and \`--checksum\` makes sure of the content. It needs the Dockerfile frontend 1.17
    (\`# syntax=docker/dockerfile:1\`) and BuildKit. Commands with \`--strip-components\` and the like, which ADD does not
    have, and URLs with variables are left alone.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#add---unpack'],
  mentions: ['tar'],

  fixable: 'none',
  messages: {
    unpacked:
      'This archive is downloaded and unpacked by two programs. ADD --unpack=true does both, and --checksum makes sure of the content.',
  },

  examples: [
    {
      title: 'A download that is unpacked',
      bad: `
        FROM debian:13
        RUN curl -fsSL https://example.com/app-1.2.tar.gz | tar -xz -C /opt
      `,
      good: `
        FROM debian:13
        ADD --unpack=true --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/app-1.2.tar.gz /opt
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const download of downloadsOf(script)) {
        if (download.by === 'add' || download.url === undefined || !archiveEnd.test(download.url)) continue;
        if (download.command.context.conditional || download.command.context.loop) continue;
        if (shellCommands(script).some((command) => unpacks(command, download)))
          report({ at: download, message: 'unpacked' });
      }
    },
  },
});

/** True if the command is a plain `tar -x` of what the download writes, by a pipe or by the name of the file. */
function unpacks(command: ShellCommand, download: Exclude<Download, { readonly by: 'add' }>): boolean {
  const args = /^(tar|bsdtar)$/.test(command.name ?? '') ? argumentsOf(command) : undefined;
  if (!args || !flagOf(args, '--extract') || beyond.some((name) => flagOf(args, name))) return false;
  const file = flagOf(args, '--file')?.value;
  if (args.operands.length > 0 || !args.operandsCertain) return false;
  const { pipeline } = download.command.context;
  if (pipeline && command.context.pipeline === pipeline) return file === undefined || file.value === '-';
  const written = download.output?.value ?? download.url?.split('/').at(-1);
  return file?.value !== undefined && file.value.split('/').at(-1) === written?.split('/').at(-1);
}
