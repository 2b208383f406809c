import { literalValue, type Platform, parsePlatform, projectRule } from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { aboutValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/consistent-platform',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Build an image for the platform that its service asks for.',
  why: `
    \`platform\` of a service says for which platform its image is built and run. A constant in \`FROM --platform\` of the
    stage that the image is based on wins over it: the programs in the image are then for another processor than the
    one that the service names.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#platform',
    'https://docs.docker.com/reference/dockerfile/#from',
  ],

  fixable: 'none',
  messages: {
    differs:
      '{service} asks for {platform}, but its Dockerfile takes the base image for {fixed}. Remove --platform from FROM, or name the same platform in both.',
  },

  examples: [
    {
      title: 'Two processors',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              platform: linux/arm64
        `,
        Dockerfile: `
          FROM --platform=linux/amd64 nginx:1.29
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
              platform: linux/arm64
        `,
        Dockerfile: `
          FROM nginx:1.29
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const field = service.get('platform');
      if (field?.state !== 'known' || typeof field.value !== 'string') return;
      const wanted = parsePlatform(field.value);
      const from = builtImage(project, service, application)?.image.bottom.from;
      const fixedText = from?.platform?.value && literalValue(from.platform.value);
      if (!from?.platform || fixedText === undefined || 'problem' in wanted) return;
      const fixed = parsePlatform(fixedText);
      if ('problem' in fixed || !areApart(wanted, fixed)) return;
      const about = aboutValue(field, service, project);
      report({
        ...about,
        message: 'differs',
        data: { service: service.name, platform: field.value, fixed: fixedText },
        related: [...about.related, { at: from.platform, label: 'the platform of the base image' }],
      });
    },
  },
});

/** True if both name a system, or both a processor, and not the same one. */
function areApart(one: Platform, other: Platform): boolean {
  const differ = (a: string, b: string): boolean => a !== '' && b !== '' && a !== b;
  return differ(one.os, other.os) || differ(one.architecture, other.architecture);
}
