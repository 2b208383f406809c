import { composeRule, type PortMapping } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-added-port',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Replace published ports with !override.',
  why: `
    An override file adds its ports to those of the base: a mapping with another port of the host does not replace that of the base, but
    both are published. \`ports: !override\` replaces the list.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/merge/#unique-resources',
    'https://docs.docker.com/reference/compose-file/merge/#replace-value',
  ],

  fixable: 'none',
  messages: {
    added:
      'This publishes port {target} of {service} as {port} besides {other}, which the base publishes. Write ports: !override to replace that.',
  },

  examples: [
    {
      title: 'Another port of the host',
      bad: {
        'compose.override.yaml': `
          services:
            app:
              ports:
                - "9090:80"
        `,
        'compose.yaml': `
          services:
            app:
              image: example/app:1.4
              ports:
                - "8080:80"
        `,
      },
      good: {
        'compose.override.yaml': `
          services:
            app:
              ports: !override
                - "9090:80"
        `,
        'compose.yaml': `
          services:
            app:
              image: example/app:1.4
              ports:
                - "8080:80"
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const paths = application.files.map(({ source }) => source.path);
      if (paths.length < 2) return;
      const rank = ({ origin }: PortMapping) => paths.indexOf(origin.source.path);
      const seen = new Map<string, PortMapping>();
      for (const mapping of service.ports) {
        const { target, published, protocol, origin } = mapping;
        const port = published?.value;
        // Ranges are many mappings on purpose.
        if (!target || !port || target.value === undefined || rank(mapping) === -1) continue;
        const key = `${target.value}/${protocol?.value ?? 'tcp'}`;
        const base = seen.get(key);
        if (!base) seen.set(key, mapping);
        const other = base?.published?.value;
        if (!base || other === undefined || other === port || rank(base) >= rank(mapping)) continue;
        const about = aboutValue({ origin }, service, project);
        const related = [...about.related, { at: base.origin, label: 'published here' }];
        const data = { service: service.name, target: target.value, port, other };
        report({ ...about, related, message: 'added', data });
      }
    },
  },
});
