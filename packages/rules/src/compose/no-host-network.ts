import { composeRule, type Located, type Resource } from '@plimsoll/core/rule';
import { capabilityName } from '../knowledge/capabilities.ts';
import { hostNamespace } from '../shared/host-namespaces.ts';

export default composeRule({
  id: 'compose/no-host-network',
  aliases: [
    'compose-lint/CL-0008',
    'kics/shared_host_network_namespace',
    'kics/071a71ff-f868-47a4-ac0b-3c59e4ab5443',
    'cis/5.10',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Keep services out of the network of the host.',
  why: `
    On the network of the host a service reaches everything that listens on localhost there (databases, the metadata
    service of a cloud, other services), can listen on any address, and \`ports\` and networks do nothing for it. With
    NET_ADMIN it changes the firewall of the host.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#network_mode',
    'https://docs.docker.com/engine/network/drivers/host/',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 668],
  securitySeverity: 7.1,

  fixable: 'unsafe',
  fixTitle: 'Remove network_mode (what the service offers must then be published by ports)',
  messages: {
    host: 'The service {service} is on the network of the host: it reaches what listens on localhost there, and its own ports are open on every address. Remove network_mode: host and publish what is needed by ports.',
    admin:
      'The service {service} is on the network of the host and has NET_ADMIN, so it can change the firewall and the routes of the host. Remove network_mode: host, or the capability.',
    network:
      'The network {network} is that of the host: services on it reach what listens on localhost there. Let Compose make a network of its own.',
  },

  examples: [
    {
      title: 'The network of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            network_mode: host
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'With the right to change it',
      bad: `
        services:
          app:
            image: example/app:1.4
            network_mode: host
            cap_add: [NET_ADMIN]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_add: [NET_ADMIN]
      `,
    },
    {
      title: 'By a network that is the network of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            networks: [outside]
        networks:
          outside:
            name: host
            external: true
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            networks: [inside]
        networks:
          inside:
      `,
    },
    {
      title: 'The network of another service',
      good: `
        services:
          app:
            image: example/app:1.4
            network_mode: service:vpn
          vpn:
            image: example/vpn:1.0
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const found = hostNamespace(service.networkMode, service, project);
      if (!found) return;
      const admin = service.capAdd.some(({ value }) => value !== undefined && capabilityName(value) === 'NET_ADMIN');
      report({ ...found, message: admin ? 'admin' : 'host' });
    },
    Application({ networks, services }, { report }) {
      for (const network of networks) {
        const at = hostNetworkAt(network);
        if (!at || !services.some((service) => service.networks.some(({ name }) => name.value === network.name)))
          continue;
        report({ at, message: 'network', data: { network: network.name }, fix: null });
      }
    },
  },
});

/** Where a top-level network says that it is the network of the host: by its driver, or by the name of an existing one. */
function hostNetworkAt(network: Resource): Located | undefined {
  const driver = network.get('driver');
  if (driver?.value === 'host') return driver.origin;
  if (network.external?.value !== true) return undefined;
  const name = network.get('name');
  if (name) return name.value === 'host' ? name.origin : undefined;
  return network.name === 'host' ? network.nameAt : undefined;
}
