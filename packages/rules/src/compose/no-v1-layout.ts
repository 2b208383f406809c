import { composeRule } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/no-v1-layout',
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Put services below `services`.',
  why: `
    A file with services at its top is in the layout of Compose version 1, which Docker Compose no longer loads:
    support ended in 2023. Nothing else is checked in such a file.
  `,
  sources: ['https://docs.docker.com/compose/releases/migrate/'],

  fixable: 'none',
  messages: {
    v1: 'This is the layout of Compose version 1, with services at the top, which Docker Compose refuses to load. Put them below a services key; until then nothing else is checked here.',
  },

  examples: [
    {
      title: 'Services at the top',
      bad: `
        web:
          build: .
          links: [db]
        db:
          image: postgres:9.6
      `,
      good: `
        services:
          web:
            build: .
          db:
            image: postgres:9.6
      `,
    },
  ],

  on: {
    ComposeV1(file, { report }) {
      const content = file.documents[0]?.content;
      const first = content?.kind === 'YamlMapping' ? content.entries[0]?.key : undefined;
      report({ at: first ?? file, message: 'v1' });
    },
  },
});
