import { composeRule } from '@plimsoll/core/rule';
import { byText, keyOf, misplaced, serviceEntries } from '../shared/entry-order.ts';

export default composeRule({
  id: 'compose/sort-services',
  aliases: ['dclint/services-alphabetical-order'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Sort the services by name.',
  why: `
    In a long file a service is found sooner where the names are sorted. The order means nothing to Docker Compose, which starts services by their
    dependencies.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/'],

  fixable: 'safe',
  fixTitle: 'Sort the services',
  messages: {
    unsorted: 'The service {service} should stand before {other}. Sort the services by name.',
  },

  examples: [
    {
      title: 'Two services',
      bad: `
        services:
          web:
            image: nginx:1.29
          db:
            image: postgres:17
      `,
      good: `
        services:
          db:
            image: postgres:17
          web:
            image: nginx:1.29
      `,
    },
  ],

  on: {
    YamlDocument(document, { report }) {
      const found = misplaced(serviceEntries(document), (one, other) => byText(keyOf(one), keyOf(other)));
      if (!found) return;
      const { item, before, edit } = found;
      const data = { service: keyOf(item), other: keyOf(before) };
      report({ at: item.key, message: 'unsorted', data, fix: edit ? () => [edit] : null });
    },
  },
});
