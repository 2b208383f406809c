import type { AddInstruction, CopyInstruction, Instruction, Word } from '@plimsoll/core/rule';

/** The source of COPY or ADD that stands for all of the build context: `.`, `./`, `/` or `*`. */
export function broadSource(instruction: Instruction): Word | undefined {
  if (instruction.kind !== 'Add' && instruction.kind !== 'Copy') return undefined;
  if (comesFromElsewhere(instruction)) return undefined;
  return instruction.sources.find(({ text }) => /^["']?(?:\.\/?|\/|\.?\/?\*)["']?$/.test(text));
}

/** `--from`, also where its value is missing; what `--parents` or `--exclude` leave out was thought of. */
function comesFromElsewhere({ flags, notJson }: AddInstruction | CopyInstruction): boolean {
  return notJson !== undefined || flags.some(({ name }) => name === 'from' || name === 'exclude' || name === 'parents');
}
