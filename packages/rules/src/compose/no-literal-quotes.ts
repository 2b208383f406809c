import { composeRule, replace, type TextEdit, textAt, type Variable } from '@plimsoll/core/rule';
import { aboutValue, isOwnValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-literal-quotes',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Put quotes around the whole item of a list.',
  why: `
    In an item such as \`- NAME="value"\` the quotes are part of the value: they are not at its start, so YAML takes them as they are,
    and no shell removes them. The program then gets \`"value"\`, with the quotes, unlike from an environment file.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#environment'],

  fixable: 'unsafe',
  fixTitle: 'Put the quotes around the whole item, so that the value is without',
  messages: {
    literal:
      'The quotes are part of the value of {name}, as they are not around the whole item. Write {quote}{name}=...{quote}.',
  },

  examples: [
    {
      title: 'Quotes around the value',
      bad: `
        services:
          app:
            image: example/app:1.4
            environment:
              - GREETING="good morning"
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            environment:
              - "GREETING=good morning"
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const lists: readonly (readonly Variable[])[] = [service.environment, service.labels, service.build?.args ?? []];
      for (const variable of lists.flat()) {
        const { name, nameAt, value, origin } = variable;
        const found = /^(["'])(.*)\1$/s.exec(value ? textAt(value.origin) : '');
        if (!value || !found || !origin.entry.list) continue;
        const [, quote = '', inner = ''] = found;
        const isPlain = !/["']/.test(nameAt.source.text.charAt(nameAt.span.start - 1));
        // Quotes inside are those of a program that reads a list of words.
        if (!isPlain || inner.includes(quote)) continue;
        const edit = unquoted(variable, quote, inner);
        report({
          ...aboutValue(value, service, project),
          message: 'literal',
          data: { name, quote },
          fix: edit ? () => [edit] : null,
        });
      }
    },
  },
});

function unquoted({ name, origin }: Variable, quote: string, inner: string): TextEdit | undefined {
  if (!isOwnValue({ value: undefined, state: 'known', origin }) || inner.includes('\\')) return undefined;
  const old = textAt(origin.entry);
  return old === `${name}=${quote}${inner}${quote}`
    ? replace(origin.entry, `${quote}${name}=${inner}${quote}`)
    : undefined;
}
