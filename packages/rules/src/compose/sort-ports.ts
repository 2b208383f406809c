import { composeRule, type YamlNode } from '@plimsoll/core/rule';
import { misplaced, serviceEntries, valueOfKey } from '../shared/entry-order.ts';

export default composeRule({
  id: 'compose/sort-ports',
  aliases: ['dclint/service-ports-alphabetical-order'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Sort the ports of a service by number.',
  why: `
    Sorted ports are found sooner, and one that is published twice stands out. The order means nothing to Docker Compose. Lists with long forms or
    variables are left alone.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#ports'],

  fixable: 'safe',
  fixTitle: 'Sort the ports',
  messages: {
    unsorted: 'The port {port} should stand before {other}. Sort the ports by number.',
  },

  examples: [
    {
      title: 'Two ports',
      bad: `
        services:
          web:
            image: nginx:1.29
            ports:
              - "8443:443"
              - "8080:80"
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            ports:
              - "8080:80"
              - "8443:443"
      `,
    },
  ],

  on: {
    YamlDocument(document, { report }) {
      for (const { value } of serviceEntries(document)) {
        const node = valueOfKey(value, 'ports');
        const items = node?.kind === 'YamlSequence' ? node.items : [];
        if (items.some((item) => numbersOf(item) === undefined)) continue;
        const found = misplaced(items, compare);
        if (!found) continue;
        const { item, before, edit } = found;
        const data = { port: textOf(item), other: textOf(before) };
        report({ at: item, message: 'unsorted', data, fix: edit ? () => [edit] : null });
      }
    },
  },
});

const textOf = (node: YamlNode): string => (node.kind === 'YamlScalar' ? node.derived.text : '');

/** Published and target; undefined for a port that can't be compared. */
function numbersOf(node: YamlNode): readonly [number, number] | undefined {
  const found = /^(?:(?:\[[^\]]*\]|\d+\.[\d.]+):)?(?:(\d+)(?:-\d+)?:)?(\d+)(?:-\d+)?(?:\/\w+)?$/.exec(textOf(node));
  if (!found) return undefined;
  const target = Number(found[2]);
  return [found[1] === undefined ? target : Number(found[1]), target];
}

function compare(one: YamlNode, other: YamlNode): number {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  return a && b ? a[0] - b[0] || a[1] - b[1] : 0;
}
