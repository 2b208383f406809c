import type { DockerfileFile, Instruction } from '@plimsoll/core/rule';

/** What stands in stages and is an instruction (`validateCommandCasing` in BuildKit's validations.go). */
export function countedInstructions({ stages }: DockerfileFile): readonly Instruction[] {
  return stages.flatMap((stage) => [stage.from, ...stage.instructions]).filter(({ kind }) => kind !== 'Unknown');
}

/** True if more instructions are written in lower case than in upper case; those in mixed case count for neither. */
export function isMostlyLower(instructions: readonly Instruction[]): boolean {
  let lower = 0;
  let upper = 0;
  for (const { keyword } of instructions) {
    if (keyword.text === keyword.text.toLowerCase()) lower++;
    else if (keyword.text === keyword.text.toUpperCase()) upper++;
  }
  return lower > upper;
}
