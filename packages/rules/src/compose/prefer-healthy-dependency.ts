import { composeModel, composeRule, type Service } from '@plimsoll/core/rule';
import { dataStoreOf } from '../knowledge/data-stores.ts';
import { servicesByName } from '../shared/dependencies.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/prefer-healthy-dependency',
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Wait until a dependency works, not only until it has been started.',
  why: `
    The short form of \`depends_on\`, and \`service_started\`, wait until the container of the dependency runs, which a
    database does long before it answers. With \`service_healthy\` Compose waits for its health check. Reported are
    dependencies that have a check here, and images of data stores and brokers.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/startup-order/',
    'https://docs.docker.com/reference/compose-file/services/#depends_on',
  ],

  fixable: 'none',
  messages: {
    checked:
      '{service} starts when {dependency} has been started, and does not wait for its health check. Use condition: service_healthy.',
    dataStore:
      '{service} starts when {dependency} has been started, which is before it answers. Give it a health check, and wait with condition: service_healthy.',
  },

  examples: [
    {
      title: 'A dependency with a check',
      bad: `
        services:
          app:
            image: example/app:1.4
            depends_on: [api]
          api:
            image: example/api:1.0
            healthcheck:
              test: ["CMD", "api", "ping"]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            depends_on:
              api:
                condition: service_healthy
          api:
            image: example/api:1.0
            healthcheck:
              test: ["CMD", "api", "ping"]
      `,
    },
    {
      title: 'A database',
      bad: `
        services:
          app:
            image: example/app:1.4
            depends_on: [db]
          db:
            image: postgres:17
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (service.provider) return;
      const { complete } = composeModel(application);
      const services = servicesByName(application);
      for (const { service: dependency, condition, written, origin } of service.dependsOn) {
        const target = services.get(dependency);
        const starts = condition === undefined || condition.origin.synthetic || condition.value === 'service_started';
        if (!target || !written || !starts) continue;
        const places = placesOfValue(origin, service.name, project);
        const key = origin.key;
        const at = project.targets.has(key.source.path) ? key : places.at;
        const common = { ...places, at, subject: service.name, data: { service: service.name, dependency } };
        if (hasCheck(target)) report({ ...common, message: 'checked' });
        else if (complete && !target.healthcheck && target.image?.value && dataStoreOf(target.image.value)) {
          report({ ...common, message: 'dataStore' });
        }
      }
    },
  },
});

function hasCheck({ healthcheck }: Service): boolean {
  const test = healthcheck?.test?.value;
  return test !== undefined && test[0] !== 'NONE' && healthcheck?.disabled?.value !== true;
}
