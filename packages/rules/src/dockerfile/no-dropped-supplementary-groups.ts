import {
  argumentsOf,
  type Build,
  dockerfileRule,
  fact,
  flagOf,
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
      const dropped = builds.map((build) => otherGroupOf(build, instruction, user, group));
      const [name] = dropped;
      if (name === undefined || dropped.includes(undefined)) return;
      const at = value.derived.locate({ start: user.length, end: value.text.length });
      report({ at, message: 'dropped', data: { user, group, dropped: name }, fix: () => [remove(at)] });
    },
  },
});

interface Addition {
  readonly group: string;
  /** Where the step stands in the file. */
  readonly start: number;
}

/** What the steps of each stage add users to: by the index of the stage, then by the user. */
const additions = fact('rules/added-groups@1', (build: Build): readonly ReadonlyMap<string, readonly Addition[]>[] =>
  stageGraph(build).stages.map(({ instructions }) => {
    const found = new Map<string, Addition[]>();
    for (const instruction of instructions) {
      const script = instruction.kind === 'Run' ? scriptOf(build, instruction) : undefined;
      if (!script || !/useradd|usermod|adduser|addgroup/.test(script.text.text)) continue;
      for (const { user, group } of shellCommands(script).flatMap(addedGroups)) {
        const addition = { group, start: instruction.span.start };
        const others = found.get(user);
        if (others) others.push(addition);
        else found.set(user, [addition]);
      }
    }
    return found;
  }),
);

/** A group but one that steps before an instruction, or of the stages below, add a user to. */
function otherGroupOf(build: Build, until: UserInstruction, user: string, group: string): string | undefined {
  const graph = stageGraph(build);
  const stage = until.stageIndex === undefined || until.onbuild ? undefined : graph.stages[until.stageIndex];
  if (!stage) return undefined;
  const added = additions(build);
  const own = added[stage.index]?.get(user)?.find((one) => one.group !== group);
  if (own && own.start < until.span.start) return own.group;
  for (let base = graph.baseOf(stage); base.kind === 'stage'; base = graph.baseOf(base.stage)) {
    const inherited = added[base.stage.index]?.get(user)?.find((one) => one.group !== group);
    if (inherited) return inherited.group;
  }
  return undefined;
}

/** The user and the groups of `usermod -aG group user` and its like. */
function addedGroups(command: ShellCommand): readonly { readonly user: string; readonly group: string }[] {
  const args = argumentsOf(command);
  if (!args?.operandsCertain) return [];
  const [user, second] = args.operands.map(({ value }) => value);
  if (user === undefined) return [];
  switch (command.name) {
    case 'useradd':
    case 'usermod':
      return (flagOf(args, '--groups')?.value?.value?.split(',') ?? []).map((group) => ({ user, group }));
    case 'adduser':
    case 'addgroup':
      return second === undefined ? [] : [{ user, group: second }];
    default:
      return [];
  }
}
