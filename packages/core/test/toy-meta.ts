/** What a rule needs to be one, for tests that are about something else. */
export const toyMeta = {
  since: '0.1.0',
  category: 'style',
  severity: 'warning',
  presets: ['recommended'],
  summary: 'Toy.',
  why: 'Toy.',
  fixable: 'none',
  messages: { toy: 'Toy.' },
  examples: [{ title: 'Toy', bad: 'Toy' }],
} as const;
