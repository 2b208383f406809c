import { type DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import { type CommandArguments, flagOf, readArguments } from './arguments.ts';
import {
  type CommandAssignment,
  type CommandWord,
  partOfWord,
  type ShellCommand,
  textWord,
  valueOf,
} from './command-nodes.ts';
import { type FlagGrammar, flagGrammar } from './flag-grammar.ts';
import type { ShellDialect } from './nodes.ts';
import { changedSettings } from './settings.ts';
import type { ShellSettings } from './walk-state.ts';
import { type WrapperTable, wrapperTables } from './wrapper-tables.ts';

/** What a command runs on behalf of its caller. */
export type InnerCommand =
  | {
      readonly kind: 'command';
      readonly words: readonly CommandWord[];
      readonly assignments: readonly CommandAssignment[];
      /** It may not run at all: `xargs` without input, `find` without a match. */
      readonly conditional: boolean;
    }
  | {
      readonly kind: 'script';
      readonly script: DerivedText;
      readonly dialect: ShellDialect;
      /** Settings of the new shell; undefined where the script runs in the caller's. */
      readonly own: ShellSettings | undefined;
    };

/** The shells whose `-c` and standard input are scripts that we read. */
const shells: ReadonlyMap<string, ShellDialect> = new Map([
  ['sh', 'sh'],
  ['bash', 'bash'],
  ['ash', 'ash'],
  ['dash', 'dash'],
  ['ksh', 'ksh'],
  ['mksh', 'ksh'],
  ['zsh', 'zsh'],
]);

/** The dialect of a shell program, by its name or path; undefined if it is no shell that we know. */
export function dialectOfShell(name: string): ShellDialect | undefined {
  const base = name.slice(name.lastIndexOf('/') + 1);
  return shells.get(base);
}

interface Wrapper {
  readonly table: WrapperTable;
  readonly grammar: FlagGrammar;
}

const wrappers = new Map<string, Wrapper>();

/** The grammar of a wrapper, made when it is first met. */
export function wrapperOf(name: string): Wrapper | undefined {
  const known = wrappers.get(name);
  if (known) return known;
  const table = Object.hasOwn(wrapperTables, name) ? wrapperTables[name] : undefined;
  if (!table) return undefined;
  const { switches, values, optional } = table;
  const flags = { switches: switches ?? '', values: values ?? '', optional: optional ?? '' };
  const wrapper = { table, grammar: flagGrammar(name, { ...flags, style: { operandsEndFlags: true } }) };
  wrappers.set(name, wrapper);
  return wrapper;
}

/** What a command runs: nothing for most, the command behind its own arguments for a wrapper, the script for a shell. */
export function innerCommands(command: ShellCommand): readonly InnerCommand[] {
  const { name } = command;
  if (name === undefined) return [];
  const dialect = shells.get(name);
  if (dialect) return ofShell(command, dialect);
  switch (name) {
    case 'eval':
      return ofEval(command);
    case 'find':
      return ofFind(command.args);
    case 'su':
      return ofSu(command);
    case 'runuser':
      return ofRunuser(command);
    default:
      return ofWrapper(command, name);
  }
}

function ofWrapper(command: ShellCommand, name: string): readonly InnerCommand[] {
  const wrapper = wrapperOf(name);
  if (!wrapper) return [];
  const { grammar, table } = wrapper;
  const { result, rest } = readArguments(grammar, command.args);
  if (!result.operandsCertain || table.unless?.some((flag) => flagOf(result, flag))) return [];
  const script = table.script && flagOf(result, table.script)?.value;
  if (script) return [{ kind: 'script', script: valueOf(script), dialect: 'sh', own: plainSettings }];
  const words = command.args.slice(rest);
  const line = table.split && flagOf(result, table.split)?.value;
  if (line) return ofWords([...splitAtBlanks(line), ...words], table);
  if (table.word !== undefined) return words[0]?.value === table.word ? ofSubcommand(grammar, words.slice(1)) : [];
  return ofWords(words.slice(table.skip ?? 0), table);
}

/** `bundle exec [flags] cmd`: the command behind the subcommand and its flags. */
function ofSubcommand(grammar: FlagGrammar, words: readonly CommandWord[]): readonly InnerCommand[] {
  const { result, rest } = readArguments(grammar, words);
  return result.operandsCertain ? ofWords(words.slice(rest), {}) : [];
}

function ofWords(words: readonly CommandWord[], table: WrapperTable): readonly InnerCommand[] {
  const assignments: CommandAssignment[] = [];
  let from = words[0]?.value === '--' ? 1 : 0;
  for (let word = words[from]; table.assignments && word; word = words[++from]) {
    const assignment = assignmentIn(word);
    if (!assignment) break;
    assignments.push(assignment);
  }
  const rest = words.slice(from);
  if (rest.length === 0) return [];
  return [{ kind: 'command', words: rest, assignments, conditional: table.conditional === true }];
}

/** `NAME=value` as an argument of `env` or `sudo`. */
function assignmentIn(word: CommandWord): CommandAssignment | undefined {
  const match = /^[A-Za-z_][A-Za-z0-9_.]*=/.exec(word.prefix);
  if (!match) return undefined;
  const name = match[0].slice(0, -1);
  return { source: word.source, span: word.span, name, append: false, value: partOfWord(word, match[0].length) };
}

/** `env -S "cmd arg"`: the text splits at blanks. */
function splitAtBlanks(word: CommandWord): readonly CommandWord[] {
  const value = valueOf(word);
  return [...value.text.matchAll(/\S+/g)].map((match) =>
    textWord(value.slice({ start: match.index, end: match.index + match[0].length })),
  );
}

const plainSettings: ShellSettings = { errexit: false, pipefail: false };

/** Options of shells that take the next word. */
const shellValueOptions = new Set(['--rcfile', '--init-file']);

interface ShellLine {
  readonly settings: ShellSettings;
  /** `-c` is given. */
  readonly takesString: boolean;
  /** `-s` is given. */
  readonly readsInput: boolean;
  readonly operands: readonly CommandWord[];
}

/** `sh [options] [-c string | script] [args]`; undefined where an expansion may be an option. */
function shellLine(args: readonly CommandWord[]): ShellLine | undefined {
  let takesString = false;
  let readsInput = false;
  let at = 0;
  const options: CommandWord[] = [];
  for (let word = args[at]; word; word = args[++at]) {
    if (word.value === undefined && (word.splits || word.prefix.startsWith('-'))) return undefined;
    const text = word.value ?? '';
    if (text === '--' || text === '-') {
      at++;
      break;
    }
    if (!/^[-+]./.test(text)) break;
    if (text.startsWith('--')) {
      if (shellValueOptions.has(text)) at++;
      continue;
    }
    options.push(word);
    if (text.startsWith('-') && text.includes('c')) takesString = true;
    if (text.startsWith('-') && text.includes('s')) readsInput = true;
    // Each `o` and `O` takes a word of its own.
    for (const letter of text.slice(1)) {
      const value = letter === 'o' || letter === 'O' ? args[at + 1] : undefined;
      if (!value) continue;
      at++;
      if (letter === 'o') options.push(value);
    }
  }
  const changes = changedSettings(options);
  const settings = { errexit: changes.errexit === 'on', pipefail: changes.pipefail === 'on' };
  return { settings, takesString, readsInput, operands: args.slice(at) };
}

function ofShell(command: ShellCommand, dialect: ShellDialect): readonly InnerCommand[] {
  const line = shellLine(command.args);
  if (!line) return [];
  const { operands, settings } = line;
  if (line.takesString) {
    const text = operands[0];
    return text ? [{ kind: 'script', script: valueOf(text), dialect, own: settings }] : [];
  }
  if (operands.length > 0 && !line.readsInput) return [];
  const input = command.redirections.findLast(({ operator, descriptor }) => {
    return operator.startsWith('<') && (descriptor === undefined || descriptor === 0);
  });
  const script = input?.body ?? (input?.operator === '<<<' && input.target ? valueOf(input.target) : undefined);
  return script ? [{ kind: 'script', script, dialect, own: settings }] : [];
}

/** The arguments joined by blanks, in the caller's shell. */
function ofEval(command: ShellCommand): readonly InnerCommand[] {
  const args = command.args[0]?.value === '--' ? command.args.slice(1) : command.args;
  const builder = new DerivedTextBuilder(command.source);
  for (const word of args) {
    const value = valueOf(word);
    if (builder.length > 0) builder.substitute(' ', word.span.start, word.span.start);
    value.appendTo(builder, { start: 0, end: value.text.length });
  }
  const script = builder.build(command.span.end);
  return script.text === '' ? [] : [{ kind: 'script', script, dialect: 'sh', own: undefined }];
}

/** `find ... -exec cmd {} \;`, as often as it is given. */
function ofFind(args: readonly CommandWord[]): readonly InnerCommand[] {
  const found: InnerCommand[] = [];
  for (let at = 0; at < args.length; at++) {
    if (!/^-(exec|execdir|ok|okdir)$/.test(args[at]?.value ?? '')) continue;
    const start = ++at;
    while (at < args.length && args[at]?.value !== ';' && !(args[at]?.value === '+' && args[at - 1]?.value === '{}'))
      at++;
    found.push(...ofWords(args.slice(start, at), { conditional: true }));
  }
  return found;
}

/** `su [options] [user] [-c command]`; options may follow the user. */
function ofSu(command: ShellCommand): readonly InnerCommand[] {
  const args = suArguments(command);
  const script = args && flagOf(args, '--command')?.value;
  return script ? [{ kind: 'script', script: valueOf(script), dialect: 'sh', own: plainSettings }] : [];
}

/** `runuser -u user cmd`, or the arguments of `su`. */
function ofRunuser(command: ShellCommand): readonly InnerCommand[] {
  const wrapper = wrapperOf('runuser');
  if (!wrapper) return [];
  const { result, rest } = readArguments(wrapper.grammar, command.args);
  return flagOf(result, '--user') ? ofWords(command.args.slice(rest), {}) : ofSu(command);
}

/** The arguments of `su`; undefined if they can't be told apart. */
export function suArguments(command: ShellCommand): CommandArguments | undefined {
  const { switches, values } = wrapperTables.su ?? {};
  suGrammar ??= flagGrammar('su', { switches: switches ?? '', values: values ?? '' });
  const { result } = readArguments(suGrammar, command.args);
  return result.operandsCertain ? result : undefined;
}

let suGrammar: FlagGrammar | undefined;
