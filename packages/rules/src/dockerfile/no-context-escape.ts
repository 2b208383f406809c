import {
  type AddInstruction,
  type Build,
  type CopyInstruction,
  dockerfileRule,
  joinPath,
  type Word,
  wordParts,
} from '@plimsoll/core/rule';
import { agreedValue } from '../shared/agreed-value.ts';

export default dockerfileRule({
  id: 'dockerfile/no-context-escape',
  aliases: ['dockerfilelint/add_src_invalid'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Copy only what is inside of the build context.',
  why: `
    The builder gets the files of the build context and no others. BuildKit reads a source that climbs out of it as one at
    its root: \`COPY ../config .\` looks for \`config\` in the context and finds nothing, or another file by that name. The
    classic builder refuses it. Start the build with a context further up and name the Dockerfile with \`--file\`, or hand
    over the other directory with \`--build-context\`.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#copy',
    'https://docs.docker.com/build/concepts/context/',
    'https://docs.docker.com/reference/cli/docker/buildx/build/#build-context',
  ],

  fixable: 'none',
  messages: {
    outside:
      '{source} is outside of the build context, so that the builder looks for {found} in its root. Use a context further up, or another one with --build-context and --from.',
  },

  examples: [
    {
      title: 'A file beside the context',
      bad: `
        FROM alpine:3.22
        COPY ../app.conf /etc/app.conf
      `,
    },
    {
      title: 'Up and down again, absolute, or from another stage',
      good: `
        FROM alpine:3.22 AS build
        FROM alpine:3.22
        COPY src/../app.conf /etc/app.conf
        COPY /app.conf /etc/app.conf
        COPY --from=build ../etc/hosts /tmp/hosts
      `,
    },
  ],

  on: {
    Copy(copy, { builds, report }) {
      if (copy.from) return;
      for (const found of escapesIn(copy, builds)) report(found);
    },
    Add(add, { builds, report }) {
      for (const found of escapesIn(add, builds)) report(found);
    },
  },
});

function escapesIn(instruction: CopyInstruction | AddInstruction, builds: readonly Build[]) {
  return instruction.sources.flatMap((source) => {
    const value = agreedValue(source, instruction, builds) ?? headOf(source);
    if (value === undefined || /^[A-Za-z][\w+.-]*:|^[^/]+@/.test(value)) return [];
    const path = joinPath('', value);
    if (path !== '..' && !path.startsWith('../')) return [];
    const data = { source: source.text, found: path.replace(/^(?:\.\.(?:\/|$))+/, '') || 'everything' };
    return [{ at: source, message: 'outside', data } as const];
  });
}

/** What stands before the first variable, up to a slash: enough to know where `../$NAME` begins. */
function headOf(word: Word): string | undefined {
  const [first] = wordParts(word) ?? [];
  return first?.kind === 'literal' && first.value.endsWith('/') ? `${first.value}*` : undefined;
}
