import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-conflicting-network-mode',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { ignored: 'warning' },

  summary: 'Configure the network at the service that owns it.',
  why: `
    A service with \`network_mode: service:x\` has no network of its own: the engine refuses to start it with ports, a host name or
    addresses of other hosts, which belong to service x. In the host's network, or in none, published ports have no effect.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#network_mode',
    'https://docs.docker.com/engine/network/#container-networks',
  ],

  fixable: 'none',
  messages: {
    refused:
      '{service} uses the network of another container, so the engine refuses to start it with {key}. Move {key} there.',
    ignored: 'ports have no effect with network_mode: {mode}. Remove them, or the mode.',
  },

  examples: [
    {
      title: 'Ports in the network of another service',
      bad: `
        services:
          vpn:
            image: example/vpn:1.4
          app:
            image: example/app:1.4
            network_mode: service:vpn
            ports: ["127.0.0.1:8080:80"]
      `,
      good: `
        services:
          vpn:
            image: example/vpn:1.4
            ports: ["127.0.0.1:8080:80"]
          app:
            image: example/app:1.4
            network_mode: service:vpn
      `,
    },
    {
      title: "Ports in the host's network",
      bad: `
        services:
          app:
            image: example/app:1.4
            network_mode: host
            ports: ["8080:80"]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            network_mode: host
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { name, networkMode, get } = service;
      const mode = networkMode?.value ?? '';
      const isShared = /^(?:service|container):/.test(mode);
      if (service.provider || (!isShared && mode !== 'host' && mode !== 'none')) return;
      for (const key of isShared ? refusedKeys : ['ports']) {
        const field = get(key);
        if (!field || isEmpty(field.value)) continue;
        const about = aboutValue(field, service, project);
        const place = { ...about, at: about.at === field.origin ? field.origin.key : about.at };
        if (isShared) report({ ...place, message: 'refused', data: { service: name, key } });
        else report({ ...place, message: 'ignored', data: { mode } });
      }
    },
  },
});

/** What the engine refuses together with the network of a container (moby, runconfig/hostconfig). */
const refusedKeys = ['ports', 'expose', 'hostname', 'extra_hosts', 'dns', 'links', 'mac_address'];

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}
