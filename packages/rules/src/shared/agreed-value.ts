import { type Build, environmentAt, expandWord, type Instruction, type Word } from '@plimsoll/core/rule';

/**
 * What a word of an instruction comes to where everything in it is known and all builds agree, defaults of ARG included;
 * otherwise undefined.
 */
export function agreedValue(word: Word, instruction: Instruction, builds: readonly Build[]): string | undefined {
  let agreed: string | undefined;
  for (const build of builds) {
    const expansion = expandWord(word, environmentAt(build, instruction));
    if (!('value' in expansion) || expansion.unset.length > 0) return undefined;
    if (agreed !== undefined && agreed !== expansion.value) return undefined;
    agreed = expansion.value;
  }
  return agreed;
}
