import { type Build, dockerfileRule, stageGraph } from '@plimsoll/core/rule';
import { shippedImage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/require-command',
  aliases: ['droast/DF036'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Say what an image built from scratch runs.',
  why: `
    An image on \`scratch\` without CMD and ENTRYPOINT runs nothing: \`docker run\` fails unless it is told a program. Any other
    base may bring a command, which the file does not show, so only \`scratch\` is looked at. Images that only carry files,
    for \`COPY --from\` or \`docker build --output\`, need none, which is why the rule is in no preset.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#cmd'],

  fixable: 'none',
  messages: {
    noCommand: 'The image runs nothing: it starts from scratch and sets neither CMD nor ENTRYPOINT. Add one of them.',
  },

  examples: [
    {
      title: 'Nothing to run',
      bad: `
        FROM scratch
        COPY app /app
      `,
    },
    {
      title: 'A command, of its own or of a base',
      good: `
        FROM scratch AS base
        COPY app /app
        ENTRYPOINT ["/app"]

        FROM base
        COPY app.conf /etc/
      `,
    },
    {
      title: 'A base that may bring one',
      good: `
        FROM nginx:1.29
        COPY html /usr/share/nginx/html
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      const isBare = builds.some((build) => stageGraph(build).target === stage && runsNothing(build));
      if (isBare) report({ at: stage.from.keyword, message: 'noCommand' });
    },
  },
});

function runsNothing(build: Build): boolean {
  const image = shippedImage(build);
  return image?.base.kind === 'scratch' && !image.command && !image.entrypoint;
}
