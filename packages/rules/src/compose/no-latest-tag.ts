import { composeRule, option } from '@plimsoll/core/rule';
import { exampleOf } from '../knowledge/latest-tags.ts';
import { pulledImage } from '../shared/pulled-images.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-latest-tag',
  aliases: ['compose-lint/CL-0004', 'dclint/service-image-require-explicit-tag'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Give each image a tag that says which version it is.',
  why: `
    Without a tag Docker takes \`latest\`, which is whatever was pushed last: the same file gives another program
    tomorrow, on another machine, or after a pull, and nobody can tell which one ran. A version in the tag says what is
    meant; a digest makes sure of it.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#image',
    'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  ],

  fixable: 'none',
  options: {
    tags: option.strings({ default: ['latest'], summary: 'Tags that say nothing about the version.' }),
  },
  messages: {
    untagged:
      'The image {image} has no tag, so Docker takes latest, which changes without notice. Add the version that you mean{example}.',
    latest:
      'The tag {tag} of {image} changes without notice, so the same file gives another program tomorrow. Use the version that you mean{example}.',
  },

  examples: [
    {
      title: 'No tag',
      bad: `
        services:
          db:
            image: postgres
      `,
      good: `
        services:
          db:
            image: postgres:17.6
      `,
    },
    {
      title: 'The tag latest, as the default of a variable',
      bad: `
        services:
          app:
            image: example/app:\${TAG:-latest}
      `,
      good: `
        services:
          app:
            image: example/app:\${TAG:?the version to run}
      `,
    },
    {
      title: 'A digest',
      good: `
        services:
          app:
            image: example/app@sha256:6dd33b7aa1e3c5eb2d1c0a1b0c47f4e8a6a3b4e6f2f4c8d2a1b0c9d8e7f6a5b4
      `,
    },
    {
      title: 'The name of what is built here',
      good: `
        services:
          web:
            build: .
            image: example/web
          worker:
            image: example/web
            command: work
      `,
    },
  ],

  on: {
    Service(service, { application, options, project, report }) {
      const pulled = pulledImage(service, application);
      if (!pulled || pulled.isPinned) return;
      const { field, tag, repository } = pulled;
      if (tag !== undefined && !options.tags.includes(tag)) return;
      const common = aboutValue(field, service, project);
      const example = exampleOf(repository);
      if (tag === undefined) report({ ...common, message: 'untagged', data: { image: repository, example } });
      else report({ ...common, message: 'latest', data: { tag, image: repository, example } });
    },
  },
});
