import { type CheckedService, type Checking, keyPlace, reportAt, reportKey } from './checks.ts';
import { isNull, textOf, type Value } from './values.ts';

export const servicePath = (service: CheckedService, key: string): string => `services.${service.name}.${key}`;

/** A value that is not null. */
export function present(value: Value | undefined): value is Value {
  return value !== undefined && !isNull(value);
}

/** Two keys that do not go together; reported at the first. */
export function conflict(
  checking: Checking,
  service: CheckedService,
  [key, at]: [string, Value],
  [other, related]: [string, Value],
): void {
  const data = { path: servicePath(service, key), key, other, service: service.name };
  const label = `\`${other}\` is set here`;
  reportKey(checking, at, { code: 'conflicting-keys', data, related: [{ at: keyPlace(related), label }] });
}

/** A value that the rest of the service rules out. */
export function refuse(checking: Checking, service: CheckedService, key: string, at: Value, expected: string): void {
  const value = at.kind === 'scalar' ? textOf(at) : '';
  const last = key.slice(key.lastIndexOf('.') + 1);
  reportAt(checking, at, {
    code: 'invalid-value',
    data: { path: servicePath(service, key), key: last, value, expected, service: service.name },
  });
}
