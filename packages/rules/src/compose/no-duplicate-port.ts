import { composeRule, type PortMapping, type Service } from '@plimsoll/core/rule';
import { isEveryAddress } from '../shared/published-ports.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-duplicate-port',
  aliases: ['dclint/no-duplicate-exported-ports'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { apart: 'info' },

  summary: 'Publish each port of the host once.',
  why: `
    A port of the host leads to one container. When two services publish the same one, Docker Compose starts the first and fails on
    the second with "port is already allocated". The same number on different addresses or with another protocol is fine.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#ports'],

  fixable: 'none',
  messages: {
    taken:
      '{service} publishes port {port} of the host, which {other} publishes too, so that only one of them can start. Use another port.',
    apart:
      '{service} publishes port {port} of the host, which {other} publishes too, so that they cannot run together. Use another port if they should.',
  },

  examples: [
    {
      title: 'Two services on one port',
      bad: `
        services:
          app:
            image: example/app:1.4
            ports: ["127.0.0.1:8080:80"]
          admin:
            image: example/admin:1.4
            ports: ["127.0.0.1:8080:3000"]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            ports: ["127.0.0.1:8080:80"]
          admin:
            image: example/admin:1.4
            ports: ["127.0.0.1:8081:3000"]
      `,
    },
    {
      title: 'Another protocol',
      good: `
        services:
          dns:
            image: example/dns:1.4
            ports:
              - "53:53"
              - "53:53/udp"
      `,
    },
  ],

  on: {
    Application({ services }, { project, report }) {
      const taken = new Map<string, Claim[]>();
      for (const claim of services.flatMap(claimsOf)) {
        const others = taken.get(claim.port) ?? [];
        taken.set(claim.port, [...others, claim].slice(0, 20));
        const other = others.find((one) => clash(one, claim));
        if (!other) continue;
        const { service, mapping } = claim;
        const data = { service: service.name, other: other.service.name, port: claim.port.replace('/tcp', '') };
        const { at, related } = placesOfValue(mapping.origin, service.name, project);
        const common = {
          at,
          related: [...related, { at: other.mapping.origin, label: 'published here first' }],
          subject: service.name,
          data,
        };
        if (runTogether(claim, other)) report({ ...common, message: 'taken' });
        else report({ ...common, message: 'apart' });
      }
    },
  },
});

interface Claim {
  readonly service: Service;
  readonly mapping: PortMapping;
  /** `8080/tcp`. */
  readonly port: string;
}

/** Fixed ports only: of a range for one port of the container the engine takes one that is free. */
function claimsOf(service: Service): Claim[] {
  if (service.provider || service.networkMode) return [];
  return service.ports.flatMap((mapping) => {
    const { published, protocol, hostIp } = mapping;
    const unknown = [published, protocol, hostIp].some((field) => field !== undefined && field.value === undefined);
    const text = published?.value ?? '';
    if (unknown || !/^\d{1,5}$/.test(text) || Number(text) === 0) return [];
    return [{ service, mapping, port: `${Number(text)}/${protocol?.value ?? 'tcp'}` }];
  });
}

function clash(one: Claim, other: Claim): boolean {
  // A service that another one extends may be there for nothing but that.
  const start = one.mapping.origin.span.start;
  if (one.mapping.origin.source === other.mapping.origin.source && start === other.mapping.origin.span.start)
    return one.service !== other.service && one.mapping.origin.via.every(({ how }) => how !== 'extends');
  const [a, b] = [one.mapping.hostIp?.value ?? '', other.mapping.hostIp?.value ?? ''];
  if (a === b || a === '' || b === '') return mayRunTogether(one.service, other.service);
  const overlaps = a.includes(':') === b.includes(':') && (isEveryAddress(a) || isEveryAddress(b));
  return overlaps && mayRunTogether(one.service, other.service);
}

function mayRunTogether({ profiles: one }: Service, { profiles: other }: Service): boolean {
  if (one.length === 0 || other.length === 0) return true;
  const names = new Set(one.map(({ value }) => value));
  return other.some(({ value }) => names.has(value));
}

/** False for profiles, and for services of several files: a collection of which people start what they need. */
function runTogether(one: Claim, other: Claim): boolean {
  if (one.service === other.service) return true;
  if (one.service.nameAt.source !== other.service.nameAt.source) return false;
  return one.service.profiles.length === 0 && other.service.profiles.length === 0;
}
