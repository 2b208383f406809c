import { composeModel, composeRule, type Service } from '@plimsoll/core/rule';
import { knownServiceOf } from '../knowledge/known-services.ts';
import { servicesByName } from '../shared/dependencies.ts';
import { repositoryOf } from '../shared/image-names.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-dependency-condition',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { serves: 'info' },

  summary: 'Wait for what can happen.',
  why: `
    Compose waits for \`service_healthy\` by the health check of the dependency, and gives up at once where there is
    none; and a service that is started again whenever it ends never completes. Whether an image has a check of its
    own is known only for well-known ones.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/startup-order/',
    'https://docs.docker.com/reference/compose-file/services/#depends_on',
  ],

  fixable: 'none',
  messages: {
    disabled:
      '{service} waits until {dependency} is healthy, but its health check is switched off, so Compose gives up. Give it a check, or wait for service_started.',
    absent:
      '{service} waits until {dependency} is healthy, but neither the service nor the image of {title} has a health check, so Compose gives up. Add one.',
    restarts:
      '{service} waits until {dependency} has ended, but that is started again whenever it ends (restart: {policy}). Remove the policy.',
    serves:
      '{service} waits until {dependency} has ended, which publishes ports and so looks like a server. Wait for service_healthy or service_started if it is one.',
  },

  examples: [
    {
      title: 'No health check',
      bad: `
        services:
          app:
            image: example/app:1.4
            depends_on:
              db:
                condition: service_healthy
          db:
            image: postgres:17
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            depends_on:
              db:
                condition: service_healthy
          db:
            image: postgres:17
            healthcheck:
              test: ["CMD", "pg_isready"]
      `,
    },
    {
      title: 'A job that is started again',
      bad: `
        services:
          app:
            image: example/app:1.4
            depends_on:
              migrate:
                condition: service_completed_successfully
          migrate:
            image: example/app:1.4
            command: migrate
            restart: always
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { complete } = composeModel(application);
      const services = servicesByName(application);
      for (const { service: dependency, condition, required } of service.dependsOn) {
        const target = services.get(dependency);
        if (!target || !condition?.value || !required || target.provider) continue;
        const about = aboutValue(condition, service, project);
        const data = { service: service.name, dependency };
        if (condition.value === 'service_healthy') {
          const title = complete ? titleWithoutCheck(target) : undefined;
          if (isSwitchedOff(target)) report({ ...about, message: 'disabled', data });
          else if (title) report({ ...about, message: 'absent', data: { ...data, title } });
        } else if (condition.value === 'service_completed_successfully') {
          const policy = target.restart?.value;
          const deployed = target.get('deploy.restart_policy');
          if (!deployed && (policy === 'always' || policy === 'unless-stopped')) {
            report({ ...about, message: 'restarts', data: { ...data, policy } });
          } else if (target.ports.length > 0) report({ ...about, message: 'serves', data });
        }
      }
    },
  },
});

function isSwitchedOff({ healthcheck }: Service): boolean {
  return healthcheck?.disabled?.value === true || healthcheck?.test?.value?.[0] === 'NONE';
}

/** What the image is, if it is known to have no check of its own. */
function titleWithoutCheck({ image, build, healthcheck }: Service): string | undefined {
  if (healthcheck || build || image?.value === undefined) return undefined;
  const known = knownServiceOf(repositoryOf(image.value));
  return known?.hasCheck === false ? known.title : undefined;
}
