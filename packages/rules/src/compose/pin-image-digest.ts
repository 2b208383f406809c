import { composeRule, option } from '@plimsoll/core/rule';
import { pulledImage } from '../shared/pulled-images.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/pin-image-digest',
  aliases: ['compose-lint/CL-0019'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: [],

  summary: 'Name images by their digest.',
  why: `
    A tag can be pushed again: the same file then runs another image, also one that somebody has tampered with. A
    digest (\`name:tag@sha256:...\`) names the content, which can not change. The price is that fixes arrive only when
    somebody changes the file, so this fits where a bot (Dependabot, Renovate) moves digests. Tags that move by name
    (\`latest\`) are the business of compose/no-latest-tag.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#image',
    'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  ],
  owasp: ['RULE #13'],

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Images, without tag, that need no digest.' }),
  },
  messages: {
    unpinned: 'The image {image} is named by a tag, which can be pushed again. Add its digest behind an @.',
  },

  examples: [
    {
      title: 'A tag only',
      bad: `
        services:
          web:
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            image: nginx:1.29@sha256:6dd33b7aa1e3c5eb2d1c0a1b0c47f4e8a6a3b4e6f2f4c8d2a1b0c9d8e7f6a5b4
      `,
    },
  ],

  on: {
    Service(service, { application, project, options, report }) {
      const image = pulledImage(service, application);
      if (!image?.tag || image.isPinned || image.tag === 'latest' || options.allow.includes(image.repository)) return;
      report({ ...aboutValue(image.field, service, project), message: 'unpinned', data: { image: image.reference } });
    },
  },
});
