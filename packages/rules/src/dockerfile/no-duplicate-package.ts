import { type CommandWord, dockerfileRule, type Located, packageInstallsOf, remove, textAt } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-duplicate-package',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Name a package once in an install.',
  why: `
    A package that stands twice in a list is installed once. It is the mark of a list that has grown without order, and whoever
    removes one of the two is surprised to find the package still there.
  `,

  mentions: [
    'apt',
    'apk',
    'yum',
    'dnf',
    'zypper',
    'pip',
    'uv',
    'npm',
    'yarn',
    'pnpm',
    'bun',
    'gem',
    'pacman',
    'conda',
    'mamba',
  ],

  fixable: 'safe',
  fixTitle: 'Remove the second mention',
  messages: {
    twice: '{package} stands in this list already. Remove one of the two.',
  },

  examples: [
    {
      title: 'Twice in a list',
      bad: `
        FROM debian:trixie
        RUN apt-get update && apt-get install -y curl git curl
      `,
      good: `
        FROM debian:trixie
        RUN apt-get update && apt-get install -y curl git
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.instruction.kind !== 'Run') return;
      for (const { packages, arguments: args } of packageInstallsOf(script)) {
        if (!args.operandsCertain) continue;
        const first = new Map<string, CommandWord>();
        for (const [index, word] of packages.entries()) {
          const { value } = word;
          if (value === undefined || word.glob) continue;
          const earlier = first.get(value);
          if (!earlier) {
            first.set(value, word);
            continue;
          }
          const place = gapAndWord(packages[index - 1], word);
          const related = [{ at: earlier, label: 'it stands here' }];
          const fix = place ? () => [remove(place)] : null;
          report({ at: word, message: 'twice', data: { package: value }, related, fix });
        }
      }
    },
  },
});

/** The word with what separates it from the one before, if that is nothing but blanks and line ends. */
function gapAndWord(before: CommandWord | undefined, word: CommandWord): Located | undefined {
  if (!before?.node || !word.node) return undefined;
  const { source } = word;
  const gap = textAt({ source, span: { start: before.span.end, end: word.span.start } });
  if (!/^[ \t]+$|^[ \t]*[\\`][ \t]*\r?\n[ \t]*$/.test(gap)) return undefined;
  return { source, span: { start: before.span.end, end: word.span.end } };
}
