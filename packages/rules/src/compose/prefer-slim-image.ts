import { composeRule, option } from '@plimsoll/core/rule';
import { slimVariant } from '../knowledge/slim-variants.ts';
import { pulledImage } from '../shared/pulled-images.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/prefer-slim-image',
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Run the smaller variant of an image.',
  why: `
    The default tags of language images are made for building: they hold compilers, headers and version control,
    several hundred megabytes in all, which a running service does not need and an intruder can use. The same
    version exists without them.
  `,
  sources: ['https://github.com/docker-library/faq#whats-the-difference-between-variants'],

  fixable: 'none',
  options: {
    images: option.strings({ default: [], summary: 'Images, without tag, that may be used in full.' }),
  },
  messages: {
    full: '{image} brings compilers and headers that a running service does not need. {smaller} is the same version without them.',
  },

  examples: [
    {
      title: 'A full image',
      bad: `
        services:
          app:
            image: node:24
            command: node server.js
      `,
      good: `
        services:
          app:
            image: node:24-slim
            command: node server.js
      `,
    },
  ],

  on: {
    Service(service, { application, project, options, report }) {
      const image = pulledImage(service, application);
      if (!image || image.isPinned || options.images.includes(image.repository)) return;
      const smaller = slimVariant(image.repository, image.tag);
      if (smaller?.without !== 'build-tools') return;
      const data = { image: image.reference, smaller: `${image.repository}:${smaller.tag}` };
      report({ ...aboutValue(image.field, service, project), message: 'full', data });
    },
  },
});
