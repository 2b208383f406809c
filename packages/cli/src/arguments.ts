import { nearest } from '@plimsoll/core';
import { type Command, type OptionName, type OptionSpec, optionTable } from './option-table.ts';
import { UserError } from './user-error.ts';

/** The command line, checked against the table of options. */
export interface Arguments {
  /** As it was given. */
  readonly argv: readonly string[];
  readonly paths: readonly string[];
  /** True if the switch was given. */
  readonly has: (name: OptionName) => boolean;
  /** The value given last. */
  readonly value: (name: OptionName) => string | undefined;
  /** Every value given, in order. */
  readonly values: (name: OptionName) => readonly string[];
  /** The value as a number; only for options that take a count. */
  readonly count: (name: OptionName) => number | undefined;
}

/**
 * Reads a command line: `--name value`, `--name=value`, `-n value`; everything after `--` is a path. Throws `UserError`
 * for what is unknown, incomplete, contradictory or no allowed value.
 */
export function parseArguments(argv: readonly string[], command: Command = 'lint'): Arguments {
  const given = new Map<string, string[]>();
  const paths: string[] = [];
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (argument === '--') {
      paths.push(...argv.slice(index + 1));
      break;
    }
    if (!argument.startsWith('-') || argument === '-') {
      paths.push(argument);
      continue;
    }
    const { spec, shown, attached } = findOption(argument, command);
    let value = attached;
    if (spec.value !== undefined && value === undefined) {
      value = argv[++index];
      if (value === undefined) throw new UserError(`${shown} needs a value: ${shown} ${spec.value}`);
    }
    given.set(spec.name, [...(given.get(spec.name) ?? []), checkValue(spec, shown, value)]);
  }
  checkTogether(given, paths);
  return {
    argv,
    paths,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
    count: (name) => {
      const value = given.get(name)?.at(-1);
      return value === undefined ? undefined : Number(value);
    },
  };
}

interface FoundOption {
  readonly spec: OptionSpec;
  /** The option as the user wrote it, without its value. */
  readonly shown: string;
  readonly attached: string | undefined;
}

function findOption(argument: string, command: Command): FoundOption {
  const equals = argument.startsWith('--') ? argument.indexOf('=') : -1;
  const shown = equals === -1 ? argument : argument.slice(0, equals);
  const attached = equals === -1 ? undefined : argument.slice(equals + 1);
  const spec = optionTable.find(({ name, short, aliases }) => {
    return shown === `--${name}` || shown === `-${short}` || aliases?.some((alias) => shown === `--${alias}`);
  });
  if (!spec) throw new UserError(`unknown option "${shown}"${suggestOption(shown, command)}`);
  if (!belongsTo(spec, command)) {
    throw new UserError(
      command === 'lint'
        ? `${shown} needs the command: plimsoll ${spec.commands?.[0]} ${shown}`
        : `${shown} has no part in "plimsoll ${command}"`,
    );
  }
  if (attached !== undefined && spec.value === undefined) throw new UserError(`${shown} takes no value`);
  return { spec, shown, attached };
}

function belongsTo({ commands = ['lint'] }: OptionSpec, command: Command): boolean {
  return commands.includes(command);
}

function suggestOption(shown: string, command: Command): string {
  const words = optionTable.filter((spec) => belongsTo(spec, command)).map(({ name }) => name);
  const bare = shown.replace(/^-+/, '');
  const near = nearest(bare, words) ?? words.find((name) => bare.length > 2 && name.startsWith(bare));
  return near ? `, did you mean "--${near}"?` : ' (--help shows all)';
}

function checkValue(spec: OptionSpec, shown: string, value: string | undefined): string {
  if (spec.value === undefined || value === undefined) return '';
  const chosen = spec.choiceOf === 'untilColon' ? (value.split(':', 1)[0] ?? '') : value;
  if (spec.choices && !spec.choices.includes(chosen)) {
    throw new UserError(`unknown ${shown} "${chosen}"${suggestChoice(chosen, spec.choices)}`);
  }
  if (spec.kind === 'count' && !/^\d{1,15}$/.test(value)) {
    throw new UserError(`${shown} takes a whole number, not "${value}"`);
  }
  if (value === '') throw new UserError(`${shown} needs a value: ${shown} ${spec.value}`);
  return value;
}

/** The end of a complaint about a value that is not among the choices. */
export function suggestChoice(value: string, choices: readonly string[]): string {
  const near = nearest(value, choices) ?? choices.find((choice) => value.length > 2 && choice.startsWith(value));
  return near ? `, did you mean "${near}"?` : ` (one of ${choices.join(', ')})`;
}

function checkTogether(given: ReadonlyMap<string, readonly string[]>, paths: readonly string[]): void {
  for (const { name, excludes, needs, needsOneOf } of optionTable) {
    if (!given.has(name)) continue;
    for (const other of excludes ?? []) {
      if (given.has(other)) throw new UserError(`--${name} and --${other} exclude each other`);
    }
    if (needs !== undefined && !given.has(needs)) throw new UserError(`--${name} needs --${needs}`);
    if (needsOneOf && !needsOneOf.some((other) => given.has(other))) {
      throw new UserError(`--${name} needs --${needsOneOf.join(' or --')}`);
    }
  }
  if (given.has('stdin') && paths.length > 0) throw new UserError('--stdin and paths exclude each other');
}
