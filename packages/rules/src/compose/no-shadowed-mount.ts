import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-shadowed-mount',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Mount one thing at each path.',
  why: `
    When two items of \`volumes\` have the same path in the container, Docker Compose keeps the last one and drops the others without a
    word. An override file replaces a mount on purpose in this way; within one service it is a mistake.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/merge/#unique-resources'],

  fixable: 'none',
  messages: {
    dropped:
      '{service} has another mount at {path} above, which Docker Compose drops without a word. Keep one of the two.',
  },

  examples: [
    {
      title: 'Two mounts at one path',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./config:/etc/app
              - settings:/etc/app
        volumes:
          settings:
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - settings:/etc/app
        volumes:
          settings:
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { source, span } = service.origin;
      for (const mount of service.volumes) {
        const { origin, target } = mount;
        const path = target?.value;
        if (path === undefined || origin.via.length > 0 || origin.source !== source) continue;
        const other = origin.shadowed.find(
          (place) => place.source === source && span.start <= place.span.start && place.span.end <= origin.span.start,
        );
        if (!other || source.slice(other.span) === source.slice(origin.span)) continue;
        const about = aboutValue(mount, service, project);
        const related = [...about.related, { at: other, label: 'dropped' }];
        report({ ...about, related, message: 'dropped', data: { service: service.name, path } });
      }
    },
  },
});
