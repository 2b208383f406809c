import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-interactive-service',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Leave stdin_open and tty out of services that run on their own.',
  why: `
    A terminal is for programs that somebody types into. A service that restarts by itself or publishes ports has nobody there, and with
    a terminal its log has colours and carriage returns, and errors are mixed with the rest.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#tty'],

  fixable: 'none',
  messages: {
    interactive: '{service} runs on its own, so that nobody uses the terminal that {key} gives it. Remove {key}.',
  },

  examples: [
    {
      title: 'A server with a terminal',
      bad: `
        services:
          app:
            image: example/app:1.4
            restart: always
            tty: true
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            restart: always
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { restart, ports, name } = service;
      const runsAlone = restart?.value === 'always' || restart?.value === 'unless-stopped' || ports.length > 0;
      for (const key of ['stdin_open', 'tty']) {
        const field = service.get(key);
        if (!runsAlone || field?.value !== true) continue;
        const about = aboutValue(field, service, project);
        const at = about.at === field.origin ? field.origin.key : about.at;
        report({ ...about, at, message: 'interactive', data: { service: name, key } });
      }
    },
  },
});
