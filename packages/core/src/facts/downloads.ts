import type { AddInstruction, Stage, Word } from '../dockerfile/nodes.ts';
import { literalValue } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import { type CommandArguments, flagOf } from '../shell/arguments.ts';
import type { CommandWord, ShellCommand } from '../shell/command-nodes.ts';
import { argumentsOf } from '../shell/flags.ts';
import type { Located } from '../text/located.ts';
import { fact } from './fact.ts';
import { type InstructionScript, scriptOf, shellCommands } from './shell-scripts.ts';

/** Something that a build fetches by URL: `curl`, `wget` or ADD. */
export type Download = Located & {
  /** The URL where it is known whole. */
  readonly url: string | undefined;
  /** Its characters before the first variable. */
  readonly urlPrefix: string;
} & (
    | {
        readonly by: 'curl' | 'wget';
        readonly command: ShellCommand;
        readonly arguments: CommandArguments;
        /** The file that it is written to where one is named; `-` is standard output. */
        readonly output: CommandWord | undefined;
        readonly script: InstructionScript;
      }
    | { readonly by: 'add'; readonly instruction: AddInstruction; readonly word: Word }
  );

/** The downloads of a script, in order: one for each URL. */
export const downloadsOf = fact('core/script-downloads@1', (script: InstructionScript): readonly Download[] =>
  shellCommands(script).flatMap((command) => downloadsBy(command, script)),
);

function downloadsBy(command: ShellCommand, script: InstructionScript): readonly Download[] {
  const args = command.name === 'curl' || command.name === 'wget' ? argumentsOf(command) : undefined;
  const by = args?.tool;
  if (!args || (by !== 'curl' && by !== 'wget')) return [];
  const output = flagOf(args, by === 'curl' ? '--output' : '--output-document')?.value;
  const named = args.flags.flatMap((flag) => (by === 'curl' && flag.names.includes('--url') && flag.value) || []);
  return [...named, ...args.operands].map((word) => ({
    by,
    source: word.source,
    span: word.span,
    url: word.value,
    urlPrefix: word.prefix,
    command,
    arguments: args,
    output,
    script,
  }));
}

/** The downloads of a stage's RUN and ADD instructions, in order. */
export function downloadsIn(build: Build, stage: Stage): readonly Download[] {
  return downloadsByStage(build).get(stage) ?? [];
}

const downloadsByStage = fact('core/downloads@1', (build: Build): ReadonlyMap<Stage, readonly Download[]> => {
  const found = new Map<Stage, readonly Download[]>();
  for (const stage of build.dockerfile.root.stages) {
    const list = stage.instructions.flatMap((outer): readonly Download[] => {
      const instruction = outer.kind === 'Onbuild' ? outer.trigger : outer;
      if (instruction?.kind === 'Add') return instruction.sources.flatMap((word) => addedUrl(instruction, word) ?? []);
      const script = instruction?.kind === 'Run' ? scriptOf(build, instruction) : undefined;
      return script ? downloadsOf(script) : [];
    });
    found.set(stage, list);
  }
  return found;
});

function addedUrl(instruction: AddInstruction, word: Word): Download | undefined {
  const url = literalValue(word);
  const written = url ?? word.text;
  if (!/^https?:\/\//i.test(written)) return undefined;
  const variable = written.indexOf('$');
  const urlPrefix = url ?? written.slice(0, variable < 0 ? written.length : variable);
  return { by: 'add', source: word.source, span: word.span, url, urlPrefix, instruction, word };
}
