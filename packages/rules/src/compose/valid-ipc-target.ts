import { composeModel, composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-ipc-target',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Share the memory of a service only if it allows that.',
  why: `
    \`ipc: service:x\` uses the shared memory of another container. The engine refuses that unless the other service has
    \`ipc: shareable\`, as containers keep theirs to themselves by default.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#ipc',
    'https://docs.docker.com/engine/containers/run/#ipc-settings---ipc',
  ],

  fixable: 'none',
  messages: {
    private:
      '{target} does not share its memory, so the engine refuses to start {service}. Set ipc: shareable for {target}.',
  },

  examples: [
    {
      title: 'A service that keeps its memory',
      bad: `
        services:
          app:
            image: example/app:1.4
            ipc: service:cache
          cache:
            image: example/cache:1.4
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            ipc: service:cache
          cache:
            image: example/cache:1.4
            ipc: shareable
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { ipc, name } = service;
      const target = /^service:(.+)$/.exec(ipc?.value ?? '')?.[1];
      if (!ipc || target === undefined) return;
      const model = composeModel(application);
      const other = model.services.find((one) => one.name === target);
      if (!other || !model.complete || application.fragment || (other.ipc && other.ipc.value !== 'private')) return;
      report({ ...aboutValue(ipc, service, project), message: 'private', data: { service: name, target } });
    },
  },
});
