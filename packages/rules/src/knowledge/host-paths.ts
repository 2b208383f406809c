/**
 * What a path of the host gives away once a container has it. `root`: whoever can write to it is root on the host soon.
 * `secrets`: credentials, or the homes that hold them. `monitor`: what programs that measure the host mount read-only.
 * `kernel`: interfaces of the kernel that are not needed as a rule.
 */
export type HostPathKind = 'root' | 'secrets' | 'monitor' | 'kernel';

interface HostPath {
  readonly kind: HostPathKind;
  /** True if everything below counts too. */
  readonly below: boolean;
  /** Ends the sentence "it holds ...". */
  readonly holds: string;
}

const root = (holds: string, below = true): HostPath => ({ kind: 'root', below, holds });
const secrets = (holds: string, below = true): HostPath => ({ kind: 'secrets', below, holds });
const monitor = (holds: string, below = true): HostPath => ({ kind: 'monitor', below, holds });

/**
 * By path. Below `/etc` only what runs commands or decides about accounts: directories of single programs
 * (`/etc/letsencrypt`) are data of theirs. Not here: `/`, `/run` and the sockets in it, which give the engine away, and
 * `/dev`. After the Filesystem Hierarchy Standard 3.0 and hier(7), read 2026-11-22.
 */
const hostPaths: ReadonlyMap<string, HostPath> = new Map([
  ['/etc', root('accounts, password hashes and what runs at the start', false)],
  ['/etc/shadow', root('the password hashes')],
  ['/etc/passwd', root('the accounts')],
  ['/etc/group', root('the groups')],
  ['/etc/sudoers', root('who may become root')],
  ['/etc/sudoers.d', root('who may become root')],
  ['/etc/pam.d', root('how passwords are checked')],
  ['/etc/ssh', root('the host keys and who may log in')],
  ['/etc/crontab', root('commands that root runs')],
  ['/etc/cron.d', root('commands that root runs')],
  ['/etc/cron.daily', root('commands that root runs')],
  ['/etc/cron.hourly', root('commands that root runs')],
  ['/etc/systemd', root('services that root runs')],
  ['/etc/init.d', root('services that root runs')],
  ['/etc/ld.so.preload', root('libraries that every program loads')],
  ['/etc/profile.d', root('commands that every login runs')],
  ['/etc/docker', root('the configuration of the engine')],
  ['/etc/kubernetes', root('the keys of the cluster')],
  ['/root', root('the files and keys of root')],
  ['/boot', root('the kernel and its loader')],
  ['/usr', root('the programs of the host', false)],
  ['/usr/bin', root('the programs of the host')],
  ['/usr/sbin', root('the programs of the host')],
  ['/usr/lib', root('the libraries of the host')],
  ['/usr/lib64', root('the libraries of the host')],
  ['/usr/local/bin', root('programs of the host')],
  ['/usr/local/sbin', root('programs of the host')],
  ['/bin', root('the programs of the host')],
  ['/sbin', root('the programs of the host')],
  ['/lib', root('the libraries and modules of the host')],
  ['/lib64', root('the libraries of the host')],
  ['/var', root('the state of all services of the host', false)],
  ['/var/lib', root('the state of all services of the host', false)],
  ['/var/lib/docker', root('the files of all containers and volumes')],
  ['/var/lib/containerd', root('the files of all containers')],
  ['/var/lib/kubelet', root('the files and secrets of all pods')],
  ['/var/lib/etcd', root('the state of the cluster')],
  ['/var/spool/cron', root('commands that users and root run')],
  ['/proc', root('the processes and kernel settings of the host')],
  ['/home', secrets('the files and keys of all users', false)],
  ['/Users', secrets('the files and keys of all users', false)],
  ['~', secrets('the files and keys of the user', false)],
  ['/run/dbus', { kind: 'kernel', below: true, holds: 'the message bus by which services of the host are steered' }],
  ['/sys', { kind: 'kernel', below: true, holds: 'the devices and settings of the kernel' }],
  ['/private/etc', secrets('accounts and settings of the host')],
]);

/** Of the paths above, those that programs which measure the host mount read-only. */
const monitored: ReadonlyMap<string, HostPath> = new Map([
  ['/proc', monitor('the processes and kernel settings of the host')],
  ['/sys', monitor('the devices and settings of the kernel')],
  ['/boot', monitor('the kernel and its loader')],
  ['/var/lib/docker', monitor('the files of all containers and volumes')],
  ['/var/lib/containerd', monitor('the files of all containers')],
]);

/** Read-only they tell nothing worth hiding: names of accounts, and modules that the host has loaded anyway. */
const harmlessReadOnly: ReadonlySet<string> = new Set([
  '/etc/passwd',
  '/etc/group',
  '/lib/modules',
  '/usr/lib/modules',
]);

/** Directories and files of credentials, wherever they are. */
const credentialNames =
  /(?:^|\/)(?:\.ssh|\.aws|\.azure|\.kube|\.docker|\.gnupg|\.netrc|\.npmrc|\.pypirc|\.git-credentials|\.config\/gcloud)(?:\/|$)/;

/**
 * What `path` (absolute or below `~`, without `.` and `..`) gives away when it is mounted, or undefined. The nearest
 * directory above that is known counts.
 */
export function hostPathAt(path: string, writable: boolean): HostPath | undefined {
  if (!writable && [...harmlessReadOnly].some((known) => path === known || path.startsWith(`${known}/`)))
    return undefined;
  if (!path.endsWith('.pub') && credentialNames.test(path) && !path.endsWith('/known_hosts')) {
    return secrets('credentials of a user');
  }
  if (/^\/(?:home|Users)\/[^/]+$/.test(path)) return secrets('the files and keys of a user');
  if (/^(?:[A-Z]:\/(?:Windows|Users)?|\/mnt\/[a-z]|\/[a-z])$/i.test(path))
    return secrets('a whole Windows drive or its system');
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const known = (writable ? undefined : monitored.get(at)) ?? hostPaths.get(at);
    if (known) return at === path || known.below ? known : undefined;
  }
  return undefined;
}
