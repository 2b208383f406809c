import { composeRule, option, replace, textAt } from '@plimsoll/core/rule';
import { serviceEntries, valueOfKey } from '../shared/entry-order.ts';

export default composeRule({
  id: 'compose/require-quoted-port',
  aliases: ['dclint/require-quotes-in-ports'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Put ports in quotes.',
  why: `
    Readers of YAML 1.1 take \`22:22\` for a number to base 60. Docker Compose does not, but other programs that read the file may, and quotes
    save everybody the thought.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#ports'],

  fixable: 'safe',
  fixTitle: 'Put the port in quotes',
  options: {
    quote: option.oneOf(['double', 'single'], { default: 'double', summary: 'The quotes that the fix writes.' }),
  },
  messages: {
    base60: 'Without quotes {port} is a number to base 60 to some readers of YAML. Put it in quotes.',
    plain: 'The port {port} has no quotes. Put it in quotes, as some readers of YAML take such texts for numbers.',
  },

  examples: [
    {
      title: 'Without quotes',
      bad: `
        services:
          web:
            image: nginx:1.29
            ports:
              - 8080:80
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            ports:
              - "8080:80"
      `,
    },
    {
      title: 'A number to base 60',
      bad: `
        services:
          ssh:
            image: example/ssh:1.4
            ports:
              - 22:22
      `,
      good: `
        services:
          ssh:
            image: example/ssh:1.4
            ports:
              - "22:22"
      `,
    },
  ],

  on: {
    YamlDocument(document, { options, report }) {
      const quote = options.quote === 'single' ? "'" : '"';
      for (const { value } of serviceEntries(document)) {
        for (const key of ['ports', 'expose']) {
          const node = valueOfKey(value, key);
          for (const item of node?.kind === 'YamlSequence' ? node.items : []) {
            if (item.kind !== 'YamlScalar' || item.style !== 'plain' || item.tag) continue;
            const port = textAt(item);
            if (port === '' || /["'\\\n]/.test(port)) continue;
            const fix = () => [replace(item, `${quote}${port}${quote}`)];
            if (/^[0-5]?\d(?::[0-5]?\d)+$/.test(port)) report({ at: item, message: 'base60', data: { port }, fix });
            else report({ at: item, message: 'plain', data: { port }, fix });
          }
        }
      }
    },
  },
});
