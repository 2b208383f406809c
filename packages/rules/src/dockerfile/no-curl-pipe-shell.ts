import {
  type CommandWord,
  type Download,
  dockerfileRule,
  downloadsOf,
  flagOf,
  option,
  type ShellCommand,
  shellCommands,
  textAt,
} from '@plimsoll/core/rule';
import { hostOf } from '../shared/hosts.ts';

const shells = new Set(['sh', 'bash', 'dash', 'zsh', 'ash', 'ksh']);
const languages = /^(python[\d.]*|perl|ruby|node|php)$/;
/** Programs that stop, or show, what somebody has tampered with. */
const verifiers = new Set([
  'sha256sum',
  'sha512sum',
  'sha1sum',
  'shasum',
  'gpg',
  'gpgv',
  'cosign',
  'minisign',
  'openssl',
]);

export default dockerfileRule({
  id: 'dockerfile/no-curl-pipe-shell',
  aliases: ['droast/DF021'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Do not run a download before anybody has checked it.',
  why: `
    \`curl ... | sh\` runs whatever the server answers on the day of the build, with all rights that the build has. If the
    download breaks off in the middle, the first half has run. Download to a file, compare its checksum or signature, and
    run it then; or install a package, or copy from an image (\`COPY --from\`). Programs that read data from a pipe
    (\`python -c\`, \`jq\`, \`gpg --dearmor\`, \`tar\`) are not meant.
  `,
  sources: [
    'https://cwe.mitre.org/data/definitions/494.html',
    'https://www.idontplaydarts.com/2016/04/detecting-curl-pipe-bash-server-side/',
  ],
  cwe: [494],
  mentions: ['curl', 'wget'],

  fixable: 'none',
  options: {
    hosts: option.strings({ default: [], summary: 'Hosts whose scripts may be run as they come.' }),
  },
  messages: {
    piped:
      '{program} runs whatever {from} answers on the day of the build. Download it to a file, compare its checksum, and run it then.',
  },

  examples: [
    {
      title: 'A script from the network',
      bad: `
        FROM debian:13
        RUN curl -fsSL https://example.com/install.sh | bash
      `,
      good: `
        FROM debian:13
        ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/install.sh /tmp/install.sh
        RUN bash /tmp/install.sh
      `,
    },
    {
      title: 'Data from the network',
      good: `
        FROM debian:13
        RUN curl -fsSL https://example.com/app.tar.gz | tar -xz && curl -fsSL https://example.com/v.json | python3 -c 'import json'
      `,
    },
  ],

  on: {
    Script(script, { options, report }) {
      if (script.instruction.kind !== 'Run') return;
      const commands = shellCommands(script);
      const told = new Set<ShellCommand>();
      for (const download of downloadsOf(script)) {
        if (download.by === 'add' || !writesToPipe(download)) continue;
        const { command, url, urlPrefix, source, span } = download;
        const host = hostOf(urlPrefix, url !== undefined);
        if (host !== undefined && options.hosts.includes(host)) continue;
        const runner = pipedInto(command, commands) ?? substitutedInto(command, commands);
        if (!runner?.nameWord || told.has(runner)) continue;
        told.add(runner);
        report({
          at: runner.nameWord,
          message: 'piped',
          data: { program: runner.name ?? 'the shell', from: host ?? 'the server' },
          related: [{ at: { source, span }, label: 'the download' }],
        });
      }
    },
  },
});

/** True if the content goes to standard output, which is wget's way only with `-O -`. */
function writesToPipe({ by, output, arguments: args }: Exclude<Download, { readonly by: 'add' }>): boolean {
  const target = output?.value;
  if (target === '-' || target === '/dev/stdout') return true;
  return by === 'curl' && output === undefined && !flagOf(args, '--remote-name') && !flagOf(args, '--remote-name-all');
}

/** The interpreter behind a download in its pipeline, unless something between them checks it. */
function pipedInto({ context }: ShellCommand, commands: readonly ShellCommand[]): ShellCommand | undefined {
  const { pipeline, pipelineIndex } = context;
  if (!pipeline) return undefined;
  const later = commands.filter(
    (other) => other.context.pipeline === pipeline && other.context.pipelineIndex > pipelineIndex,
  );
  if (later.some(({ name }) => name !== undefined && verifiers.has(name))) return undefined;
  return later.find(readsScript);
}

/** True if the command takes a program from its standard input. */
function readsScript({ name = '', args, redirections }: ShellCommand): boolean {
  const isShell = shells.has(name);
  if ((!isShell && !languages.test(name)) || redirections.some(({ operator }) => operator.startsWith('<')))
    return false;
  for (const { value } of args) {
    if (value === undefined) return false;
    if (value === '-' || value === '--' || value === '/dev/stdin') return true;
    if (!value.startsWith('-')) return false;
    if (!isShell) return false;
    if (/^-[a-zA-Z]*s/.test(value)) return true;
    // Options that bring a script of their own, or a word that is none.
    if (/^-[a-zA-Z]*[co]/.test(value) || /^--(rcfile|init-file|version|help)/.test(value)) return false;
  }
  return true;
}

/** `sh -c "$(curl ...)"`, `bash <(curl ...)`, `source <(curl ...)`, `eval "$(curl ...)"`. */
function substitutedInto(command: ShellCommand, commands: readonly ShellCommand[]): ShellCommand | undefined {
  const { enclosing } = command.context;
  if (enclosing?.kind !== 'Substitution' || command.context.pipeline) return undefined;
  const holds = ({ source, span }: CommandWord): boolean =>
    source === command.source && span.start <= command.span.start && span.end >= command.span.end;
  return commands.find(({ name = '', args }) => {
    const place = args.findIndex(holds);
    const word = args[place];
    if (!word) return false;
    const text = textAt(word).replace(/^"|"$/g, '');
    if (name === 'eval') return place === 0 && isWholeSubstitution(text);
    if (name === 'source' || name === '.') return place === 0 && text.startsWith('<(');
    if (!shells.has(name)) return false;
    if (text.startsWith('<(')) return args.slice(0, place).every(({ value }) => /^-[a-z]+$/.test(value ?? ''));
    return /^-[a-z]*c$/.test(args[place - 1]?.value ?? '') && isWholeSubstitution(text);
  });
}

const isWholeSubstitution = (text: string): boolean => /^(\$\(|`)/.test(text) && /[)`]$/.test(text);
