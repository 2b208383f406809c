import { projectRule } from '@plimsoll/core/rule';

export default projectRule({
  id: 'plimsoll/no-unused-suppression',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Each comment that silences a rule silences something.',
  why: `
    A comment that silences nothing is a leftover: what it excused is gone, or it stands at the wrong place. If the defect
    comes back, the comment hides it unseen. A rule that is off, or that could not run on this file, is never called
    unused.
  `,

  fixable: 'none',
  messages: {
    unused:
      'This comment silences {rule}, which finds nothing here. Remove it, or move it right above what it is meant for.',
  },

  examples: [
    {
      title: 'A comment that outlived its reason',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable-next-line dockerfile/prefer-copy-over-add -- unpacked later
          COPY app.conf /etc/app.conf
        `,
      },
      good: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable-next-line dockerfile/prefer-copy-over-add -- may become an archive
          ADD app.conf /etc/app.conf
        `,
      },
    },
  ],

  // The engine makes these findings, after all other rules have run.
  on: {},
});
