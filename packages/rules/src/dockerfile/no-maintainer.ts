import { dockerfileRule, type MaintainerInstruction, replace, sameCase, type TextEdit } from '@plimsoll/core/rule';
import { quoteForLabel } from '../shared/quote-value.ts';

export default dockerfileRule({
  id: 'dockerfile/no-maintainer',
  aliases: [
    'buildkit/MaintainerDeprecated',
    'hadolint/DL4000',
    'trivy/DS-0022',
    'checkov/CKV_DOCKER_6',
    'kics/99614418-f82b-4852-a9ae-5051402b741c',
    'dockerfilelint/deprecated_in_1.13',
    'dockerfile-utils/DEPRECATED_MAINTAINER',
    'semgrep/maintainer-is-deprecated',
    'droast/DF019',
  ],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Name the authors in a label, not with MAINTAINER.',
  why: `
    MAINTAINER is deprecated since 2017 and the builder warns of it. The label \`org.opencontainers.image.authors\` says the
    same, is shown by every registry, and can be changed or read like any other label.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/maintainer-deprecated/',
    'https://specs.opencontainers.org/image-spec/annotations/',
  ],

  fixable: 'unsafe',
  fixTitle: "Replace MAINTAINER with a label (the image's own author field becomes empty)",
  messages: {
    deprecated:
      'MAINTAINER is deprecated. Use a label: LABEL org.opencontainers.image.authors="...", which tools and registries show.',
  },

  examples: [
    {
      title: 'MAINTAINER',
      bad: `
        FROM alpine:3.22
        MAINTAINER Ada Lovelace <ada@example.com>
      `,
      good: `
        FROM alpine:3.22
        LABEL org.opencontainers.image.authors="Ada Lovelace <ada@example.com>"
      `,
    },
  ],

  on: {
    Maintainer(maintainer, { report }) {
      const edit = labelInstead(maintainer);
      report({ at: maintainer.keyword, message: 'deprecated', fix: edit ? () => [edit] : null });
    },
  },
});

/** MAINTAINER takes its text as it is, LABEL expands variables. */
function labelInstead(maintainer: MaintainerInstruction): TextEdit | undefined {
  const { keyword, value, flags, source, span } = maintainer;
  const text = value?.text.trim() ?? '';
  if (!value || text === '' || flags.length > 0 || source.text.slice(keyword.span.end, span.end).includes('#')) {
    return undefined;
  }
  const bare = /^"([^"\\`$]*)"$|^'([^'\\`$]*)'$/.exec(text);
  const quoted = quoteForLabel(bare?.[1] ?? bare?.[2] ?? text, value.escape);
  return replace(maintainer, `${sameCase(keyword, 'LABEL')} org.opencontainers.image.authors=${quoted}`);
}
