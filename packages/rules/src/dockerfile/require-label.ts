import { dockerfileRule, option, type Stage } from '@plimsoll/core/rule';
import { labelsIn, labelTypes } from '../shared/labels.ts';
import { stagesLacking } from '../shared/stage-chains.ts';

export default dockerfileRule({
  id: 'dockerfile/require-label',
  aliases: ['hadolint/DL3049', 'droast/DF074'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Set the labels that the project asks for.',
  why: `
    Registries, scanners and the people on call read labels: who owns the image, where its source is. Which labels those
    are is for the project to say, in the option \`schema\`; without it the rule finds nothing. Judged is the stage that is
    built, with the stages that it is based on; labels of base images are theirs and do not count.
  `,
  sources: ['https://github.com/opencontainers/image-spec/blob/main/annotations.md'],

  aboutMissing: true,
  fixable: 'none',
  options: {
    schema: option.record({
      default: {},
      values: labelTypes,
      summary: 'The labels that every image needs, each with the type of its value.',
    }),
    stages: option.oneOf(['target', 'all'], {
      default: 'target',
      summary: 'Judge what is built, or every stage that no labelled one uses.',
    }),
  },
  messages: {
    missing: 'The image has no label {keys}, which this project asks of every image. Add LABEL for it.',
  },

  examples: [
    {
      title: 'A label of the stage below counts',
      options: { schema: { 'org.opencontainers.image.source': 'url', team: 'text' } },
      bad: `
        FROM alpine:3.22
        LABEL org.opencontainers.image.source="https://example.com/app"
      `,
      good: `
        FROM alpine:3.22 AS base
        LABEL org.opencontainers.image.source="https://example.com/app"
        FROM base
        LABEL team="web"
      `,
    },
  ],

  on: {
    File(_file, { builds, options, report }) {
      const keys = Object.keys(options.schema);
      const missing = new Map<Stage, Set<string>>();
      for (const build of builds) {
        for (const key of keys) {
          const has = ({ instructions }: Stage): boolean => labelsIn(instructions).some((label) => label.key === key);
          for (const stage of stagesLacking(build, has, options.stages)) {
            missing.set(stage, (missing.get(stage) ?? new Set()).add(key));
          }
        }
      }
      for (const [{ from }, lacking] of missing) {
        report({ at: from.image ?? from.keyword, message: 'missing', data: { keys: [...lacking].join(', ') } });
      }
    },
  },
});
