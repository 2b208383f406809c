import { projectRule } from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { aboutValue } from '../shared/service-places.ts';
import { lastStopSignal, signalNamed, stopSignalOf } from '../shared/stop-signals.ts';

export default projectRule({
  id: 'project/consistent-stop-signal',
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Stop a service with the signal that its image asks for.',
  why: `
    STOPSIGNAL names the signal at which the program in the image ends in good order. \`stop_signal\` in Compose
    replaces it, so that the same image is stopped in another way there than everywhere else.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#stopsignal',
    'https://docs.docker.com/reference/compose-file/services/#stop_signal',
  ],

  fixable: 'none',
  messages: {
    differs:
      '{service} is stopped with {signal}, while its Dockerfile says STOPSIGNAL {wanted}. Remove stop_signal, or correct the one that is wrong.',
  },

  examples: [
    {
      title: 'Two signals',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              stop_signal: SIGINT
        `,
        Dockerfile: `
          FROM nginx:1.29
          STOPSIGNAL SIGQUIT
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
        `,
        Dockerfile: `
          FROM nginx:1.29
          STOPSIGNAL SIGQUIT
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const field = service.get('stop_signal');
      if (field?.state !== 'known' || typeof field.value !== 'string' || field.value === '') return;
      const signal = signalNamed(field.value)?.name;
      const built = signal === undefined ? undefined : builtImage(project, service, application);
      const instruction = built && lastStopSignal(built.image.instructions);
      const wanted = instruction && stopSignalOf(instruction)?.name;
      // SIGKILL is what compose/valid-stop is about.
      if (!instruction || wanted === undefined || signal === undefined || signal === wanted || signal === 'SIGKILL')
        return;
      const about = aboutValue(field, service, project);
      report({
        ...about,
        message: 'differs',
        data: { service: service.name, signal, wanted },
        related: [...about.related, { at: instruction, label: 'the signal of the image' }],
      });
    },
  },
});
