import { type Build, type CommandForm, type DockerfileDocument, effectiveUserOf, type Word } from '@plimsoll/core/rule';
import { isRootUser } from './root-users.ts';

/** The value of USER in each stage whose own last USER is root, as the first of the builds has it. */
export function rootUsersOfStages({ root }: DockerfileDocument, [build]: readonly Build[]): readonly Word[] {
  return root.stages.flatMap((stage) => {
    const who = build && effectiveUserOf(build, stage);
    if (who?.kind !== 'user' || who.instruction.stageIndex !== stage.index) return [];
    const { value } = who.instruction;
    return value && isRootUser(who.user) ? [value] : [];
  });
}

/** A command as a message names it: its words, cut where they are many. */
export function shortCommand(command: CommandForm): string {
  const text = command.form === 'exec' ? command.items.map((item) => item.value).join(' ') : command.script.text.trim();
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
