import { dockerfileRule } from '@plimsoll/core/rule';
import { powershellScript } from '../shared/powershell.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-silent-powershell-progress',
  aliases: ['tally/powershell/progress-preference'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['powershell'],

  summary: 'Switch the progress bar of PowerShell off for downloads.',
  why: `
    Windows PowerShell draws a progress bar for every block that \`Invoke-WebRequest\` gets, which makes large downloads many
    times slower and fills the log. \`$ProgressPreference = 'SilentlyContinue'\` switches it off.
  `,
  sources: [
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_preference_variables#progresspreference',
  ],

  fixable: 'none',
  messages: {
    progress:
      "The progress bar of {command} slows the download down. Set $ProgressPreference = 'SilentlyContinue' in SHELL or before it.",
  },

  examples: [
    {
      title: 'A download',
      bad: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        SHELL ["powershell", "-Command"]
        RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip
      `,
      good: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        SHELL ["powershell", "-Command", "$ProgressPreference = 'SilentlyContinue';"]
        RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip
      `,
    },
  ],

  on: {
    Run(run, { builds, report }) {
      for (const build of builds) {
        const script = powershellScript(build, run);
        const command = script && /(?<![\w-])(Invoke-WebRequest|iwr|wget|curl)(?=\s+["'$(h-])/i.exec(script.text);
        if (!script || !command?.[1]) continue;
        const before = `${script.shell} ${script.text.slice(0, command.index)}`;
        if (/\$(global:)?ProgressPreference\s*=\s*['"\\]*(SilentlyContinue|Ignore|0)/i.test(before)) continue;
        report({ at: run.keyword, message: 'progress', data: { command: command[1] } });
        return;
      }
    },
  },
});
