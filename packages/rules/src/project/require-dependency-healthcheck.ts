import { composeModel, linkedBuild, projectRule } from '@plimsoll/core/rule';
import { dockerfileName } from '../shared/dockerfile-names.ts';
import { imageHealthcheck } from '../shared/image-healthcheck.ts';
import { aboutValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/require-dependency-healthcheck',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Have a health check in what others wait for.',
  why: `
    \`condition: service_healthy\` waits for the health check of the dependency. Where neither the service nor the image
    that is built for it has one, \`docker compose up\` stops with "has no healthcheck configured". Judged are
    dependencies that are built here, by the stages that end up in the image and its base image, as far as that is known;
    for images that are pulled, compose/valid-dependency-condition speaks.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/startup-order/',
    'https://docs.docker.com/reference/dockerfile/#healthcheck',
  ],

  fixable: 'none',
  messages: {
    absent:
      '{service} waits until {dependency} is healthy, but neither the service nor {dockerfile} nor {base} has a health check, so Compose gives up. Add one, or wait for service_started.',
    off: '{service} waits until {dependency} is healthy, but {dockerfile} switches its health check off, so Compose gives up. Give the service a check, or wait for service_started.',
  },

  examples: [
    {
      title: 'A dependency without a check',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              depends_on:
                api:
                  condition: service_healthy
            api:
              build: .
        `,
        Dockerfile: `
          FROM node:24-slim
          CMD ["node", "server.js"]
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              depends_on:
                api:
                  condition: service_healthy
            api:
              build: .
        `,
        Dockerfile: `
          FROM node:24-slim
          HEALTHCHECK CMD ["node", "check.js"]
          CMD ["node", "server.js"]
        `,
      },
    },
    {
      title: 'A check in Compose',
      good: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              depends_on:
                api:
                  condition: service_healthy
            api:
              build: .
              healthcheck:
                test: ["CMD", "node", "check.js"]
        `,
        Dockerfile: `
          FROM node:24-slim
          CMD ["node", "server.js"]
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { services, complete } = composeModel(application);
      if (!complete || application.fragment) return;
      for (const { service: dependency, condition, required } of service.dependsOn) {
        if (condition?.value !== 'service_healthy' || !required) continue;
        const target = services.find(({ name }) => name === dependency);
        const build = target && linkedBuild(project, target)?.result;
        // Where it is switched off in Compose, compose/valid-dependency-condition speaks.
        if (!build || target.provider || target.healthcheck?.test || target.healthcheck?.disabled) continue;
        const check = imageHealthcheck(build);
        const about = aboutValue(condition, service, project);
        const data = { service: service.name, dependency, dockerfile: dockerfileName(build.dockerfile) };
        if (check.kind === 'none') report({ ...about, message: 'absent', data: { ...data, base: check.base } });
        else if (check.kind === 'off') {
          const related = [...about.related, { at: check.instruction, label: 'switched off here' }];
          report({ ...about, related, message: 'off', data });
        }
      }
    },
  },
});
