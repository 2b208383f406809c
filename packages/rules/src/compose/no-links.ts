import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-links',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Use networks and depends_on in place of links.',
  why: `
    Services of a project reach each other by name on their common network without \`links\`, which Docker calls a legacy feature. For the
    order of starting there is \`depends_on\`, and for a second name \`aliases\` of the network.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#links',
    'https://docs.docker.com/engine/network/links/',
  ],

  fixable: 'none',
  messages: {
    legacy:
      '{service} reaches services on its networks by name without {key}. Use depends_on for the order, and aliases of a network for another name.',
  },

  examples: [
    {
      title: 'A link',
      bad: `
        services:
          app:
            image: example/app:1.4
            links: [db]
          db:
            image: postgres:17
      `,
      good: `
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
    Service(service, { project, report }) {
      for (const key of ['links', 'external_links']) {
        const links = service.get(key);
        if (!links) continue;
        const about = aboutValue(links, service, project);
        const at = about.at === links.origin ? links.origin.key : about.at;
        report({ ...about, at, message: 'legacy', data: { service: service.name, key } });
      }
    },
  },
});
