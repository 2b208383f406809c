import { composeRule, type Resource, type Service, type TextField } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-static-address',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Give services addresses of their network, each to one.',
  why: `
    A fixed \`ipv4_address\` must lie in a subnet that the file gives to the network, and belong to one service only. Docker Compose
    checks none of this; the engine refuses the container when it starts.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#ipv4_address-ipv6_address',
    'https://docs.docker.com/reference/compose-file/networks/#ipam',
  ],

  fixable: 'none',
  messages: {
    outside:
      'The address {address} lies in no subnet of the network {network}, so the engine refuses it. Take one of {subnets}.',
    noSubnet:
      'The network {network} has no subnet of its own, so the engine refuses the fixed address {address}. Give the network ipam.config with a subnet, or remove the address.',
    taken: '{service} has the address {address}, as {other} has, so that only one of them can start. Take another one.',
  },

  examples: [
    {
      title: 'An address of another network',
      bad: `
        services:
          app:
            image: example/app:1.4
            networks:
              back:
                ipv4_address: 10.6.0.5
        networks:
          back:
            ipam:
              config:
                - subnet: 10.5.0.0/24
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            networks:
              back:
                ipv4_address: 10.5.0.5
        networks:
          back:
            ipam:
              config:
                - subnet: 10.5.0.0/24
      `,
    },
  ],

  on: {
    Application(model, { application, project, report }) {
      if (application.fragment || !model.complete) return;
      const taken = new Map<string, Service>();
      for (const { service, network, address } of staticAddresses(model.services, model.networks)) {
        const text = address.value;
        if (text === undefined) continue;
        const about = aboutValue(address, service, project);
        const key = `${network.name} ${text}`;
        const other = taken.get(key);
        if (other && other.profiles.length === 0 && service.profiles.length === 0)
          report({ ...about, message: 'taken', data: { service: service.name, other: other.name, address: text } });
        else taken.set(key, service);
        const subnets = subnetsOf(network);
        if (!subnets || numberOf(text) === undefined) continue;
        const common = { address: text, network: network.name };
        if (subnets.length === 0) report({ ...about, message: 'noSubnet', data: common });
        else if (!subnets.some((subnet) => contains(subnet, text)))
          report({ ...about, message: 'outside', data: { ...common, subnets: subnets.join(', ') } });
      }
    },
  },
});

interface StaticAddress {
  readonly service: Service;
  readonly network: Resource;
  readonly address: TextField;
}

function staticAddresses(services: readonly Service[], networks: readonly Resource[]): StaticAddress[] {
  return services.flatMap((service) =>
    service.networks.flatMap(({ name }) => {
      const network = networks.find((one) => one.name === name.value);
      const [address] = service.texts(`networks.${name.value ?? ''}.ipv4_address`);
      return network && address && !network.external?.value ? [{ service, network, address }] : [];
    }),
  );
}

/** The IPv4 subnets; undefined where they can't be known, or another driver gives the addresses. */
function subnetsOf({ get, external }: Resource): readonly string[] | undefined {
  const config = get('ipam.config');
  const driver = get('ipam.driver')?.value;
  if (external || get('driver')?.value === 'overlay' || (driver !== undefined && driver !== 'default'))
    return undefined;
  if (!config) return get('ipam') === undefined ? [] : undefined;
  if (config.state === 'unknown' || !Array.isArray(config.value)) return undefined;
  const items: readonly unknown[] = config.value;
  const subnets = items.flatMap((item) =>
    typeof item === 'object' && item !== null && 'subnet' in item && typeof item.subnet === 'string'
      ? [item.subnet]
      : [],
  );
  const known = subnets.filter((subnet) => /^[\d.]+\/\d{1,2}$/.test(subnet));
  return known.length === 0 ? undefined : known;
}

function numberOf(address: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function contains(subnet: string, address: string): boolean {
  const [base = '', bits = ''] = subnet.split('/');
  const [start, number] = [numberOf(base), numberOf(address)];
  // What can't be read contains everything: silence.
  if (start === undefined || number === undefined || Number(bits) > 32) return true;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(start / size) === Math.floor(number / size);
}
