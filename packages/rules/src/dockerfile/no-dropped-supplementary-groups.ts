import {
  argumentsOf,
  type Build,
  dockerfileRule,
  flagOf,
  type Instruction,
  remove,
  type ShellCommand,
  scriptOf,
  shellCommands,
  stageGraph,
  type UserInstruction,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-dropped-supplementary-groups',
  aliases: ['tally/user-explicit-group-drops-supplementary-groups'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Name no group in USER where the user is in further ones.',
  why: `
    \`USER app\` gives the process all groups that \`/etc/group\` has for the user. \`USER app:app\` gives it that one and no
    others: what a step before it did with \`usermod -aG docker app\` has no effect.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#user'],

  fixable: 'unsafe',
  fixTitle: 'Leave the group out (the process then has all groups of the user)',
  messages: {
    dropped:
      'With a group in USER, {user} is only in {group}, and not in {dropped}, which a step above asks for. Leave the group out.',
  },

  examples: [
    {
      title: 'A group that is lost',
      bad: `
        FROM debian:trixie-slim
        RUN useradd --system app && usermod -aG video app
        USER app:app
      `,
      good: `
        FROM debian:trixie-slim
        RUN useradd --system app && usermod -aG video app
        USER app
      `,
    },
    {
      title: 'Its only group, and a user by number',
      good: `
        FROM debian:trixie-slim
        RUN useradd --system --user-group app
        USER app:app
        RUN useradd -G video other
        USER 1001:1001
      `,
    },
  ],

  on: {
    User(instruction, { builds, report }) {
      const value = instruction.value;
      const match = /^([A-Za-z_][\w.-]*):([\w.-]+)$/.exec(value?.text ?? '');
      if (!value || !match) return;
      const [, user = '', group = ''] = match;
      if (user === 'root') return;
      const dropped = builds.map((build) => groupsOf(build, instruction, user).find((one) => one !== group));
      const [name] = dropped;
      if (name === undefined || dropped.includes(undefined)) return;
      const at = value.derived.locate({ start: user.length, end: value.text.length });
      report({ at, message: 'dropped', data: { user, group, dropped: name }, fix: () => [remove(at)] });
    },
  },
});

/** The groups that steps before an instruction add a user to. */
function groupsOf(build: Build, until: UserInstruction, user: string): readonly string[] {
  return instructionsBefore(build, until).flatMap((instruction) => {
    const script = instruction.kind === 'Run' ? scriptOf(build, instruction) : undefined;
    if (!script?.text.text.includes(user)) return [];
    return shellCommands(script).flatMap((command) => addedGroups(command, user));
  });
}

function instructionsBefore(build: Build, until: Instruction): readonly Instruction[] {
  const graph = stageGraph(build);
  const stage = until.stageIndex === undefined || until.onbuild ? undefined : graph.stages[until.stageIndex];
  if (!stage) return [];
  const before: Instruction[] = stage.instructions.slice(0, stage.instructions.indexOf(until));
  for (let base = graph.baseOf(stage); base.kind === 'stage'; base = graph.baseOf(base.stage)) {
    before.push(...base.stage.instructions);
  }
  return before;
}

function addedGroups(command: ShellCommand, user: string): readonly string[] {
  const args = argumentsOf(command);
  if (!args?.operandsCertain) return [];
  const [first, second] = args.operands.map(({ value }) => value);
  switch (command.name) {
    case 'useradd':
    case 'usermod':
      return first === user ? (flagOf(args, '--groups')?.value?.value?.split(',') ?? []) : [];
    case 'adduser':
    case 'addgroup':
      return first === user && second !== undefined ? [second] : [];
    default:
      return [];
  }
}
