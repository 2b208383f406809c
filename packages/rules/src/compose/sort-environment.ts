import { composeRule, type YamlEntry, type YamlNode } from '@plimsoll/core/rule';
import { keyOf, misnamed, serviceEntries } from '../shared/entry-order.ts';

export default composeRule({
  id: 'compose/sort-environment',
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Sort the variables of a service by name.',
  why: `
    Sorted names are found sooner, and a name that is set twice stands out. The order means nothing to Docker Compose.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#environment'],

  fixable: 'safe',
  fixTitle: 'Sort the variables',
  messages: {
    unsorted: 'The variable {name} should stand before {other}. Sort them by name.',
  },

  examples: [
    {
      title: 'Two variables',
      bad: `
        services:
          app:
            image: example/app:1.4
            environment:
              MODE: production
              LEVEL: info
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            environment:
              LEVEL: info
              MODE: production
      `,
    },
  ],

  on: {
    YamlDocument(document, { report }) {
      for (const { value } of serviceEntries(document)) {
        // The last one of two items with one name counts, and they keep their order.
        const found = misnamed(value, 'environment', nameOf);
        if (found) report({ ...found, message: 'unsorted' });
      }
    },
  },
});

function nameOf(node: YamlNode | YamlEntry): string {
  if (node.kind === 'YamlEntry') return keyOf(node);
  return node.kind === 'YamlScalar' ? (String(node.value).split('=', 1)[0] ?? '') : '';
}
