import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-volumes-from',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { service: 'info' },

  summary: 'Name the volumes of a service instead of taking those of another.',
  why: `
    \`volumes_from\` copies every mount of another container, also those that are added later, and lets this one write to them
    unless \`:ro\` follows. Which files a service has is then said in another place. Named volumes say it where it
    matters. \`container:NAME\` depends on a container that this project does not manage.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#volumes_from'],

  fixable: 'none',
  messages: {
    service: 'The service {service} gets every mount of {other}, {mode}. List the volumes that it needs in volumes.',
    container:
      'The service {service} gets every mount of the container {other}, which this project does not manage, {mode}. Name an external volume in volumes.',
  },

  examples: [
    {
      title: 'The volumes of a service',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - data:/data
          backup:
            image: example/backup:1.0
            volumes_from:
              - app:ro
        volumes:
          data:
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - data:/data
          backup:
            image: example/backup:1.0
            volumes:
              - data:/data:ro
        volumes:
          data:
      `,
    },
    {
      title: 'Those of a container from elsewhere',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes_from:
              - container:legacy-data
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - legacy:/data
        volumes:
          legacy:
            external: true
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const field of service.texts('volumes_from')) {
        if (field.value === undefined) continue;
        const [, prefix, other = '', access] = /^(container:)?([^:]+)(?::(\w+))?$/.exec(field.value) ?? [];
        if (other === '') continue;
        const data = { service: service.name, other, mode: access === 'ro' ? 'to read' : 'to read and write' };
        const message = prefix === undefined ? 'service' : 'container';
        report({ ...aboutValue(field, service, project), message, data });
      }
    },
  },
});
