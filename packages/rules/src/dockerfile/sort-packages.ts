import { type CommandWord, dockerfileRule, packageInstallsOf, replace, textAt } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/sort-packages',
  aliases: ['tally/sort-packages'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],
  mentions: ['apt', 'apk', 'yum', 'dnf', 'zypper', 'pacman', 'pip', 'npm', 'yarn', 'pnpm', 'gem'],

  summary: 'Sort the packages of an install command.',
  why: `
    In a sorted list a package is found at once, none is there twice, and two changes to the list seldom conflict. Names are
    compared without their versions and in any letter case; words with variables stay last, in their order.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#sort-multi-line-arguments'],

  fixable: 'safe',
  fixTitle: 'Sort the packages',
  messages: {
    unsorted: '{package} belongs before {previous}. Sort the packages, so that they are found and compared easily.',
  },

  examples: [
    {
      title: 'A list',
      bad: `
        FROM alpine:3.22
        RUN apk add --no-cache \\
          git=2.49.1-r0 \\
          curl \\
          bash
      `,
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache \\
          bash \\
          curl \\
          git=2.49.1-r0
      `,
    },
    {
      title: 'Files, whose order may matter, and variables',
      good: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y ./b.deb ./a.deb && rm -rf /var/lib/apt/lists/*
        RUN pip install --no-cache-dir numpy "$EXTRA"
      `,
    },
  ],

  on: {
    Script(script, { report }) {
      if (script.form === 'exec') return;
      for (const { manager, packages, arguments: args, command } of packageInstallsOf(script)) {
        if (!sortable.has(manager) || !args.operandsCertain || command.node === undefined) continue;
        if (
          packages.some(
            ({ value, node }) => node === undefined || /^\.{0,2}\/|:\/\/|\.(deb|rpm|whl|apk)$/.test(value ?? ''),
          )
        )
          continue;
        const sorted = [...packages].sort(compare);
        const at = packages.find((word, index) => index > 0 && compare(packages[index - 1] as CommandWord, word) > 0);
        if (!at) continue;
        const previous = packages.find((word) => compare(word, at) > 0);
        const edits = packages.flatMap((word, index) => {
          const text = textAt(sorted[index] ?? word);
          return text === textAt(word) ? [] : [replace(word, text)];
        });
        const data = { package: textAt(at), previous: textAt(previous ?? at) };
        report({ message: 'unsorted', at, data, fix: () => edits });
      }
    },
  },
});

const sortable = new Set(
  'apt-get apt aptitude apk yum dnf microdnf tdnf dnf5 zypper pacman pip npm yarn pnpm bun gem'.split(' '),
);

/** Words with variables last, in their order; others by name without version, then as written. */
function compare(one: CommandWord, other: CommandWord): number {
  if (one.value === undefined || other.value === undefined) {
    return Number(one.value === undefined) - Number(other.value === undefined);
  }
  const [a, b] = [nameOf(one.value), nameOf(other.value)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Without the version: `git=2.49`, `numpy>=2`, `express@5`, `@scope/name@1`. */
const nameOf = (word: string): string => /^@?[^=<>~!@[\]]*/.exec(word)?.[0].toLowerCase() ?? word;
