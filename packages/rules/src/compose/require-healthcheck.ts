import { type Application, composeRule, type Service } from '@plimsoll/core/rule';
import { awaitedJobs } from '../shared/dependencies.ts';
import { mayReportMissing, placeOfService } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-healthcheck',
  aliases: ['kics/healthcheck_not_set', 'cis/5.27'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Let a service say whether it works.',
  why: `
    Without a health check a container counts as fine as long as its process runs, also while it answers nothing:
    dependencies start too early, and nobody restarts it. The image may define a check; what is built here is known
    only with its Dockerfile, and reported by the name of the service. Jobs that others wait for to end need none.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#healthcheck',
    'https://docs.docker.com/reference/dockerfile/#healthcheck',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  aboutMissing: true,

  fixable: 'none',
  messages: {
    missing: 'Nothing tells whether {service} works, unless its image does. Set healthcheck to a command that asks it.',
    off: 'The health check of {service} is switched off, so that nothing tells whether it works. Set one that fits.',
  },

  examples: [
    {
      title: 'No health check',
      bad: `
        services:
          app:
            image: example/app:1.4
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            healthcheck:
              test: ["CMD", "app", "ping"]
      `,
    },
    {
      title: 'Switched off',
      bad: `
        services:
          app:
            image: example/app:1.4
            healthcheck:
              disable: true
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (!mayReportMissing(service, application) || isJob(service, application)) return;
      const { name, healthcheck } = service;
      const common = { subject: name, data: { service: name } };
      if (!healthcheck) report({ ...common, at: placeOfService(service, project), message: 'missing' });
      else if (healthcheck.disabled?.value === true)
        report({ ...common, at: healthcheck.disabled.origin, message: 'off' });
      else if (healthcheck.test?.form === 'list' && healthcheck.test.value?.[0] === 'NONE') {
        report({ ...common, at: healthcheck.test.origin, message: 'off' });
      }
    },
  },
});

/** True if somebody waits for the service to end, or nothing of it runs. */
function isJob({ name, replicas }: Service, application: Application): boolean {
  return replicas?.value === 0 || awaitedJobs(application).has(name);
}
