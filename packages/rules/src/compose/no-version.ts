import { baseNameOf, composeRule, remove, type TextEdit, type YamlEntry } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/no-version',
  aliases: ['dclint/no-version-field', 'compose-go/version-obsolete'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Leave version out.',
  why: `
    \`version\` once chose one of several file formats. There is one format now: Docker Compose ignores the key, whatever it says,
    and warns about it on every command. Files named after a stack or a swarm are left alone, as \`docker stack deploy\` of older
    engines wants the key.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/version-and-name/#version-top-level-element-obsolete'],

  fixable: 'safe',
  fixTitle: 'Remove version',
  messages: {
    obsolete: 'Docker Compose ignores version, and warns about it on every command. Remove it.',
  },

  examples: [
    {
      title: 'A version',
      bad: `
        version: "3.8"

        services:
          web:
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            image: nginx:1.29
      `,
    },
    {
      title: 'A field of its own',
      good: `
        x-version: "3.8"
        services:
          web:
            image: nginx:1.29
      `,
    },
  ],

  on: {
    YamlDocument({ content, source }, { report }) {
      if (content?.kind !== 'YamlMapping' || /stack|swarm/i.test(baseNameOf(source.path))) return;
      const entry = content.entries.find(({ key }) => key.kind === 'YamlScalar' && key.value === 'version');
      if (!entry) return;
      const edit = content.entries.length > 1 && !content.flow ? removeLines(entry) : undefined;
      report({ at: entry.key, message: 'obsolete', fix: edit ? () => [edit] : null });
    },
  },
});

/** Removes the line of the entry and an empty line behind it; undefined where more than the entry would go. */
function removeLines({ source, span, value }: YamlEntry): TextEdit | undefined {
  const { text } = source;
  const found = /^[ \t]*\r?\n(?:[ \t]*\r?\n)?/.exec(text.slice(span.end));
  const isScalar = value === undefined || (value.kind === 'YamlScalar' && !value.anchor);
  const startsLine = span.start === 0 || text.charAt(span.start - 1) === '\n';
  if (!found || !isScalar || !startsLine) return undefined;
  // An empty line above it is separator enough.
  const isFirst = text.slice(0, span.start).trim() === '' || /\n\s*\n$/.test(text.slice(0, span.start));
  const end = span.end + (isFirst ? found[0].length : text.slice(span.end).indexOf('\n') + 1);
  return remove({ source, span: { start: span.start, end } });
}
