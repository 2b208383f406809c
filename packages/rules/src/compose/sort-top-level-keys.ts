import { composeRule, option } from '@plimsoll/core/rule';
import { entriesOf, keyOf, misplaced } from '../shared/entry-order.ts';

export default composeRule({
  id: 'compose/sort-top-level-keys',
  aliases: ['dclint/top-level-properties-order'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Write the sections of a file in the same order.',
  why: `
    When every file has its sections in the same order, they are found without a search. Extension fields come first, as anchors in them have to
    stand before their aliases. Sections that the option does not name may stand anywhere behind the others.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/'],

  fixable: 'safe',
  fixTitle: 'Put the sections in order',
  options: {
    order: option.strings({
      default: ['x-', 'version', 'name', 'include', 'services', 'networks', 'volumes', 'secrets', 'configs'],
      summary: 'The order of the sections; x- stands for all extension fields.',
    }),
  },
  messages: {
    unsorted: 'The section {key} should stand before {other}.',
  },

  examples: [
    {
      title: 'Services before volumes',
      bad: `
        volumes:
          data:
        services:
          web:
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            image: nginx:1.29
        volumes:
          data:
      `,
    },
  ],

  on: {
    YamlDocument({ content }, { options, report }) {
      const rank = (key: string): number => {
        const at = options.order.indexOf(key.startsWith('x-') ? 'x-' : key);
        return at === -1 ? options.order.length : at;
      };
      const found = misplaced(entriesOf(content), (one, other) => rank(keyOf(one)) - rank(keyOf(other)));
      if (!found) return;
      const { item, before, edit } = found;
      const data = { key: keyOf(item), other: keyOf(before) };
      report({ at: item.key, message: 'unsorted', data, fix: edit ? () => [edit] : null });
    },
  },
});
