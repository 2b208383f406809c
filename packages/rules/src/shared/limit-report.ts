import type { Located, Project, Service, TextField } from '@plimsoll/core/rule';
import { placeOfService } from './service-places.ts';

type LimitReport = { readonly at: Located; readonly subject: string } & (
  | { readonly message: 'missing'; readonly data: { readonly service: string } }
  | { readonly message: 'unlimited'; readonly data: { readonly service: string; readonly value: string } }
);

/**
 * What there is to say of a limit of a service: that it is missing, or that its amount means none. Undefined for a limit,
 * for an amount that is not known, and for a text that is none, which Compose refuses at loading.
 */
export function limitReport(
  { service, project }: { readonly service: Service; readonly project: Project },
  limit: TextField | undefined,
  amountOf: (text: string) => number | undefined,
): LimitReport | undefined {
  const { name } = service;
  if (!limit) {
    return { at: placeOfService(service, project), message: 'missing', data: { service: name }, subject: name };
  }
  const amount = limit.value === undefined ? undefined : amountOf(limit.value);
  if (amount === undefined || amount > 0) return undefined;
  return { at: limit.origin, message: 'unlimited', data: { service: name, value: limit.value ?? '' }, subject: name };
}
