import { parseHeredocToken } from '../dockerfile/heredocs.ts';
import type {
  CmdInstruction,
  EntrypointInstruction,
  HealthcheckInstruction,
  Instruction,
  RunInstruction,
  ShellForm,
} from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import { type ShellCommand, textWord } from '../shell/command-nodes.ts';
import { walkExec, walkScript } from '../shell/commands.ts';
import type { ShellDialect } from '../shell/nodes.ts';
import { parseShell, type ShellScript } from '../shell/parse-shell.ts';
import type { ShellSettings } from '../shell/walk-state.ts';
import { type DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import { fact } from './fact.ts';
import { languageOfShebang, type ScriptLanguage, shellLanguageAt } from './shell-dialects.ts';

/** An instruction that runs something. */
export type ScriptInstruction = RunInstruction | CmdInstruction | EntrypointInstruction | HealthcheckInstruction;

/** What an instruction runs. */
export interface InstructionScript extends Located {
  readonly kind: 'InstructionScript';
  readonly instruction: ScriptInstruction;
  /** `heredoc`: the whole command is one heredoc, whose body is the script. */
  readonly form: 'shell' | 'exec' | 'heredoc';
  /** What the shell gets, heredoc bodies included; for the exec form the arguments as written. */
  readonly text: DerivedText;
  /** The exec form runs without a shell; its dialect is `other`. */
  readonly dialect: ShellDialect;
  /** What `SHELL` or the `#!` line sets: `-e`, `-o pipefail`. */
  readonly settings: ShellSettings;
}

/**
 * What the instructions of a build run, in file order, those in ONBUILD included. Nothing is parsed until `shellTree` or
 * `shellCommands` asks.
 */
export const shellScripts = fact('core/shell-scripts@1', (build: Build): readonly InstructionScript[] => [
  ...scriptTable(build).values(),
]);

/** What an instruction runs in a build; undefined for instructions that run nothing. */
export function scriptOf(build: Build, instruction: Instruction): InstructionScript | undefined {
  return scriptTable(build).get(instruction);
}

const scriptTable = fact('core/script-table@1', (build: Build): ReadonlyMap<Instruction, InstructionScript> => {
  const scripts = new Map<Instruction, InstructionScript>();
  for (const outer of build.dockerfile.root.instructions) {
    const instruction = outer.kind === 'Onbuild' ? outer.trigger : outer;
    if (!instruction || !runsSomething(instruction)) continue;
    const script = internScript(instruction, shellLanguageAt(build, outer));
    if (script) scripts.set(instruction, script);
  }
  return scripts;
});

const runsSomething = (instruction: Instruction): instruction is ScriptInstruction =>
  instruction.kind === 'Run' ||
  instruction.kind === 'Cmd' ||
  instruction.kind === 'Entrypoint' ||
  instruction.kind === 'Healthcheck';

/** Builds that agree about an instruction's language share its script, and so its commands. */
const interned = new WeakMap<ScriptInstruction, InstructionScript[]>();

function internScript(instruction: ScriptInstruction, language: ScriptLanguage): InstructionScript | undefined {
  const script = makeScript(instruction, language);
  if (!script) return undefined;
  const known = interned.get(instruction) ?? [];
  interned.set(instruction, known);
  const same = known.find(
    ({ dialect, settings }) =>
      dialect === script.dialect &&
      settings.errexit === script.settings.errexit &&
      settings.pipefail === script.settings.pipefail,
  );
  if (same) return same;
  known.push(script);
  return script;
}

function makeScript(instruction: ScriptInstruction, language: ScriptLanguage): InstructionScript | undefined {
  const { command, heredocs } = instruction;
  if (!command) return undefined;
  if (command.form === 'exec') {
    return script(instruction, 'exec', instruction.body, { dialect: 'other', settings: noSettings });
  }
  if (heredocs.length === 0) return script(instruction, 'shell', command.script, language);
  const [only] = heredocs;
  // BuildKit asks this of the whole command (`dispatchRun`): anything else on the line, and a shell must read the heredoc.
  if (!only || typeof parseHeredocToken(command.script.text) !== 'object') {
    return script(instruction, 'shell', withHeredocs(instruction, command), language);
  }
  return script(instruction, 'heredoc', only.body, heredocLanguage(only.body.text, language));
}

const noSettings: ShellSettings = { errexit: false, pipefail: false };

function script(
  instruction: ScriptInstruction,
  form: InstructionScript['form'],
  text: DerivedText,
  { dialect, settings }: ScriptLanguage,
): InstructionScript {
  const { source, span } = text.locate({ start: 0, end: text.text.length });
  return { kind: 'InstructionScript', instruction, form, text, dialect, settings, source, span };
}

/** A body with a `#!` line is run as a file, except on Windows. */
function heredocLanguage(body: string, language: ScriptLanguage): ScriptLanguage {
  if (!body.startsWith('#!') || language.dialect === 'cmd') return language;
  const end = body.indexOf('\n');
  return languageOfShebang(body.slice(2, end < 0 ? body.length : end));
}

/** The command line and the bodies as the shell gets them: each behind a line end, with its delimiter at the end. */
function withHeredocs(instruction: ScriptInstruction, command: ShellForm): DerivedText {
  const { script } = command;
  const builder = new DerivedTextBuilder(script.source);
  script.appendTo(builder, { start: 0, end: script.text.length });
  for (const { body, name, terminator, span } of instruction.heredocs) {
    const start = body.toSource({ start: 0, end: 0 }).start;
    builder.substitute('\n', start, start);
    body.appendTo(builder, { start: 0, end: body.text.length });
    const at = terminator?.span ?? { start: span.end, end: span.end };
    builder.substitute(name, at.start, at.end);
  }
  return builder.build();
}

/** The script with its tree; undefined for the exec form. */
export const shellTree = fact('core/shell-tree@1', (script: InstructionScript): ShellScript | undefined =>
  script.form === 'exec' ? undefined : parseShell(script.text, script.dialect),
);

/**
 * Every command that an instruction runs, in order, as `walkScript` and `walkExec` say; empty for scripts in languages
 * that are not read (PowerShell, cmd, Python) and for those that could not be parsed.
 */
export const shellCommands = fact('core/shell-commands@1', (script: InstructionScript): readonly ShellCommand[] => {
  const tree = shellTree(script);
  if (tree) return walkScript(tree, script.settings);
  const { command } = script.instruction;
  const words = command?.form === 'exec' ? command.items.map((item) => textWord(item.derived)) : [];
  return words.length > 0 ? walkExec(words, script, script.text) : [];
});
