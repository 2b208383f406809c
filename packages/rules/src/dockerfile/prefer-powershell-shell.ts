import { dockerfileRule, type Located, scriptOf } from '@plimsoll/core/rule';
import { powershellCall } from '../shared/powershell.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-powershell-shell',
  aliases: ['tally/powershell/prefer-shell-instruction'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: ['powershell'],

  summary: 'Set PowerShell once with SHELL where several RUNs call it.',
  why: `
    A RUN that calls \`powershell -Command\` starts \`cmd\` first, which reads quotes and percent signs in its own way before
    PowerShell does. One SHELL for the stage gives PowerShell the text as it is, with the same settings everywhere.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#shell'],

  fixable: 'none',
  messages: {
    again: 'This stage calls {program} in {count} RUNs. Set it once: SHELL ["{program}", "-Command"].',
  },

  examples: [
    {
      title: 'Two calls',
      bad: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        RUN powershell -Command Get-Process
        RUN powershell -Command Get-Service
      `,
      good: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        SHELL ["powershell", "-Command"]
        RUN Get-Process
        RUN Get-Service
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      const [build] = builds;
      if (!build) return;
      const calls = new Map<string, { readonly program: string; readonly places: Located[] }>();
      for (const instruction of stage.instructions) {
        const script = instruction.kind === 'Run' ? scriptOf(build, instruction) : undefined;
        const call = script && script.dialect !== 'powershell' ? powershellCall(script) : undefined;
        if (!call) continue;
        const known = calls.get(call.head) ?? { program: call.head.split(' ')[0] ?? call.head, places: [] };
        calls.set(call.head, known);
        known.places.push(call.at);
      }
      for (const { program, places } of calls.values()) {
        const [at] = places;
        if (at && places.length > 1) report({ at, message: 'again', data: { program, count: places.length } });
      }
    },
  },
});
