import { argumentsOf, type CommandArguments, dockerfileRule, flagOf, shellCommands } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/prefer-apk-virtual',
  aliases: ['dockerfilelint/apkadd-missing-virtual'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],
  mentions: ['apk'],

  summary: 'Group packages that are only needed for a while with `apk add --virtual`.',
  why: `
    Packages that the same RUN removes again are written down twice, and one that is forgotten in \`apk del\` stays in the
    image. With \`--virtual .build-deps\` they have one name, and \`apk del .build-deps\` removes them all, with what they
    brought along.
  `,
  sources: ['https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper#Virtual_Packages'],

  fixable: 'none',
  messages: {
    group:
      '{packages} are added here and removed by name later in this RUN. Add them with --virtual .build-deps, and remove that.',
  },

  examples: [
    {
      title: 'Build dependencies by name',
      bad: `
        FROM alpine:3.22
        RUN apk add --no-cache gcc make && make install && apk del gcc make
      `,
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache --virtual .build-deps gcc make && make install && apk del .build-deps
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      const added: CommandArguments[] = [];
      const removed = new Set<string>();
      for (const command of shellCommands(script)) {
        const args = argumentsOf(command);
        if (args?.tool !== 'apk' || !args.complete || !args.operandsCertain) continue;
        if (args.subcommands[0] === 'add') added.push(args);
        if (args.subcommands[0] === 'del') for (const { value } of args.operands) if (value) removed.add(value);
      }
      for (const args of added) {
        const at = args.subcommandWords[0];
        if (!at || flagOf(args, '--virtual') || args.operands.length < 2) continue;
        const names = args.operands.map(({ value }) => value?.replace(/[=<>~].*$/, ''));
        if (!names.every((name) => name !== undefined && removed.has(name))) continue;
        report({ message: 'group', at, data: { packages: names.join(', ') } });
      }
    },
  },
});
