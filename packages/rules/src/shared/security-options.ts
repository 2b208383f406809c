import type { Project, Service, TextEdit, TextField } from '@plimsoll/core/rule';
import { removeItem } from './entry-edits.ts';
import { aboutValue } from './service-places.ts';

/** An item of `security_opt` taken apart. */
export interface SecurityOption {
  readonly name: string;
  /** Undefined for a bare word. */
  readonly value: string | undefined;
  readonly field: TextField;
}

/**
 * The items of `security_opt` that are known. The first `=` parts name and value, without one the first `:` does (moby,
 * daemon/seccomp and daemon_unix.go, `parseSecurityOpt`; Compose reads `seccomp` and `systempaths` by the same rule).
 */
export function securityOptions(fields: readonly TextField[]): readonly SecurityOption[] {
  return fields.flatMap((field): SecurityOption[] => {
    if (field.value === undefined) return [];
    const text = field.value.trim();
    const cut = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
    if (cut === -1) return [{ name: text, value: undefined, field }];
    return [{ name: text.slice(0, cut).trim(), value: text.slice(cut + 1).trim(), field }];
  });
}

/** True for an option that no rule wants removed. */
export function isHarmlessOption({ value }: TextField): boolean {
  return value?.trim().startsWith('no-new-privileges') === true;
}

/** The options of a service that switch a profile off (`seccomp=unconfined`), as reports; with the edit that removes them. */
export function unconfined(service: Service, profile: 'apparmor' | 'seccomp', project: Project) {
  if (service.provider) return [];
  const off = securityOptions(service.securityOpt).filter(
    ({ name, value }) => name === profile && value === 'unconfined',
  );
  return off.map(({ field }) => {
    const edit = removeItem(field, service.get('security_opt'), service.securityOpt, isHarmlessOption);
    const fix: (() => readonly TextEdit[]) | null = edit ? () => [edit] : null;
    return { ...aboutValue(field, service, project), data: { service: service.name }, fix };
  });
}
