import {
  dockerfileRule,
  insertAfter,
  insertBefore,
  type KeyValuePair,
  replace,
  type TextEdit,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-legacy-key-value',
  aliases: ['buildkit/LegacyKeyValueFormat', 'droast/DF082'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Write `KEY=value` in ENV and LABEL.',
  why: `
    The old form \`ENV KEY value\` takes the whole rest of the line as the value: \`ENV ONE TWO= THREE=x\` sets one variable.
    It allows one variable for each instruction, and the builder warns that it may be removed.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/legacy-key-value-format/',
    'https://docs.docker.com/reference/dockerfile/#env',
  ],

  fixable: 'safe',
  fixTitle: 'Write KEY=value',
  messages: {
    legacy: 'This is the old form, which takes the whole rest of the line as one value. Write {key}=... instead.',
  },

  examples: [
    {
      title: 'Both forms of value',
      bad: `
        FROM alpine:3.22
        ENV APP_HOME /srv/app
        LABEL description Shows what is in stock
      `,
      good: `
        FROM alpine:3.22
        ENV APP_HOME=/srv/app
        LABEL description="Shows what is in stock"
      `,
    },
  ],

  on: {
    Env({ pairs }, { report }) {
      for (const pair of pairs) if (pair.separator === 'legacy') report(reportOf(pair));
    },
    Label({ pairs }, { report }) {
      for (const pair of pairs) if (pair.separator === 'legacy') report(reportOf(pair));
    },
  },
});

function reportOf(pair: KeyValuePair) {
  const edits = modernForm(pair);
  return { at: pair.key, message: 'legacy', data: { key: pair.key.text }, fix: edits ? () => edits : null } as const;
}

/**
 * The same value in the other form. Undefined where quoting could change it: with blanks beside quotes or escapes, or
 * with a comment between the lines.
 */
function modernForm({ key, value }: KeyValuePair): readonly TextEdit[] | undefined {
  if (!value || !/^[\w.-]+$/.test(key.text)) return undefined;
  const between = { source: key.source, span: { start: key.span.end, end: value.span.start } };
  if (/[#"']/.test(key.source.slice(between.span))) return undefined;
  const separator = replace(between, '=');
  const { text, escape } = value;
  const isPlain = !/["']/.test(text) && !text.includes(escape);
  if (!/\s/.test(text)) return isPlain || /^"[^"]*"$|^'[^']*'$/.test(text) ? [separator] : undefined;
  if (/^"[^"]*"$/.test(text) && !text.includes(escape)) return [separator];
  return isPlain ? [separator, insertBefore(value, '"'), insertAfter(value, '"')] : undefined;
}
