import {
  argumentsOf,
  type CommandArguments,
  type CommandFlag,
  dockerfileRule,
  flagOf,
  type Located,
  partOfWord,
  type ShellCommand,
  shellCommands,
  textAt,
  valueOf,
} from '@plimsoll/core/rule';

/** Flags that switch signature checks off, by tool (dnf and its kin are `yum`). Sources: the manual pages. */
const flagNames: Readonly<Record<string, readonly string[]>> = {
  apk: ['--allow-untrusted'],
  'apt-get': ['--allow-unauthenticated', '--force-yes', '--allow-insecure-repositories'],
  apt: ['--allow-unauthenticated', '--force-yes', '--allow-insecure-repositories'],
  aptitude: ['--allow-untrusted'],
  yum: ['--nogpgcheck', '--no-gpgchecks'],
  rpm: ['--nosignature', '--nodigest', '--noverify', '--nofiledigest'],
  zypper: ['--no-gpg-checks', '--no-gpgcheck', '--allow-unsigned-rpm'],
};

export default dockerfileRule({
  id: 'dockerfile/no-unauthenticated-packages',
  aliases: [
    'checkov/CKV2_DOCKER_7',
    'checkov/CKV2_DOCKER_8',
    'checkov/CKV2_DOCKER_9',
    'checkov/CKV2_DOCKER_10',
    'checkov/CKV2_DOCKER_11',
    'cis/4.11',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { localFiles: 'info' },

  summary: 'Install packages only with their signatures checked.',
  why: `
    The signature is what tells a package of the distribution from one that somebody put in its place on a mirror or on the
    way. For a repository of one's own, add its key (\`/etc/apk/keys\`, \`signed-by=\`, \`rpm --import\`). A package file
    that the build itself made has no signature; that is reported as information only.
  `,
  sources: ['https://wiki.debian.org/SecureApt', 'https://cwe.mitre.org/data/definitions/347.html'],
  cwe: [347],
  securitySeverity: 7.5,
  mentions: [
    'untrusted',
    'unauthenticated',
    'AllowUnauthenticated',
    'force-yes',
    'insecure-repositories',
    'trusted=yes',
    'gpg',
    '--no',
    'unsigned-rpm',
    'zypper',
  ],

  fixable: 'none',
  messages: {
    unchecked:
      '{setting} installs packages without looking at their signatures, so that nobody knows who made them. Remove it and add the key of the repository.',
    localFiles:
      '{setting} is for packages without a signature, here {packages}. Sign what you build, or make sure that the file can only come from your own build.',
    trusted:
      'trusted=yes takes everything from this repository without a signature. Name its key with signed-by=/etc/apt/keyrings/... instead.',
  },

  examples: [
    {
      title: 'A repository without a key',
      bad: `
        FROM alpine:3.22
        RUN apk add --no-cache --allow-untrusted -X https://example.com/alpine tool
      `,
      good: `
        FROM alpine:3.22
        COPY example.rsa.pub /etc/apk/keys/
        RUN apk add --no-cache -X https://example.com/alpine tool
      `,
    },
    {
      title: 'A source that is trusted blindly',
      bad: `
        FROM debian:13
        RUN echo "deb [trusted=yes] https://example.com/debian stable main" > /etc/apt/sources.list.d/example.list
      `,
      good: `
        FROM debian:13
        COPY example.gpg /etc/apt/keyrings/
        RUN echo "deb [signed-by=/etc/apt/keyrings/example.gpg] https://example.com/debian stable main" > /etc/apt/sources.list.d/example.list
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const command of shellCommands(script)) {
        for (const at of trustedSources(command)) report({ at, message: 'trusted' });
        const args = argumentsOf(command);
        const found = args && uncheckedBy(args);
        if (!found) continue;
        const { at, setting } = found;
        const packages = localPackages(args);
        if (packages) report({ at, message: 'localFiles', data: { setting, packages } });
        else report({ at, message: 'unchecked', data: { setting } });
      }
    },
  },
});

function uncheckedBy(args: CommandArguments): { readonly at: CommandFlag; readonly setting: string } | undefined {
  // What is there already is asked about, or removed.
  if (args.tool === 'rpm' && ['--erase', '--query', '--verify', '--checksig'].some((name) => flagOf(args, name)))
    return undefined;
  for (const name of flagNames[args.tool] ?? []) {
    const at = flagOf(args, name);
    // A short form may mean something else in another subcommand.
    if (at && (name !== '--no-gpgcheck' || args.subcommands[0] === 'addrepo')) return { at, setting: name };
  }
  const isApt = args.tool === 'apt' || args.tool === 'apt-get';
  const option = isApt ? '--option' : '--setopt';
  const pattern = isApt ? /AllowUnauthenticated\s*=\s*"?(true|1|yes)/i : /(^|\.)gpgcheck=(0|false|no)$/i;
  if (!isApt && args.tool !== 'yum') return undefined;
  const at = args.flags.find((flag) => flag.names.includes(option) && pattern.test(flag.value?.value ?? ''));
  return at && { at, setting: at.value?.value ?? option };
}

/** The files among the packages, for which the flag is meant; undefined if there are none. */
function localPackages({ tool, operands, operandsCertain }: CommandArguments): string | undefined {
  const isFile = tool === 'apk' ? /\.apk["']?$/ : /^(yum|zypper|rpm)$/.test(tool) ? /\.rpm["']?$/ : /\.deb["']?$/;
  const names = operands.map((word) => word.value ?? textAt(word));
  const files = names.filter((name) => isFile.test(name) && !name.includes('://'));
  return operandsCertain && files.length > 0 ? files.join(', ') : undefined;
}

/** `trusted=yes` in the lines for apt that a command writes. Repositories in the file system have no one between. */
function trustedSources({ name, args, redirections }: ShellCommand): readonly Located[] {
  const pattern = /\bdeb(?:-src)?\s+\[[^\]\n]*?(trusted=yes)[^\]\n]*\]\s+(?!file:|copy:|cdrom:)/;
  const isPrinter = name === 'echo' || name === 'printf';
  const found = (isPrinter ? args : []).flatMap((word): readonly Located[] => {
    const match = pattern.exec(valueOf(word).text);
    const start = match ? match.index + match[0].indexOf('trusted=yes') : -1;
    return start < 0 ? [] : [partOfWord(word, start, start + 'trusted=yes'.length)];
  });
  const bodies = redirections.flatMap(({ body }): readonly Located[] => {
    const match = body && pattern.exec(body.text);
    const start = match ? match.index + match[0].indexOf('trusted=yes') : -1;
    return body && start >= 0 ? [body.locate({ start, end: start + 'trusted=yes'.length })] : [];
  });
  return [...found, ...bodies];
}
