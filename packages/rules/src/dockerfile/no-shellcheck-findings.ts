import {
  dockerfileRule,
  type InstructionScript,
  option,
  type PlacedRemark,
  type Severity,
  scriptRemarks,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-shellcheck-findings',
  aliases: ['shellcheck/SCnnnn', 'hadolint/SCnnnn'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: [],

  summary: 'Heed what ShellCheck says of the scripts that instructions run.',
  why: `
    ShellCheck knows hundreds of traps of the shell: words that are split, quotes that end too early, tests that are always
    true. With \`--shellcheck\`, or with the option \`run\`, the installed program is asked about every script of a RUN, CMD,
    ENTRYPOINT and HEALTHCHECK, heredocs and ONBUILD among them, and its remarks are shown where the Dockerfile has the words.
    Each code has a name of its own: \`shellcheck/SC2086\`, or \`hadolint/SC2086\`, in settings and comments. Remarks of the
    levels info and style are \`info\`.

    Left out are remarks about what only another shell has (SC3xxx) where nobody knows which shell \`/bin/sh\` is, those about
    files that are not at hand (SC1090, SC1091), and about unassigned variables in ONBUILD.
  `,
  sources: ['https://www.shellcheck.net/wiki/', 'https://github.com/koalaman/shellcheck'],

  fixable: 'none',
  options: {
    run: option.boolean({
      default: false,
      summary: 'Run the installed `shellcheck`; without it the rule says nothing.',
    }),
  },
  messages: {
    found: 'ShellCheck {code}: {remark}',
  },

  examples: [
    {
      title: 'A variable that is split into words',
      options: { run: true },
      bad: `
        FROM alpine:3.22
        RUN dir=$(mktemp -d) && cd $dir && ls
      `,
      good: `
        FROM alpine:3.22
        RUN dir=$(mktemp -d) && cd "$dir" && ls
      `,
    },
  ],

  on: {
    Script(script, { builds, options, project, report }) {
      if (!options.run) return;
      for (const { remark, span } of scriptRemarks(project, script, builds)) {
        const set = settingOf(options, remark.code);
        if (set === 'off' || isDoubtful(remark, script)) continue;
        const severity = set ?? (remark.level === 'info' || remark.level === 'style' ? 'info' : undefined);
        report({
          at: script.text.locate(span),
          message: 'found',
          data: { code: remark.code, remark: remark.message },
          code: remark.code,
          ...(severity && { severity }),
        });
      }
    },
  },
});

/** The severity that a setting of `shellcheck/SCnnnn` gives to a code: an option by its name. */
function settingOf(options: Readonly<Record<string, unknown>>, code: string): Severity | 'off' | undefined {
  const given = Object.hasOwn(options, code) ? options[code] : undefined;
  return given === 'off' || given === 'error' || given === 'warning' || given === 'info' ? given : undefined;
}

/** Of plain `sh` nobody knows which one it is, of ash ShellCheck knows only dash, and in ONBUILD nobody knows the variables. */
function isDoubtful({ code }: PlacedRemark['remark'], { dialect, instruction }: InstructionScript): boolean {
  if (code.startsWith('SC3')) return dialect === 'sh' || dialect === 'ash';
  return code === 'SC2154' && instruction.onbuild;
}
