import {
  argumentsOf,
  type CommandArguments,
  type CommandWord,
  flagOf,
  type Located,
  type ShellCommand,
} from '@plimsoll/core/rule';
import { hostOf, isLoopback } from './hosts.ts';

/** Something that turns off the check of certificates. */
export interface DisabledCheck {
  readonly at: Located;
  /** As written, or as it would be: `--insecure`, `http.sslVerify false`. */
  readonly setting: string;
  /** What no longer checks. */
  readonly tool: string;
}

const no = /^(0|false|no|off)$/i;

/**
 * What a command turns off. `isTrusted` is asked for hosts that are known; the machine itself is always left out, as
 * nobody can sit between.
 */
export function disabledChecks(command: ShellCommand, isTrusted: (host: string) => boolean): readonly DisabledCheck[] {
  const found = command.assignments.flatMap(({ name, value, source, span }): readonly DisabledCheck[] => {
    const at = { source, span };
    const tool = disabledBy(name, value?.value);
    return tool === undefined ? [] : [{ at, setting: name, tool }];
  });
  if (command.name === 'export') return [...found, ...exported(command.args)];
  const args = argumentsOf(command);
  if (!args) return found;
  const spare = (host: string): boolean => isLoopback(host) || isTrusted(host);
  return [...found, ...byFlag(args, spare), ...byConfiguration(args, spare)];
}

function exported(words: readonly CommandWord[]): readonly DisabledCheck[] {
  return words.flatMap((word): readonly DisabledCheck[] => {
    const [name = '', value] = (word.value ?? '').split('=', 2);
    const tool = disabledBy(name, value);
    return tool === undefined ? [] : [{ at: word, setting: name, tool }];
  });
}

/** The tool that a variable with this value keeps from checking; undefined for other names and values. */
export function disabledBy(name: string, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  switch (name.toUpperCase()) {
    case 'PYTHONHTTPSVERIFY':
      return value === '0' ? 'Python' : undefined;
    case 'NODE_TLS_REJECT_UNAUTHORIZED':
      return value === '0' ? 'Node.js' : undefined;
    case 'NPM_CONFIG_STRICT_SSL':
      return no.test(value) ? 'npm' : undefined;
    case 'GIT_SSL_NO_VERIFY':
      return 'Git';
    case 'PIP_TRUSTED_HOST':
      return isLoopback(hostOf(value, true) ?? '') ? undefined : 'pip';
    default:
      return undefined;
  }
}

type Spare = (host: string) => boolean;

function byFlag(args: CommandArguments, spare: Spare): readonly DisabledCheck[] {
  const { tool } = args;
  if (tool === 'curl' || tool === 'wget') {
    const name = tool === 'curl' ? '--insecure' : '--no-check-certificate';
    const at = flagOf(args, name);
    const urls = [
      ...args.operands,
      ...args.flags.flatMap((flag) => (flag.names.includes('--url') && flag.value) || []),
    ];
    const isSpared = urls.length > 0 && urls.every((url) => isSparedUrl(url, spare));
    return at && !isSpared ? [{ at, setting: name, tool }] : [];
  }
  if (tool === 'pip' || tool === 'uv') {
    return args.flags.flatMap((at): readonly DisabledCheck[] => {
      const isTrust = at.names.includes('--trusted-host');
      if (!isTrust || spare(hostOf(at.value?.value ?? '', true) ?? '')) return [];
      return [
        { at, setting: at.names.includes('--allow-insecure-host') ? '--allow-insecure-host' : '--trusted-host', tool },
      ];
    });
  }
  return [];
}

function isSparedUrl(word: CommandWord, spare: Spare): boolean {
  const host = hostOf(word.prefix, word.value !== undefined);
  return host !== undefined && spare(host);
}

function byConfiguration(args: CommandArguments, spare: Spare): readonly DisabledCheck[] {
  const { tool, flags } = args;
  if (tool === 'npm' || tool === 'yarn' || tool === 'pnpm') return strictSsl(args);
  if (tool === 'git') return gitSettings(args, spare);
  const option = tool === 'yum' ? '--setopt' : '--option';
  const pattern =
    tool === 'yum' ? /sslverify=(0|false|no)$/i : /^Acquire::https::.*Verify-(Peer|Host)\s*=\s*"?(false|0|no)/i;
  if (tool !== 'yum' && tool !== 'apt' && tool !== 'apt-get') return [];
  return flags.flatMap((at): readonly DisabledCheck[] =>
    at.names.includes(option) && pattern.test(at.value?.value ?? '')
      ? [{ at, setting: at.value?.value ?? '', tool }]
      : [],
  );
}

/** `config set strict-ssl false`, `set strict-ssl=false`, `--strict-ssl=false`, `--no-strict-ssl`. */
function strictSsl(args: CommandArguments): readonly DisabledCheck[] {
  const { tool, operands, subcommands } = args;
  const flag = args.flags.find(
    (at) =>
      at.names.includes('--no-strict-ssl') || (at.names.includes('--strict-ssl') && no.test(at.value?.value ?? '')),
  );
  if (flag) return [{ at: flag, setting: 'strict-ssl=false', tool }];
  if (subcommands.at(-1) !== 'set') return [];
  const [key, value] = operands;
  const text = value?.value === undefined ? (key?.value ?? '') : `${key?.value ?? ''}=${value.value}`;
  return key && /^(strict-ssl|enableStrictSsl)\s*=\s*(false|0)$/.test(text) ? [{ at: key, setting: text, tool }] : [];
}

/** `-c http.sslVerify=false`, `config --global http.https://host/.sslVerify false`. */
function gitSettings(args: CommandArguments, spare: Spare): readonly DisabledCheck[] {
  const [key, value] = args.operands;
  const isConfig = args.subcommands[0] === 'config' && key !== undefined && value !== undefined;
  const given: readonly { readonly at: Located; readonly text: string }[] = [
    ...args.flags.flatMap((at) => (at.names.includes('-c') ? [{ at, text: at.value?.value ?? '' }] : [])),
    ...(isConfig ? [{ at: key, text: `${key.value}=${value.value}` }] : []),
  ];
  return given.flatMap(({ at, text }): readonly DisabledCheck[] => {
    const match = /^http\.(?:(.*)\.)?sslverify=(.*)$/i.exec(text);
    if (!match || !no.test(match[2] ?? '')) return [];
    const host = hostOf(match[1] ?? '', true);
    return host !== undefined && spare(host) ? [] : [{ at, setting: text, tool: 'git' }];
  });
}
