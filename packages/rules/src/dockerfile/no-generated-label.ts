import { dockerfileRule, literalValue, option } from '@plimsoll/core/rule';
import { labelsIn, removePair } from '../shared/labels.ts';
import { shippedImage } from '../shared/shipped-image.ts';

const revision = 'org.opencontainers.image.revision';
const entrypoint = 'com.docker.image.source.entrypoint';
const source = 'org.opencontainers.image.source';

export default dockerfileRule({
  id: 'dockerfile/no-generated-label',
  aliases: ['tally/labels/no-buildx-git-overlap'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Leave labels that change with every commit to the build.',
  why: `
    A commit that is written into the file is that of an earlier state: committing the change makes another one. Buildx
    sets \`${revision}\` from git if \`BUILDX_GIT_LABELS\` is set, the metadata action does, or a build
    argument carries it. With the option \`mode\` as BUILDX_GIT_LABELS is, the rule reports all that Buildx would set.
  `,
  sources: ['https://docs.docker.com/build/building/variables/#buildx_git_labels'],

  fixable: 'unsafe',
  fixTitle: 'Remove the label, which the build is to set',
  options: {
    mode: option.oneOf(['literal', 'true', 'full'], {
      default: 'literal',
      summary: 'Only a commit that is written out, or whatever Buildx sets itself with BUILDX_GIT_LABELS=1 or =full.',
    }),
  },
  messages: {
    literal:
      'A commit in the file is that of an earlier state. Give it by a build argument, or leave "{key}" to Buildx.',
    generated: 'Buildx sets "{key}" from git, so that the value here is lost or stale. Remove it.',
  },

  examples: [
    {
      title: 'A commit written out',
      bad: `
        FROM alpine:3.22
        LABEL org.opencontainers.image.title="app" org.opencontainers.image.revision="2dbfae9"
      `,
      good: `
        FROM alpine:3.22
        LABEL org.opencontainers.image.title="app"
      `,
    },
    {
      title: 'A commit that the build gives',
      good: `
        FROM alpine:3.22
        ARG COMMIT
        LABEL org.opencontainers.image.revision="$COMMIT"
      `,
    },
    {
      title: 'With BUILDX_GIT_LABELS=full',
      options: { mode: 'full' },
      bad: `
        FROM alpine:3.22
        LABEL team="web"
        LABEL org.opencontainers.image.source="https://example.com/app"
      `,
      good: `
        FROM alpine:3.22
        LABEL team="web"
      `,
    },
  ],

  on: {
    File(_file, { builds, options: { mode }, report }) {
      const seen = new Set<number>();
      for (const build of builds) {
        for (const { instruction, pair, key } of labelsIn(shippedImage(build)?.instructions ?? [])) {
          const isLiteral = key === revision && pair.value && /^[0-9a-f]{7,64}$/i.test(literalValue(pair.value) ?? '');
          const generated =
            (mode !== 'literal' && (key === revision || key === entrypoint)) || (mode === 'full' && key === source);
          if ((!isLiteral && !generated) || seen.has(pair.span.start)) continue;
          seen.add(pair.span.start);
          const fix = () => removePair(instruction, pair) ?? [];
          report({ at: pair.key, message: isLiteral ? 'literal' : 'generated', data: { key }, fix });
        }
      }
    },
  },
});
