import { option, projectRule } from '@plimsoll/core/rule';

export default projectRule({
  id: 'plimsoll/valid-suppression',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Comments that silence rules are well formed and name rules that exist.',
  why: `
    A comment with a typing error looks as if it silenced something and does nothing. The forms are
    \`# plimsoll-disable-next-line RULE[, RULE] -- reason\`, \`# plimsoll-disable-line RULE\` (behind a line of YAML; a
    Dockerfile has no comments at the end of a line), \`# plimsoll-disable-stage RULE\` (in a Dockerfile),
    \`# plimsoll-disable RULE\` up to \`# plimsoll-enable RULE\`, and \`# plimsoll-disable-file RULE\`. Each but the
    enabling one may end with a date, as in \`RULE until=2027-03-01 -- reason\`: from the day after on it silences
    nothing. A rule may be named by any of its aliases. Comments for other tools are never reported.
  `,

  fixable: 'none',
  options: {
    requireReason: option.boolean({
      default: false,
      summary: 'Report a comment without a reason behind "--"; --require-reason sets it',
    }),
  },
  messages: {
    unknownRule: 'There is no rule "{rule}", so this comment does not silence it. {hint}',
    unknownForm: '"{word}" is not a comment of Plimsoll and silences nothing. {hint}',
    wrongLanguage:
      'A Dockerfile has no comments at the end of a line, so {word} silences nothing here. Use plimsoll-disable-next-line above the instruction.',
    noRule: 'This comment names no rule and silences nothing. Write the rule behind it: {word} RULE.',
    reasonWithoutDashes: 'Words behind a rule are taken for a reason only after "--". Write: RULE -- reason.',
    stageInYaml:
      'A Compose file has no stages, so {word} silences nothing here. Use plimsoll-disable-next-line above the key.',
    invalidDate: '"{date}" is not a day of the calendar, so this comment never expires. Write until=YYYY-MM-DD.',
    expired:
      'This comment silences nothing since {date} is over. Mend what it excused and remove it, or give it a later date.',
    nothingToEnable:
      'No plimsoll-disable comment above is still open for this, so there is nothing to enable. Remove this comment.',
    noReason: 'This comment gives no reason, and one is required. Write: RULE -- reason.',
    nothingBelow: 'Nothing follows this comment, so it silences nothing. Put it above what it is meant for.',
  },

  examples: [
    {
      title: 'A rule that does not exist',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable-next-line dockerfile/prefer-copy -- may become an archive
          ADD app.conf /etc/app.conf
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
    {
      title: 'A form that does not exist',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-ignore-next-line dockerfile/prefer-copy-over-add
          ADD app.conf /etc/app.conf
        `,
      },
    },
    {
      title: 'The form for a line of YAML, in a Dockerfile',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable-line dockerfile/prefer-copy-over-add
          ADD app.conf /etc/app.conf
        `,
      },
    },
    {
      title: 'No rule named',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable-next-line
          ADD app.conf /etc/app.conf
        `,
      },
    },
    {
      title: 'A reason without its dashes',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              privileged: true # plimsoll-disable-line compose/no-privileged it runs docker itself
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              privileged: true # plimsoll-disable-line compose/no-privileged -- it runs docker itself
        `,
      },
    },
    {
      title: 'A comment with nothing below it',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          ADD app.conf /etc/app.conf
          # plimsoll-disable-next-line dockerfile/prefer-copy-over-add
        `,
      },
    },
    {
      title: 'A stage in a file without stages',
      bad: {
        'compose.yaml': `
          services:
            # plimsoll-disable-stage compose/no-privileged
            web:
              image: nginx:1.29
              privileged: true
        `,
      },
    },
    {
      title: 'A comment whose date is over',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable-next-line dockerfile/prefer-copy-over-add until=2025-12-31 -- until the move
          ADD app.conf /etc/app.conf
        `,
      },
      good: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable-next-line dockerfile/prefer-copy-over-add until=2099-12-31 -- until the move
          ADD app.conf /etc/app.conf
        `,
      },
    },
    {
      title: 'A day that does not exist',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable-next-line dockerfile/prefer-copy-over-add until=2099-02-30
          ADD app.conf /etc/app.conf
        `,
      },
    },
    {
      title: 'The end of a range that has no start',
      bad: {
        Dockerfile: `
          FROM alpine:3.22
          ADD app.conf /etc/app.conf
          # plimsoll-enable dockerfile/prefer-copy-over-add
          COPY app.conf /etc/app.conf
        `,
      },
      good: {
        Dockerfile: `
          FROM alpine:3.22
          # plimsoll-disable dockerfile/prefer-copy-over-add -- these may become archives
          ADD app.conf /etc/app.conf
          # plimsoll-enable dockerfile/prefer-copy-over-add
          COPY app.conf /etc/app.conf
        `,
      },
    },
  ],

  // The engine makes these findings, after all other rules have run.
  on: {},
});
