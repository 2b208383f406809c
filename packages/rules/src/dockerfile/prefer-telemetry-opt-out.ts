import { baseNameOf, type CommandWord, dockerfileRule, type ShellCommand, shellCommands } from '@plimsoll/core/rule';
import { telemetrySwitches } from '../knowledge/telemetry.ts';
import { variableOf } from '../shared/script-variables.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-telemetry-opt-out',
  aliases: ['tally/prefer-telemetry-opt-out'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],
  mentions: Object.keys(telemetrySwitches),

  summary: 'Switch off the telemetry of tools that a build runs.',
  why: `
    Some tools report to their makers how they are used. In a build nobody sees the notice that asks for consent, the
    requests cost time, and without a network they may wait. Each of these tools has a variable that stops it.
  `,
  sources: [
    'https://learn.microsoft.com/en-us/dotnet/core/tools/telemetry',
    'https://nextjs.org/telemetry',
    'https://consoledonottrack.com/',
  ],

  fixable: 'none',
  messages: {
    telemetry: '{tool} reports how it is used. Put ENV {variable}={value} above this step.',
  },

  examples: [
    {
      title: 'A tool that reports',
      bad: `
        FROM node:24
        RUN npx next build
      `,
      good: `
        FROM node:24
        ENV NEXT_TELEMETRY_DISABLED=1
        RUN npx next build
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      if (script.instruction.kind !== 'Run') return;
      const told = new Set<string>();
      for (const command of shellCommands(script)) {
        const at = toolWord(command);
        const tool = at && baseNameOf(at.value ?? '');
        const known = tool === undefined ? undefined : telemetrySwitches[tool];
        if (!at || tool === undefined || !known || told.has(known.variable)) continue;
        told.add(known.variable);
        if ([known.variable, 'DO_NOT_TRACK'].some((name) => variableOf(name, command, script, builds))) continue;
        report({ at, message: 'telemetry', data: { tool, ...known } });
      }
    },
  },
});

/** The program itself, or the first word of what `npx`, `yarn` and the like are given that is one of the table. */
function toolWord({ name, nameWord, args }: ShellCommand): CommandWord | undefined {
  if (!/^(?:npx|bunx|pnpx|pnpm|yarn|bun)$/.test(name ?? '')) return isKnown(name) ? nameWord : undefined;
  return args.slice(0, 2).find(({ value }) => isKnown(value));
}

const isKnown = (name: string | undefined): boolean => name !== undefined && Object.hasOwn(telemetrySwitches, name);
