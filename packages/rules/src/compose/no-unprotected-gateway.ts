import { composeRule } from '@plimsoll/core/rule';
import { removeItem } from '../shared/entry-edits.ts';

export default composeRule({
  id: 'compose/no-unprotected-gateway',
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { routed: 'info', trusted: 'info' },

  summary: "Leave the engine's packet filter on for networks.",
  why: `
    The engine drops packets to ports of containers that are not published. With the gateway mode \`nat-unprotected\` it does
    not: whoever can route to the host reaches every port of every container on the network. \`routed\` does without
    address translation but keeps the filter; trusted interfaces pass it.
  `,
  sources: [
    'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
    'https://docs.docker.com/engine/network/port-publishing/#gateway-modes',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [668, 923],
  owasp: ['RULE #5'],
  securitySeverity: 7.5,

  fixable: 'unsafe',
  fixTitle: 'Remove the option (ports that are not published are then closed again)',
  messages: {
    unprotected:
      'The network {network} has no packet filter: whoever can route to the host reaches every port of its containers, published or not. Remove the option.',
    routed:
      'The network {network} is routed, so its containers are reached by their own addresses from outside. Make sure that this is meant.',
    trusted:
      'The network {network} lets packets from {interfaces} pass to ports that are not published. Make sure that this is meant.',
  },

  examples: [
    {
      title: 'A filter that is off',
      bad: `
        services:
          app:
            image: example/app:1.4
            networks: [open]
        networks:
          open:
            driver: bridge
            driver_opts:
              com.docker.network.bridge.gateway_mode_ipv4: nat-unprotected
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            networks: [open]
        networks:
          open:
            driver: bridge
      `,
    },
    {
      title: 'Routed',
      bad: `
        services:
          app:
            image: example/app:1.4
            networks: [open]
        networks:
          open:
            driver_opts:
              com.docker.network.bridge.gateway_mode_ipv6: routed
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            networks: [open]
        networks:
          open:
      `,
    },
    {
      title: 'An interface that is trusted',
      bad: `
        services:
          app:
            image: example/app:1.4
            networks: [open]
        networks:
          open:
            driver_opts:
              com.docker.network.bridge.trusted_host_interfaces: vxlan.1
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            networks: [open]
        networks:
          open:
      `,
    },
  ],

  on: {
    Resource({ type, name, variables, get }, { report }) {
      if (type !== 'network') return;
      const options = variables('driver_opts');
      for (const { name: key, value } of options) {
        if (!value || value.value === undefined) continue;
        const edit = removeItem(value, get('driver_opts'), options, (other) => !reported.test(other.name));
        const common = { at: value.origin, fix: edit ? () => [edit] : null };
        const { value: mode } = value;
        if (key === 'com.docker.network.bridge.trusted_host_interfaces') {
          report({ ...common, message: 'trusted', data: { network: name, interfaces: mode } });
        } else if (/^com\.docker\.network\.bridge\.gateway_mode_ipv[46]$/.test(key)) {
          if (mode === 'nat-unprotected') report({ ...common, message: 'unprotected', data: { network: name } });
          if (mode === 'routed') report({ ...common, message: 'routed', data: { network: name } });
        }
      }
    },
  },
});

const reported = /\.(?:gateway_mode_ipv[46]|trusted_host_interfaces)$/;
