import { composeRule, option } from '@plimsoll/core/rule';
import { mayReportMissing, placeOfService } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-restart-limit',
  aliases: ['kics/restart_policy_on_failure_not_set_to_5', 'cis/5.15'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Say how often a service that fails is started again.',
  why: `
    \`on-failure\` without a number starts a service that fails at once again and again, which hides the failure and
    takes the processor of the host. The benchmark of CIS asks for five times. What always runs (\`always\`, \`unless-
    stopped\`) is left alone; with the option \`require\` a service without any policy is reported too.
    \`deploy.restart_policy\` counts before \`restart\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#restart',
    'https://docs.docker.com/reference/compose-file/deploy/#restart_policy',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [770],
  owasp: ['RULE #7'],
  aboutMissing: true,

  fixable: 'none',
  options: {
    maxRetries: option.integer({ default: 5, summary: 'Highest number of times.' }),
    require: option.boolean({ default: false, summary: 'Also report services without a policy.' }),
  },
  messages: {
    missing: '{service} is not started again when it fails. Set restart, to unless-stopped or on-failure:5 say.',
    unbounded:
      '{service} is started again without end when it fails. Add a number: on-failure:5, or max_attempts in deploy.',
    many: '{service} is started again {count} times when it fails, more than {limit}. Use a lower number.',
  },

  examples: [
    {
      title: 'No number',
      bad: `
        services:
          app:
            image: example/app:1.4
            restart: on-failure
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            restart: on-failure:5
      `,
    },
    {
      title: 'A large number',
      bad: `
        services:
          app:
            image: example/app:1.4
            restart: on-failure:100
      `,
    },
    {
      title: 'No policy, where one is asked for',
      options: { require: true },
      bad: `
        services:
          app:
            image: example/app:1.4
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            restart: unless-stopped
      `,
    },
  ],

  on: {
    Service(service, { application, options, project, report }) {
      if (!mayReportMissing(service, application)) return;
      const { name, restart } = service;
      const common = { subject: name };
      const policy = service.get('deploy.restart_policy');
      if (policy) {
        const condition = service.get('deploy.restart_policy.condition');
        const attempts = service.get('deploy.restart_policy.max_attempts');
        if (policy.state === 'unknown' || attempts || condition?.value !== 'on-failure') return;
        report({ ...common, at: condition.origin, message: 'unbounded', data: { service: name } });
        return;
      }
      if (!restart) {
        if (!options.require) return;
        report({ ...common, at: placeOfService(service, project), message: 'missing', data: { service: name } });
        return;
      }
      const [, count] = /^on-failure(?::(\d+))?$/.exec(restart.value ?? '') ?? ['', '0'];
      if (count === undefined) report({ ...common, at: restart.origin, message: 'unbounded', data: { service: name } });
      else if (Number(count) > options.maxRetries) {
        const data = { service: name, count, limit: options.maxRetries };
        report({ ...common, at: restart.origin, message: 'many', data });
      }
    },
  },
});
