import { composeRule, replace, textAt } from '@plimsoll/core/rule';
import { serviceEntries, valueOfKey } from '../shared/entry-order.ts';

export default composeRule({
  id: 'compose/no-quoted-volume',
  aliases: ['dclint/no-quotes-in-volumes'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Write volumes without quotes.',
  why: `
    A short volume is a text to YAML with and without quotes. Quotes that change nothing make the reader look for a reason.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#volumes'],

  fixable: 'safe',
  fixTitle: 'Remove the quotes',
  messages: {
    quoted: 'The quotes around {volume} change nothing. Remove them.',
  },

  examples: [
    {
      title: 'With quotes',
      bad: `
        services:
          web:
            image: nginx:1.29
            volumes:
              - "./site:/site:ro"
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            volumes:
              - ./site:/site:ro
      `,
    },
  ],

  on: {
    YamlDocument(document, { report }) {
      for (const { value } of serviceEntries(document)) {
        const node = valueOfKey(value, 'volumes');
        if (node?.kind !== 'YamlSequence') continue;
        for (const item of node.items) {
          if (item.kind !== 'YamlScalar' || (item.style !== 'single' && item.style !== 'double')) continue;
          const volume = item.derived.text;
          // Only what surely reads the same: no escapes, nothing that YAML gives a meaning, in lists in brackets neither.
          if (!/^[\w./~$][\w./~$:@+-]*$/.test(volume) || !/[/:]/.test(volume) || volume.endsWith(':')) continue;
          if (/^[-+.]?[\d:._]+$/.test(volume) || textAt(item).length !== volume.length + 2) continue;
          report({ at: item, message: 'quoted', data: { volume }, fix: () => [replace(item, volume)] });
        }
      }
    },
  },
});
