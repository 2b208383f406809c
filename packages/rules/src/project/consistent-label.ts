import { type KeyValuePair, literalValue, projectRule } from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';

export default projectRule({
  id: 'project/consistent-label',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Give a label of an image the same value in Compose.',
  why: `
    LABEL in the Dockerfile describes the image, and \`labels\` and \`build.labels\` in Compose replace a label with the same
    key. With two values, whoever reads one file believes something that the other one changes.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#label',
    'https://docs.docker.com/reference/compose-file/build/#labels',
  ],

  fixable: 'none',
  messages: {
    differs:
      '{service} sets the label {key} to another value than its Dockerfile does, and this one wins. Keep it in one place.',
  },

  examples: [
    {
      title: 'Two versions',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                labels:
                  org.opencontainers.image.version: "1.5"
        `,
        Dockerfile: `
          FROM nginx:1.29
          LABEL org.opencontainers.image.version="1.4"
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
        `,
        Dockerfile: `
          FROM nginx:1.29
          LABEL org.opencontainers.image.version="1.4"
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const labels = [...service.variables('build.labels'), ...service.labels];
      const built = labels.length > 0 ? builtImage(project, service, application) : undefined;
      if (!built) return;
      const ofImage = new Map<string, KeyValuePair>();
      for (const instruction of built.image.instructions) {
        if (instruction.kind !== 'Label') continue;
        for (const pair of instruction.pairs) ofImage.set(literalValue(pair.key) ?? '', pair);
      }
      for (const { name, nameAt, value } of labels) {
        const pair = ofImage.get(name);
        const other = pair?.value && literalValue(pair.value);
        if (!pair || other === undefined || value?.state !== 'known' || value.value === other) continue;
        const data = { service: service.name, key: name };
        const related = [{ at: pair, label: 'the label of the image' }];
        report({ at: nameAt, message: 'differs', data, subject: service.name, related });
      }
    },
  },
});
