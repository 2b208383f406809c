import type { Field, Resource, Service, TextField, VolumeMount } from '@plimsoll/core/rule';

/** A directory or file of the host that a service gets. */
export interface HostMount {
  /** The path on the host: absolute, or in the home of whoever starts the project (`~/.ssh`). No `.`, `..`, `//`. */
  readonly source: string;
  /** The source as written, for the place. */
  readonly mount: TextField;
  readonly volume: VolumeMount;
  /** Undefined where a variable decides. */
  readonly writable: boolean | undefined;
}

/**
 * The bind mounts of a service whose source is known and does not depend on where the project is. Windows paths stay
 * as they are but for their slashes; `/var/run` is `/run`, a symbolic link everywhere.
 */
export function hostMounts(service: Service): readonly HostMount[] {
  return service.volumes.flatMap((volume) => {
    const { mountSource, type, readOnly } = volume;
    if (type !== 'bind' || mountSource?.value === undefined) return [];
    const source = hostPath(mountSource.value);
    if (source === undefined) return [];
    const writable = readOnly && readOnly.value === undefined ? undefined : readOnly?.value !== true;
    return [{ source, mount: mountSource, volume, writable }];
  });
}

/** A path of the host without `.`, `..` and doubled slashes; undefined for one that is relative to the project. */
export function hostPath(path: string): string | undefined {
  const slashed = path.trim().replaceAll('\\', '/');
  const drive = /^[A-Za-z]:/.exec(slashed)?.[0].toUpperCase();
  const head = drive ?? (/^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/.test(slashed) ? '~' : '');
  const rest = head === '' ? slashed : slashed.slice(slashed.search(/\/|$/));
  if (head === '' && !rest.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of rest.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  const joined = `${head}/${parts.join('/')}`;
  if (head !== '' && parts.length === 0) return head === '~' ? '~' : `${head}/`;
  return joined === '/var/run' || joined.startsWith('/var/run/') ? joined.slice('/var'.length) : joined;
}

/** True if `path` is `directory` or below it. */
export function isAtOrBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** A volume of the local driver that is a directory of the host. */
export interface BoundVolume {
  readonly volume: Resource;
  readonly source: string;
  readonly device: Field<unknown>;
  readonly writable: boolean;
}

/** The volumes whose options bind a directory of the host (`o: bind` with `device`). */
export function boundVolumes(volumes: readonly Resource[]): readonly BoundVolume[] {
  return volumes.flatMap((volume) => {
    const device = volume.get('driver_opts.device');
    const options = volume.get('driver_opts.o')?.value;
    if (typeof device?.value !== 'string' || typeof options !== 'string') return [];
    const words = options.split(',');
    const source = hostPath(device.value);
    if (source === undefined || !words.some((word) => word === 'bind' || word === 'rbind')) return [];
    return [{ volume, source, device, writable: !words.includes('ro') }];
  });
}
