import { projectRule } from '@plimsoll/core/rule';

export default projectRule({
  id: 'project/no-interpolated-dockerfile',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Double the dollar before the own variables of a Dockerfile in dockerfile_inline.',
  why: `
    Compose replaces variables in \`dockerfile_inline\` as it does everywhere, before the build sees the text. \`$NAME\` of
    an ARG, an ENV or a shell variable in it becomes the value that Compose has for the name, which is nothing as a rule.
    \`$$NAME\` reaches the Dockerfile as \`$NAME\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/build/#dockerfile_inline',
    'https://docs.docker.com/reference/compose-file/interpolation/',
  ],

  fixable: 'none',
  messages: {
    replaced:
      'Compose replaces {variable} before the build sees it, although the Dockerfile sets {name} itself. Double the dollar.',
  },

  examples: [
    {
      title: 'An ARG that Compose replaces',
      bad: `
        services:
          web:
            build:
              context: .
              dockerfile_inline: |
                FROM alpine:3.22
                ARG VERSION=1.4
                RUN echo $VERSION > /version
      `,
      good: `
        services:
          web:
            build:
              context: .
              dockerfile_inline: |
                FROM alpine:3.22
                ARG VERSION=1.4
                RUN echo $$VERSION > /version
      `,
    },
  ],

  on: {
    Service({ name: service, build }, { report }) {
      const raw = build?.dockerfileInline?.raw;
      if (!raw?.text.includes('$')) return;
      const { text } = raw;
      const own = ownNames(text);
      for (const match of text.matchAll(/\$\$|\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}/g)) {
        const name = match[1] ?? match[2];
        if (name === undefined || !own.has(name)) continue;
        const at = raw.locate({ start: match.index, end: match.index + match[0].length });
        report({ at, message: 'replaced', data: { variable: match[0], name }, subject: service });
      }
    },
  },
});

/**
 * Names that the Dockerfile gives a value itself: `ARG NAME`, `NAME=...` in ARG, ENV and commands, `for NAME in`. Without
 * those of `ARG NAME=${NAME}`, where the value of Compose is what is wanted.
 */
function ownNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, declared, read, assigned] of text.matchAll(setting)) names.add(declared ?? read ?? assigned ?? '');
  for (const [, name = '', value] of text.matchAll(passing)) if (name === value) names.delete(name);
  return names;
}

const setting = /(?<![^\s;&|("])(?:(?:ARG|ENV) +([A-Za-z_]\w*)(?![\w=])|for +([A-Za-z_]\w*) +in\b|([A-Za-z_]\w*)=)/g;
const passing = /\b([A-Za-z_]\w*)="?\$\{?([A-Za-z_]\w*)/g;
