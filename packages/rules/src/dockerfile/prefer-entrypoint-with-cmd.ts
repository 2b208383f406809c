import { type Build, dockerfileRule, type EntrypointInstruction } from '@plimsoll/core/rule';
import { shippedImage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-entrypoint-with-cmd',
  aliases: ['droast/DF017'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Leave the program to ENTRYPOINT and its default arguments to CMD.',
  why: `
    Arguments in ENTRYPOINT are always given; those in CMD are defaults that the arguments of \`docker run\` replace. Whether
    that is wanted is a matter of taste, so the rule is in no preset. A shell with its script, and the words that start
    another program (\`tini --\`), are no arguments.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact'],

  fixable: 'none',
  messages: {
    arguments: 'These arguments of ENTRYPOINT can only be replaced with --entrypoint. Give defaults with CMD.',
  },

  examples: [
    {
      title: 'Default arguments in ENTRYPOINT',
      bad: `
        FROM acme/server:3
        ENTRYPOINT ["server", "--port", "8080"]
      `,
      good: `
        FROM acme/server:3
        ENTRYPOINT ["server"]
        CMD ["--port", "8080"]
      `,
    },
    {
      title: 'A wrapper',
      good: `
        FROM acme/server:3
        ENTRYPOINT ["tini", "--", "server"]
      `,
    },
  ],

  on: {
    Entrypoint(entrypoint, { builds, report }) {
      if (!builds.some((build) => isAlone(build, entrypoint)) || entrypoint.command.form !== 'exec') return;
      const [program, first, ...others] = entrypoint.command.items;
      if (!program || !first?.value.startsWith('-') || /(?:^|\/)(?:tini|dumb-init|\w*sh|env)$/.test(program.value))
        return;
      const last = others.at(-1) ?? first;
      const at = { source: first.source, span: { start: first.span.start, end: last.span.end } };
      report({ at, message: 'arguments' });
    },
  },
});

/** True if the image has this ENTRYPOINT and no CMD. */
function isAlone(build: Build, entrypoint: EntrypointInstruction): boolean {
  const image = shippedImage(build);
  return image?.entrypoint === entrypoint && image.command === undefined;
}
