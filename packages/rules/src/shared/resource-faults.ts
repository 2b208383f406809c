import type { Field, Service } from '@plimsoll/core/rule';
import { bytesOf, numberOf } from './resource-limits.ts';

/** What is impossible, or almost surely a slip of the pen, about an amount of a service. */
export type ResourceFault = { readonly field: Field<unknown> } & (
  | {
      readonly kind: 'tooSmall' | 'aboveLimit' | 'swap' | 'shares' | 'softAboveHard';
      readonly data: { value: string; limit: string };
    }
  | { readonly kind: 'cpus' | 'swappiness' | 'shared'; readonly data: { value: string } }
);

/** The engine refuses less (moby, daemon/daemon_unix.go, `linuxMinMemory`). */
const leastMemory = 6 * 1024 ** 2;

/** The faults of a service; what is not known is none. */
export function resourceFaults(service: Service): readonly ResourceFault[] {
  return [...memoryFaults(service), ...processorFaults(service), ...ulimitFaults(service)];
}

function textOf(field: Field<unknown> | undefined): string | undefined {
  const value = field?.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function memoryFaults(service: Service): readonly ResourceFault[] {
  const get = (deployed: string, own: string) => service.get(`deploy.resources.${deployed}`) ?? service.get(own);
  const limit = get('limits.memory', 'mem_limit');
  const reservation = get('reservations.memory', 'mem_reservation');
  const [swap, shm] = [service.get('memswap_limit'), service.get('shm_size')];
  const bytes = (field: Field<unknown> | undefined) => bytesOf(textOf(field) ?? '');
  const most = bytes(limit);
  const faults: ResourceFault[] = [];
  if (!limit || most === undefined || most <= 0) return faults;
  const written = textOf(limit) ?? '';
  if (most < leastMemory) faults.push({ kind: 'tooSmall', field: limit, data: { value: written, limit: '6m' } });
  const isAbove = (field: Field<unknown> | undefined) => (bytes(field) ?? 0) > most;
  if (reservation && isAbove(reservation)) {
    faults.push({ kind: 'aboveLimit', field: reservation, data: { value: textOf(reservation) ?? '', limit: written } });
  }
  const total = bytes(swap);
  if (swap && total !== undefined && total > 0 && total < most) {
    faults.push({ kind: 'swap', field: swap, data: { value: textOf(swap) ?? '', limit: written } });
  }
  if (shm && isAbove(shm) && most >= leastMemory)
    faults.push({ kind: 'shared', field: shm, data: { value: textOf(shm) ?? '' } });
  return faults;
}

function processorFaults(service: Service): readonly ResourceFault[] {
  const faults: ResourceFault[] = [];
  const limit = service.get('deploy.resources.limits.cpus') ?? service.get('cpus');
  const cpus = numberOf(textOf(limit) ?? '');
  if (limit && cpus !== undefined && cpus > 0 && (cpus > 512 || cpus < 0.01)) {
    faults.push({ kind: 'cpus', field: limit, data: { value: textOf(limit) ?? '' } });
  }
  const shares = service.get('cpu_shares');
  if (shares && numberOf(textOf(shares) ?? '') === 1)
    faults.push({ kind: 'shares', field: shares, data: { value: '1', limit: '2' } });
  const swappiness = service.get('mem_swappiness');
  const often = numberOf(textOf(swappiness) ?? '');
  if (swappiness && often !== undefined && (often > 100 || often < -1)) {
    faults.push({ kind: 'swappiness', field: swappiness, data: { value: textOf(swappiness) ?? '' } });
  }
  return faults;
}

function ulimitFaults(service: Service): readonly ResourceFault[] {
  const limits = service.get('ulimits')?.value;
  if (typeof limits !== 'object' || limits === null) return [];
  return Object.keys(limits).flatMap((name): ResourceFault[] => {
    const [soft, hard] = [service.get(`ulimits.${name}.soft`), service.get(`ulimits.${name}.hard`)];
    const [low, high] = [numberOf(textOf(soft) ?? ''), numberOf(textOf(hard) ?? '')];
    if (!soft || low === undefined || high === undefined || high === -1 || (low !== -1 && low <= high)) return [];
    return [{ kind: 'softAboveHard', field: soft, data: { value: String(low), limit: String(high) } }];
  });
}
