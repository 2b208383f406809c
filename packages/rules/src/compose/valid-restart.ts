import { composeModel, composeRule, replace, textAt } from '@plimsoll/core/rule';
import { isRefused } from '../shared/compose-problems.ts';
import { aboutValue, isOwnValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-restart',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { unquoted: 'info' },

  summary: 'Use a restart policy that the engine knows.',
  why: `
    Compose takes any text, and the engine refuses what is not \`no\`, \`always\`, \`unless-stopped\` or \`on-failure\` with
    a number. \`no\` without quotes is the text to Compose and false to other readers of YAML, which then see a wrong
    type.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#restart'],

  fixable: 'safe',
  fixTitle: 'Put no in quotes',
  messages: {
    unknown:
      'The engine knows no restart policy {value}, and refuses to start {service}. Use no, always, unless-stopped or on-failure.',
    unquoted: 'Without quotes no means false to many readers of YAML. Write "no".',
  },

  examples: [
    {
      title: 'No quotes',
      bad: `
        services:
          app:
            image: example/app:1.4
            restart: no
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            restart: "no"
      `,
    },
    {
      title: 'No such policy',
      good: `
        services:
          app:
            image: example/app:1.4
            restart: on-failure:3
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { restart, name } = service;
      if (restart?.value === undefined || isRefused(composeModel(application), restart.origin)) return;
      const { value, origin } = restart;
      const about = aboutValue(restart, service, project);
      if (!/^(?:|no|always|unless-stopped|on-failure(?::\d+)?)$/.test(value)) {
        report({ ...about, message: 'unknown', data: { service: name, value }, fix: null });
      } else if (textAt(origin) === 'no' && restart.state === 'known') {
        report({ ...about, message: 'unquoted', fix: isOwnValue(restart) ? () => [replace(origin, '"no"')] : null });
      }
    },
  },
});
