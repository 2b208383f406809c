import {
  type AddInstruction,
  type Build,
  type CopyInstruction,
  dockerfileRule,
  environmentAt,
  expandWord,
  type IgnoreFile,
  type IgnorePattern,
  ignoreFilesOf,
  option,
  type Project,
  parseIgnoreFile,
  sourceKind,
  type Word,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-copy-ignored-file',
  aliases: ['buildkit/CopyIgnoredFile', 'droast/DF077'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { probablyIgnored: 'warning' },

  summary: 'Copy only what the ignore file lets into the build context.',
  why: `
    What \`.dockerignore\` (or \`<Dockerfile>.dockerignore\`, which takes its place) excludes is not part of the build context,
    so COPY and ADD don't find it and the build fails. The context of a file that no Compose service builds is taken to be
    its own directory. Ignore files with \`!\` and sources with wildcards are not judged.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/copy-ignored-file/',
    'https://docs.docker.com/build/concepts/context/#dockerignore-files',
  ],

  fixable: 'none',
  options: {
    buildkit: option.boolean({
      default: false,
      summary: 'Compare a source that begins with / or ../ as BuildKit does, which never finds it.',
    }),
  },
  messages: {
    ignored:
      '{file} excludes "{source}" from the build context, so {instruction} does not find it. Change the pattern {pattern}, or leave the source out.',
    probablyIgnored:
      '{file} excludes "{source}", so {instruction} does not find it if the build context is this directory. Change the pattern {pattern}, or leave the source out.',
  },

  examples: [
    {
      title: 'An excluded directory',
      bad: {
        Dockerfile: `
          FROM node:24
          COPY dist /app
        `,
        '.dockerignore': `
          node_modules
          dist
        `,
      },
      good: {
        Dockerfile: `
          FROM node:24
          COPY dist /app
        `,
        '.dockerignore': `
          node_modules
        `,
      },
    },
  ],

  on: {
    Copy(copy, { builds, options, project, report }) {
      if (copy.from) return;
      for (const found of ignoredSources(copy, { builds, project, buildkit: options.buildkit })) report(found);
    },
    Add(add, { builds, options, project, report }) {
      for (const found of ignoredSources(add, { builds, project, buildkit: options.buildkit })) report(found);
    },
  },
});

interface Question {
  readonly builds: readonly Build[];
  readonly project: Project;
  readonly buildkit: boolean;
}

function ignoredSources(instruction: AddInstruction | CopyInstruction, { builds, project, buildkit }: Question) {
  return builds.flatMap((build) =>
    ignoreFilesOf(project, build).flatMap(({ source: text, file, assumed }) => {
      if (file.patterns.some((pattern) => pattern.negated || pattern.problem)) return [];
      return instruction.sources.flatMap((word) => {
        const source = sourceIn(build, instruction, word, buildkit);
        const pattern = source === undefined ? undefined : patternFor(file, source);
        if (source === undefined || !pattern) return [];
        const name = instruction.keyword.text.toUpperCase();
        const at = { source: text, span: { start: pattern.start, end: pattern.end } };
        return {
          at: word,
          message: assumed ? 'probablyIgnored' : 'ignored',
          data: { file: text.path, source, instruction: name, pattern: pattern.pattern },
          related: [{ at, label: 'the pattern' }],
        } as const;
      });
    }),
  );
}

/** The path that is compared; undefined for what is no local path, or not known. */
function sourceIn(
  build: Build,
  instruction: AddInstruction | CopyInstruction,
  word: Word,
  buildkit: boolean,
): string | undefined {
  const expansion = expandWord(word, environmentAt(build, instruction));
  if (!('value' in expansion)) return undefined;
  const { value } = expansion;
  if (value === '' || sourceKind(value) !== 'path') return undefined;
  if (buildkit) return value;
  // A wildcard finds what is left, and both of these lead back to the root of the context.
  return /[*?[\\]/.test(value) ? undefined : value.replace(/^(?:\.{0,2}\/+)+/, '') || '.';
}

/** The pattern that excludes a source. The context itself is only excluded by a pattern for everything. */
function patternFor(file: IgnoreFile, source: string): IgnorePattern | undefined {
  if (/^(?:\.?\/*|\.\/+)$/.test(source))
    return file.patterns.find(({ pattern }) => /^(?:\*|\*\*|\*\*\/\*)$/.test(pattern));
  if (!file.ignores(source)) return undefined;
  return file.patterns.find(({ pattern }) => parseIgnoreFile(pattern).ignores(source));
}
