import { composeRule } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/prefer-internal-network',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Make a network internal that nothing outside needs.',
  why: `
    A network that only joins services which reach the outside by another one has no need for a way out of its own. With
    \`internal: true\` the engine gives it none, and what is only on this network later cannot send data out. The rule is
    in no preset.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/networks/#internal'],

  fixable: 'none',
  messages: {
    open: 'All services on the network {network} have another network for the way out, and none of them publishes ports. Set internal: true.',
  },

  examples: [
    {
      title: 'A network between two services',
      bad: `
        services:
          app:
            image: example/app:1.4
            networks: [out, back]
          worker:
            image: example/worker:1.0
            networks: [out, back]
        networks:
          out:
          back:
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            networks: [out, back]
            ports: ["127.0.0.1:80:80"]
          worker:
            image: example/worker:1.0
            networks: [out, back]
        networks:
          out:
          back:
            internal: true
      `,
    },
  ],

  on: {
    Application({ networks, services, complete }, { report }) {
      if (!complete) return;
      const open = networks.filter(({ get, external }) => !external && !get('internal') && !get('driver'));
      const isOpen = (name: string | undefined) =>
        !networks.some((other) => other.name === name && !open.includes(other));
      for (const network of open.slice(1)) {
        const members = services.filter((service) => service.networks.some(({ name }) => name.value === network.name));
        if (members.length < 2 || members.some(({ ports }) => ports.length > 0)) continue;
        const elsewhere = (names: readonly (string | undefined)[]) =>
          names.some((name) => name !== network.name && isOpen(name));
        if (!members.every((service) => elsewhere(service.networks.map(({ name }) => name.value)))) continue;
        report({ at: network.nameAt, message: 'open', data: { network: network.name } });
      }
    },
  },
});
