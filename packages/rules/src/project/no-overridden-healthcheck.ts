import { type CommandForm, linkedBuild, projectRule, type Service } from '@plimsoll/core/rule';
import { dockerfileName } from '../shared/dockerfile-names.ts';
import { imageHealthcheck } from '../shared/image-healthcheck.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-overridden-healthcheck',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Define the health check of a built image in one place.',
  why: `
    A \`test\` in Compose takes the place of the one that HEALTHCHECK sets in the image; whoever reads or mends the
    Dockerfile does not see that. The times of both are merged, setting by setting.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#healthcheck',
    'https://docs.docker.com/reference/dockerfile/#healthcheck',
  ],

  fixable: 'none',
  messages: {
    replaced: 'The service {service} replaces the health check that {dockerfile} defines by another. Keep one of them.',
    same: 'The service {service} repeats the health check that {dockerfile} defines. Keep one of them.',
    disabled:
      'The service {service} switches off the health check that {dockerfile} defines. If nobody needs it, take it out there.',
  },

  examples: [
    {
      title: 'Two checks',
      bad: {
        'compose.yaml': `
          services:
            api:
              build: .
              healthcheck:
                test: ["CMD", "curl", "-f", "http://localhost:8080/"]
        `,
        Dockerfile: `
          FROM node:24-slim
          HEALTHCHECK CMD ["node", "check.js"]
        `,
      },
      good: {
        'compose.yaml': `
          services:
            api:
              build: .
              healthcheck:
                interval: 10s
        `,
        Dockerfile: `
          FROM node:24-slim
          HEALTHCHECK CMD ["node", "check.js"]
        `,
      },
    },
    {
      title: 'A check that is switched off',
      bad: {
        'compose.yaml': `
          services:
            api:
              build: .
              healthcheck:
                disable: true
        `,
        Dockerfile: `
          FROM node:24-slim
          HEALTHCHECK CMD ["node", "check.js"]
        `,
      },
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { healthcheck, name } = service;
      const build = healthcheck && linkedBuild(project, service)?.result;
      const place = healthcheck && judge(service);
      if (!build || !place) return;
      const check = imageHealthcheck(build);
      if (check.kind !== 'check') return;
      const { at, related } = placesOfValue(place.origin, name, project);
      const isSame = place.test !== undefined && place.test === testOf(check.instruction.command);
      report({
        at,
        related: [...related, { at: check.instruction, label: 'the health check of the image' }],
        message: place.test === undefined ? 'disabled' : isSame ? 'same' : 'replaced',
        data: { service: name, dockerfile: dockerfileName(build.dockerfile) },
        subject: name,
      });
    },
  },
});

/** Where Compose sets a test of its own, or switches it off (then without a test); undefined if it does neither. */
function judge({ healthcheck }: Service) {
  const { disabled, test } = healthcheck ?? {};
  if (disabled?.value === true) return { origin: disabled.origin, test: undefined };
  if (!test?.value || test.value.length === 0 || disabled?.state === 'unknown') return undefined;
  const [first, ...rest] = test.value;
  if (first === 'NONE') return { origin: test.origin, test: undefined };
  if (first === 'CMD') return { origin: test.origin, test: JSON.stringify(rest) };
  return { origin: test.origin, test: (first === 'CMD-SHELL' ? rest : test.value).join(' ').trim() };
}

/** As `judge` has it: a list as JSON, a script as its text. */
function testOf(command: CommandForm | undefined): string | undefined {
  if (!command) return undefined;
  return command.form === 'exec' ? JSON.stringify(command.items.map(({ value }) => value)) : command.script.text.trim();
}
