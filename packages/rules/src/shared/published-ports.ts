import { type Application, composeModel, type Located, type PortMapping, type Service } from '@plimsoll/core/rule';

/** A published port, or a range that one entry publishes. */
export interface PublishedPort {
  readonly mapping: PortMapping;
  /** Ports of the container, all of the range. */
  readonly targets: readonly number[];
  /** Ports of the host; empty for a random one, or where a variable decides. */
  readonly hostPorts: readonly number[];
  /** True if it can be reached from other machines: no address, or that of all interfaces. */
  readonly isOpen: boolean;
  /** The characters that a finding about the address is about. */
  readonly at: Located;
}

/** What a service publishes by itself, as far as it is known. */
export function publishedPorts(service: Service, application: Application): readonly PublishedPort[] {
  // Compose refuses ports together with `host`, and another container's network has its own.
  if (service.provider || (service.networkMode && service.networkMode.value !== 'bridge')) return [];
  const isBound = hasBoundNetwork(service, application);
  const byEntry = new Map<number, PortMapping[]>();
  for (const mapping of service.ports) {
    const { start } = mapping.origin.span;
    const same = byEntry.get(start)?.filter((other) => other.origin.source === mapping.origin.source);
    if (same?.length) byEntry.get(start)?.push(mapping);
    else byEntry.set(start, [mapping]);
  }
  return [...byEntry.values()].flatMap((mappings): PublishedPort[] => {
    const [mapping] = mappings;
    const targets = mappings.flatMap(({ target }) => portNumbers(target?.value));
    if (!mapping || targets.length === 0) return [];
    const { hostIp, published, target, short, origin } = mapping;
    const hostPorts = mappings.flatMap((one) => portNumbers(one.published?.value));
    const written = hostIp && !hostIp.origin.synthetic ? hostIp.origin : undefined;
    const longPlace = published?.origin ?? target?.origin ?? origin;
    const isOpen = !isBound && (hostIp === undefined || (hostIp.value !== undefined && isEveryAddress(hostIp.value)));
    return [{ mapping, targets, hostPorts, isOpen, at: written ?? (short ? origin : longPlace) }];
  });
}

/** The ends of a range; a port alone. */
function portNumbers(text: string | undefined): readonly number[] {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text ?? '');
  return (found?.slice(1) ?? []).filter((port) => port !== undefined).map(Number);
}

/** The unspecified address in any spelling: `0.0.0.0`, `::`, `0:0::0`, `::ffff:0.0.0.0`. */
export function isEveryAddress(address: string): boolean {
  const text = address
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return (
    text === '' || /^0+(?:\.0+){3}$/.test(text) || /^(?=.*:)[0:]*(?:ffff:(?:0:0|0\.0\.0\.0)|0\.0\.0\.0)?$/.test(text)
  );
}

/** True if a network of the service binds its ports to an address, or may do so. */
function hasBoundNetwork(service: Service, application: Application): boolean {
  const names = new Set(service.networks.map(({ name }) => name.value));
  if (names.size === 0) names.add('default');
  return composeModel(application).networks.some((network) => {
    if (!names.has(network.name)) return false;
    const driverOptions = network.variables('driver_opts');
    const bound = driverOptions.find(({ name }) => name === 'com.docker.network.bridge.host_binding_ipv4');
    return bound?.value !== undefined && (bound.value.value === undefined || !isEveryAddress(bound.value.value));
  });
}
