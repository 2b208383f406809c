import type { Service } from '@plimsoll/core/rule';
import { isLoopback } from './hosts.ts';

/** The names of the project's networks that a service is on; none if `network_mode` says otherwise. */
export function networksOf({ networks, networkMode, provider }: Service): readonly string[] {
  if (networkMode !== undefined || provider !== undefined) return [];
  if (networks.length === 0) return ['default'];
  return networks.flatMap(({ name }) => name.value ?? []);
}

/** True if a port of the service is published on an address that is known not to be this host alone. */
export function publishesBeyondHost({ ports }: Service): boolean {
  return ports.some(({ hostIp }) => hostIp?.state !== 'unknown' && !isLoopback(hostIp?.value ?? ''));
}
