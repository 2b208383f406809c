import { composeRule, type Variable } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-duplicate-variable',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Set each variable once.',
  why: `
    When a list of variables, build arguments or labels has the same name twice, Docker Compose keeps the last one and drops the
    others without a word, so that what the first line says is not so.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#environment'],

  fixable: 'none',
  messages: {
    twice: '{name} is set further up as well, which Docker Compose drops without a word. Keep one of the two.',
  },

  examples: [
    {
      title: 'A variable twice',
      bad: `
        services:
          app:
            image: example/app:1.4
            environment:
              - MODE=production
              - LEVEL=info
              - MODE=test
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            environment:
              - LEVEL=info
              - MODE=test
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { source, span } = service.origin;
      const lists: readonly (readonly Variable[])[] = [service.environment, service.labels, service.build?.args ?? []];
      for (const variable of lists.flat()) {
        const { origin, name } = variable;
        if (!origin.entry.list || origin.via.length > 0 || origin.source !== source) continue;
        const other = origin.shadowed.find(
          (place) => place.source === source && span.start <= place.span.start && place.span.end <= origin.span.start,
        );
        if (!other) continue;
        const about = aboutValue(variable, service, project);
        const related = [...about.related, { at: other, label: 'set here first' }];
        report({ ...about, related, message: 'twice', data: { name } });
      }
    },
  },
});
