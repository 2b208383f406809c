import type { PackageInstall } from '@plimsoll/core/rule';

/**
 * True if a word that yum or dnf installs says a version (`name-1.2`, `name-1:1.2-3.el9`, `name = 1.2`), or is a file, a
 * URL or a group. In `module install` a stream is a version. `java-11-openjdk` is a name: what follows the number has no
 * digit, as a release always has.
 */
export function isRpmPinned(value: string, { subcommand }: PackageInstall): boolean {
  if (/^[@./~-]|:\/\/|\.rpm$|[=<>]/.test(value)) return true;
  if (subcommand === 'module install') return value.includes(':');
  const parts = value.split('-');
  const version = parts.findIndex((part, index) => index > 0 && /^\d/.test(part));
  return version > 0 && parts.slice(version).every((part) => /^[\w.~^:+*]+$/.test(part) && /[\d*]/.test(part));
}
