import { dockerfileRule, option } from '@plimsoll/core/rule';
import { isHarmlessStatement, powershellScript, statementsOf } from '../shared/powershell.ts';

export default dockerfileRule({
  id: 'dockerfile/require-powershell-stop',
  aliases: ['tally/powershell/error-action-preference'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['powershell'],

  summary: 'Let PowerShell stop at the first error.',
  why: `
    By default PowerShell prints an error and goes on with the next statement, so that a RUN succeeds in which a download
    failed. \`$ErrorActionPreference = 'Stop'\` ends the script there, best once in SHELL:
    \`SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]\`.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#shell',
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_preference_variables#erroractionpreference',
  ],

  fixable: 'none',
  options: {
    minStatements: option.integer({ default: 2, summary: 'How many statements a RUN must have to be reported.' }),
  },
  messages: {
    goesOn:
      "PowerShell goes on after an error in this RUN, and the build does not notice. Set $ErrorActionPreference = 'Stop' in SHELL.",
  },

  examples: [
    {
      title: 'Two statements',
      bad: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        SHELL ["powershell", "-Command"]
        RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip; Expand-Archive a.zip C:/a
      `,
      good: `
        FROM mcr.microsoft.com/windows/servercore:ltsc2025
        SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
        RUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip; Expand-Archive a.zip C:/a
      `,
    },
  ],

  on: {
    Run(run, { builds, options, report }) {
      for (const build of builds) {
        const script = powershellScript(build, run);
        if (!script) continue;
        const statements = statementsOf(script.text);
        if (statements.length < options.minStatements || statements.slice(0, -1).every(isHarmlessStatement)) continue;
        const all = `${script.shell} ${script.text}`;
        if (
          /\$(global:)?ErrorActionPreference\s*=\s*['"\\]*Stop|\$PSNativeCommandUseErrorActionPreference\s*=\s*\$true/i.test(
            all,
          )
        )
          continue;
        report({ at: run.keyword, message: 'goesOn' });
        return;
      }
    },
  },
});
