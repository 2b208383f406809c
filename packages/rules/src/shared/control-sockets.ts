/** What a path on the host leads to. */
export interface ControlSocket {
  /** A control socket; a directory that holds one; the directory of a user, which holds one if the engine is rootless. */
  readonly kind: 'socket' | 'directory' | 'user-directory';
  /** The program that the socket controls. */
  readonly engine: string;
}

/**
 * Names of sockets through which a program takes orders that come down to root on the host. Locations differ (rootless,
 * Docker Desktop, Colima, OrbStack, k3s), the names do not. Checked 2026-11-22 against the programs' documentation.
 */
const socketNames: ReadonlyMap<string, string> = new Map([
  ['docker.sock', 'Docker'],
  ['docker.raw.sock', 'Docker'],
  ['containerd.sock', 'containerd'],
  ['podman.sock', 'Podman'],
  ['crio.sock', 'CRI-O'],
  ['dockershim.sock', 'Docker'],
  ['cri-dockerd.sock', 'Docker'],
  ['buildkitd.sock', 'BuildKit'],
  ['balena-engine.sock', 'balenaEngine'],
]);

/** Sockets whose names say too little by themselves. */
const socketPaths: ReadonlyMap<string, string> = new Map([['/run/systemd/private', 'systemd']]);

/**
 * Directories that hold such a socket where the program runs. `/` is one: bind mounts are recursive, so `/run` comes
 * along. `/var` is none: `/var/run` is a symbolic link out of it.
 */
const socketDirectories: ReadonlyMap<string, string> = new Map([
  ['/', 'the container engine'],
  ['/run', 'the container engine'],
  ['/run/docker', 'Docker'],
  ['/run/containerd', 'containerd'],
  ['/run/k3s', 'containerd'],
  ['/run/k3s/containerd', 'containerd'],
  ['/run/podman', 'Podman'],
  ['/run/crio', 'CRI-O'],
  ['/run/buildkit', 'BuildKit'],
  ['/run/systemd', 'systemd'],
]);

const pipe = /^(?:npipe:(?:\/\/)?)?\/\/[.?]\/pipe\/(docker_engine|dockerDesktopLinuxEngine|podman-machine-default)$/i;

/**
 * What a mount source on the host leads to. `source` is the path as Compose has it, after interpolation; an unknown
 * piece in front (`${XDG_RUNTIME_DIR}/docker.sock`) does no harm, since names decide. Undefined: nothing known.
 */
export function controlSocketAt(source: string): ControlSocket | undefined {
  const slashed = source.trim().replaceAll('\\', '/');
  const windows = pipe.exec(slashed);
  if (windows) return { kind: 'socket', engine: /podman/i.test(windows[1] ?? '') ? 'Podman' : 'Docker' };
  // A file of the project may have any name.
  if (!/^(?:\/|~|\$|\uffff)/.test(slashed)) return undefined;
  const path = normalised(slashed);
  const named = socketNames.get(path.slice(path.lastIndexOf('/') + 1));
  if (named !== undefined && path.includes('/')) return { kind: 'socket', engine: named };
  const other = socketPaths.get(path);
  if (other !== undefined) return { kind: 'socket', engine: other };
  const engine = socketDirectories.get(path);
  if (engine !== undefined) return { kind: 'directory', engine };
  const ofUser = /^\/run\/user(?:\/[^/]+(?:\/podman)?)?$/.test(path);
  return ofUser ? { kind: 'user-directory', engine: 'rootless Docker or Podman' } : undefined;
}

/** Without `//`, `.`, `..` and a trailing slash; `/var/run` is `/run`, `//var` is how MSYS shells write `/var`. */
function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  if (!path.startsWith('/')) return parts.join('/');
  const joined = `/${parts.join('/')}`;
  return joined === '/var/run' || joined.startsWith('/var/run/') ? joined.slice('/var'.length) : joined;
}

/** Images whose purpose is to let only some requests through to the socket: the usual mitigation. */
const proxyImages: readonly RegExp[] = [
  /(?:^|\/)tecnativa\/docker-socket-proxy$/,
  /(?:^|\/)wollomatic\/socket-proxy$/,
  /(?:^|\/)linuxserver\/socket-proxy$/,
  /(?:^|\/)11notes\/socket-proxy$/,
  /(?:^|\/)fluencelabs\/docker-socket-proxy$/,
];

/** True for a repository (no tag, no digest) of a known filtering proxy. */
export function isSocketProxy(repository: string): boolean {
  return proxyImages.some((known) => known.test(repository));
}
