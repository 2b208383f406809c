import { composeRule, type Located, type Resource } from '@plimsoll/core/rule';
import { removeEntry } from '../shared/entry-edits.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-default-bridge',
  aliases: ['kics/networks_not_set', 'kics/ce14a68b-1668-41a0-ab7d-facd9f784742', 'cis/5.30'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: "Keep services off the engine's shared bridge.",
  why: `
    \`network_mode: bridge\` puts a service on \`docker0\`, the network that every container without one of its own shares: all of
    them reach each other there, and none by name. Without the key Compose makes a network for the project, which is what most
    files want. A service without \`networks\` is therefore no finding.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#network_mode',
    'https://docs.docker.com/engine/network/drivers/bridge/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [668],
  owasp: ['RULE #5'],
  securitySeverity: 4.3,

  fixable: 'unsafe',
  fixTitle: 'Remove network_mode (the service then joins the network of the project)',
  messages: {
    bridge:
      'The service {service} is on docker0, which it shares with containers of other projects, and where names of services do not resolve. Remove network_mode to join the network of the project.',
    network:
      'The network {network} is docker0, which containers of all projects share, and where names of services do not resolve. Let Compose make a network of its own.',
  },

  examples: [
    {
      title: 'The shared bridge',
      bad: `
        services:
          app:
            image: example/app:1.4
            network_mode: bridge
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'By the name of the network',
      bad: `
        services:
          app:
            image: example/app:1.4
            networks: [shared]
        networks:
          shared:
            external: true
            name: bridge
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            networks: [shared]
        networks:
          shared:
      `,
    },
    {
      title: 'No network at all is a network of the project',
      good: `
        services:
          app:
            image: example/app:1.4
            networks: []
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { networkMode, provider, name } = service;
      if (provider || (networkMode?.value !== 'bridge' && networkMode?.value !== 'default')) return;
      const edit = removeEntry(networkMode);
      const fix = edit ? () => [edit] : null;
      report({ ...aboutValue(networkMode, service, project), message: 'bridge', data: { service: name }, fix });
    },
    Application({ networks, services }, { report }) {
      for (const network of networks) {
        const at = sharedBridgeAt(network);
        if (!at || !services.some((service) => service.networks.some(({ name }) => name.value === network.name)))
          continue;
        report({ at, message: 'network', data: { network: network.name }, fix: null });
      }
    },
  },
});

function sharedBridgeAt(network: Resource): Located | undefined {
  if (network.external?.value !== true) return undefined;
  const name = network.get('name');
  if (name) return name.value === 'bridge' ? name.origin : undefined;
  return network.name === 'bridge' ? network.nameAt : undefined;
}
