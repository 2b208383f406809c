import {
  type AddInstruction,
  type Build,
  type CopyInstruction,
  dockerfileRule,
  environmentAt,
  expandWord,
  insertAfter,
  type Located,
  textAt,
  type Word,
  wordParts,
  workingDirectoryAt,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/require-destination-slash',
  aliases: [
    'hadolint/DL3021',
    'trivy/DS-0011',
    'kics/6db6e0c2-32a3-4a2e-93b5-72c35f4119db',
    'dockerfilelint/add_dest_invalid',
    'dockerfile-utils/INVALID_DESTINATION',
    'droast/DF048',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { workingDirectory: 'info' },

  summary: 'End the destination with a slash where several sources are copied.',
  why: `
    Several sources need a directory as their destination, and only the slash says that it is one. The classic builder
    refuses the instruction without it. BuildKit does not look: where the directory is not there yet, each file is written
    to the same path, and only the last one is left.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#destination'],

  fixable: 'unsafe',
  fixTitle: 'Add the slash, so that the destination is a directory',
  messages: {
    noSlash:
      'Several sources are copied, but nothing says that {destination} is a directory: without one there, the last file replaces the others. Write {destination}/.',
    workingDirectory:
      'BuildKit finds the directory {destination}, which WORKDIR makes, but other builders refuse several sources without a slash. Write {destination}/.',
  },

  examples: [
    {
      title: 'Two files',
      bad: `
        FROM node:24-slim
        COPY package.json package-lock.json /app
      `,
      good: `
        FROM node:24-slim
        COPY package.json package-lock.json /app/
      `,
    },
    {
      title: 'The directory that WORKDIR makes',
      bad: `
        FROM node:24-slim
        WORKDIR /app
        COPY package.json package-lock.json /app
      `,
      good: `
        FROM node:24-slim
        WORKDIR /app
        COPY package.json package-lock.json /app/
      `,
    },
    {
      title: 'A dot is a directory',
      good: `
        FROM node:24-slim
        WORKDIR /app
        COPY package.json package-lock.json .
      `,
    },
  ],

  on: {
    Copy(copy, { builds, report }) {
      const found = findingIn(copy, builds);
      if (found) report(found);
    },
    Add(add, { builds, report }) {
      const found = findingIn(add, builds);
      if (found) report(found);
    },
  },
});

function findingIn(instruction: AddInstruction | CopyInstruction, builds: readonly Build[]) {
  const { destination: at, sources, heredocs, flags, notJson } = instruction;
  // `--from stage` without its sign is another rule's, and the stage no source.
  if (flags.some(({ name, value }) => name === 'from' && !value)) return undefined;
  if (!at || notJson || sources.length + heredocs.length < 2) return undefined;
  const [build] = builds;
  if (!build || !builds.every((one) => lacksSlash(one, instruction, at))) return undefined;
  const directory = workingDirectoryAt(build, instruction);
  const expansion = expandWord(at, environmentAt(build, instruction));
  const isDirectory =
    directory.state !== 'unknown' && 'value' in expansion && expansion.value.replace(/\/\.$/, '') === directory.path;
  const destination = at.text.replace(/^(["'])(.*)\1$/, '$2');
  return {
    at,
    message: isDirectory ? 'workingDirectory' : 'noSlash',
    data: { destination },
    // A heredoc that stands last is no destination that somebody meant.
    fix: at.text.startsWith('<<') ? null : () => [insertAfter(endOf(at), '/')],
  } as const;
}

/** True if the destination is no directory by its text. What a variable at the end holds may be anything. */
function lacksSlash(build: Build, instruction: AddInstruction | CopyInstruction, word: Word): boolean {
  const expansion = expandWord(word, environmentAt(build, instruction));
  if (expansion.state === 'known' && expansion.unset.length === 0) return !isDirectoryText(expansion.value);
  const last = wordParts(word)?.at(-1);
  return last?.kind === 'literal' && last.value !== '' && !isDirectoryText(last.value);
}

const isDirectoryText = (path: string): boolean => path === '' || /[/\\]$|(?:^|[/\\])\.{1,2}$/.test(path);

/** The word without a closing quote, which the text of a word in an array does not have. */
function endOf({ source, span }: Word): Located {
  return /["']$/.test(textAt({ source, span }))
    ? { source, span: { start: span.start, end: span.end - 1 } }
    : { source, span };
}
