import { dockerfileRule, type Instruction, type Located } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-tilde-path',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Write the path of a home directory in full.',
  why: `
    Only shells make a home directory of \`~\`. COPY, ADD and VOLUME take it for a name and make a directory called \`~\` below
    the working directory; in PATH programs look for such a directory and find nothing.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#copy'],

  fixable: 'none',
  messages: {
    path: '{instruction} does not expand "~": this is a directory of that name below the current one. Write the path of the home.',
    search: '"~" in PATH is not the home directory for programs other than bash. Write its path.',
  },

  examples: [
    {
      title: 'A file for the home',
      bad: `
        FROM alpine:3.22
        COPY .vimrc ~/.vimrc
      `,
      good: `
        FROM alpine:3.22
        COPY .vimrc /root/.vimrc
      `,
    },
    {
      title: 'A search path',
      bad: `
        FROM alpine:3.22
        ENV PATH="~/.local/bin:$PATH"
      `,
      good: `
        FROM alpine:3.22
        ENV PATH="/root/.local/bin:$PATH"
      `,
    },
  ],

  on: {
    Instruction(instruction, { report }) {
      for (const at of pathsOf(instruction)) {
        if (instruction.kind === 'Env') report({ at, message: 'search' });
        else report({ at, message: 'path', data: { instruction: instruction.keyword.text.toUpperCase() } });
      }
    },
  },
});

/** `~` and `~/...`; `~name` may well be a file. */
const isHome = (text: string): boolean => /^["']?~(\/|["']?$)/.test(text);

function pathsOf(instruction: Instruction): readonly Located[] {
  switch (instruction.kind) {
    case 'Copy':
    case 'Add':
      return instruction.destination && isHome(instruction.destination.text) ? [instruction.destination] : [];
    case 'Volume':
      return instruction.paths.filter(({ text }) => isHome(text));
    case 'Env':
      return instruction.pairs.flatMap(({ key, value }) =>
        key.text === 'PATH' && value && value.text.split(':').some(isHome) ? [value] : [],
      );
    default:
      return [];
  }
}
