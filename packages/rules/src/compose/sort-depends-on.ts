import { composeRule, type YamlEntry, type YamlNode } from '@plimsoll/core/rule';
import { keyOf, misnamed, serviceEntries } from '../shared/entry-order.ts';

export default composeRule({
  id: 'compose/sort-depends-on',
  aliases: ['dclint/service-dependencies-alphabetical-order'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Sort the dependencies of a service by name.',
  why: `
    Sorted names are found sooner and lead to fewer conflicts when branches are merged. The order means nothing to Docker Compose.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#depends_on'],

  fixable: 'safe',
  fixTitle: 'Sort the dependencies',
  messages: {
    unsorted: 'The dependency {name} should stand before {other}. Sort them by name.',
  },

  examples: [
    {
      title: 'Two dependencies',
      bad: `
        services:
          app:
            image: example/app:1.4
            depends_on:
              - redis
              - db
          db:
            image: postgres:17
          redis:
            image: redis:8
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            depends_on:
              - db
              - redis
          db:
            image: postgres:17
          redis:
            image: redis:8
      `,
    },
  ],

  on: {
    YamlDocument(document, { report }) {
      for (const { value } of serviceEntries(document)) {
        const found = misnamed(value, 'depends_on', nameOf);
        if (found) report({ ...found, message: 'unsorted' });
      }
    },
  },
});

function nameOf(node: YamlNode | YamlEntry): string {
  if (node.kind === 'YamlEntry') return keyOf(node);
  return node.kind === 'YamlScalar' ? String(node.value) : '';
}
