import { composeRule, remove, textAt, type YamlNode } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/no-unused-anchor',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Use every anchor.',
  why: `
    An anchor without an alias is left over from something that used it, or its alias is misspelt.
  `,
  sources: ['https://yaml.org/spec/1.2.2/#692-node-anchors'],

  fixable: 'safe',
  fixTitle: 'Remove the anchor',
  messages: {
    unused: 'No alias uses the anchor {name}. Remove it.',
  },

  examples: [
    {
      title: 'An anchor without alias',
      bad: `
        services:
          web: &web
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            image: nginx:1.29
      `,
    },
  ],

  on: {
    YamlFile(file, { report }) {
      if (file.problems.length > 0) return;
      const used = new Set<string>();
      const anchored: YamlNode[] = [];
      const open = file.documents.flatMap(({ content }) => content ?? []);
      for (let node = open.pop(); node; node = open.pop()) {
        if (node.anchor) anchored.push(node);
        if (node.kind === 'YamlAlias') used.add(node.name);
        else if (node.kind === 'YamlSequence') open.push(...node.items);
        else if (node.kind === 'YamlMapping')
          for (const { key, value } of node.entries) open.push(key, ...(value ? [value] : []));
      }
      for (const { anchor } of anchored) {
        if (!anchor || used.has(anchor.name)) continue;
        const { source, span } = anchor.at;
        // The blank before it goes along.
        const isBehindBlank = source.text.charAt(span.start - 1) === ' ' && textAt(anchor.at).startsWith('&');
        const whole = { source, span: { start: span.start - 1, end: span.end } };
        report({
          at: anchor.at,
          message: 'unused',
          data: { name: anchor.name },
          fix: isBehindBlank ? () => [remove(whole)] : null,
        });
      }
    },
  },
});
