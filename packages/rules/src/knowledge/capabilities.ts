/**
 * What a capability of Linux gives to a container that has it. `default`: in the engine's default set (moby,
 * daemon/pkg/oci/caps/defaults.go, checked 2026-11-22). `takeover`: amounts to code on the host. `host`: acts on the host
 * or its other containers. `unusual`: bounded, and seldom needed. Tiers after capabilities(7), checked 2026-11-22.
 */
export type CapabilityTier = 'default' | 'takeover' | 'host' | 'unusual';

interface Capability {
  readonly tier: CapabilityTier;
  /** Ends the sentence "with it a process ...". */
  readonly gives: string;
}

/** By name, without the prefix `CAP_`; all that capabilities(7) of Linux 6.12 names, and `ALL`. */
export const capabilities: ReadonlyMap<string, Capability> = new Map([
  ['ALL', { tier: 'takeover', gives: 'has every capability at once' }],
  ['SYS_ADMIN', { tier: 'takeover', gives: 'mounts filesystems, enters namespaces and steers devices' }],
  ['SYS_MODULE', { tier: 'takeover', gives: 'loads code into the kernel of the host' }],
  ['SYS_RAWIO', { tier: 'takeover', gives: 'reads and writes the memory and I/O ports of the host' }],

  ['NET_ADMIN', { tier: 'host', gives: 'changes interfaces, routes and firewall of its network' }],
  ['BPF', { tier: 'host', gives: 'loads programs into the kernel of the host' }],
  ['SYS_BOOT', { tier: 'host', gives: 'restarts the host or loads another kernel' }],
  ['PERFMON', { tier: 'host', gives: 'observes the kernel and all processes of the host' }],
  ['SYS_TIME', { tier: 'host', gives: 'sets the clock of the host' }],
  ['SYS_NICE', { tier: 'host', gives: 'takes processor time from everything else on the host' }],
  ['IPC_LOCK', { tier: 'host', gives: 'locks memory of the host without limit' }],
  ['LEASE', { tier: 'host', gives: 'blocks others at files that it shares with the host' }],
  ['SYSLOG', { tier: 'host', gives: 'reads the kernel log and kernel addresses of the host' }],
  ['MAC_ADMIN', { tier: 'host', gives: 'changes the access policy of the host (Smack, AppArmor)' }],
  ['MAC_OVERRIDE', { tier: 'host', gives: 'passes by the access policy of the host' }],
  ['AUDIT_CONTROL', { tier: 'host', gives: 'switches off the audit of the host' }],
  ['SYS_RESOURCE', { tier: 'host', gives: 'exceeds limits and quotas that protect the host' }],
  ['LINUX_IMMUTABLE', { tier: 'host', gives: 'changes files of mounts that are marked immutable' }],
  ['BLOCK_SUSPEND', { tier: 'host', gives: 'keeps the host from suspending' }],
  ['WAKE_ALARM', { tier: 'host', gives: 'sets timers that wake the host' }],

  ['SYS_PTRACE', { tier: 'unusual', gives: 'reads and changes all other processes that it sees' }],
  ['DAC_READ_SEARCH', { tier: 'unusual', gives: 'opens files by handle, past permissions and mounts' }],
  ['CHECKPOINT_RESTORE', { tier: 'unusual', gives: 'restores processes with chosen ids and reads their memory maps' }],
  ['IPC_OWNER', { tier: 'unusual', gives: 'passes by the permissions of shared memory' }],
  ['NET_BROADCAST', { tier: 'unusual', gives: 'gains nothing with current kernels' }],
  ['SYS_PACCT', { tier: 'unusual', gives: 'switches process accounting' }],
  ['SYS_TTY_CONFIG', { tier: 'unusual', gives: 'configures and hangs up terminals' }],
  ['AUDIT_READ', { tier: 'unusual', gives: 'reads the audit log of the host' }],

  ['AUDIT_WRITE', { tier: 'default', gives: 'writes audit records' }],
  ['CHOWN', { tier: 'default', gives: 'changes the owners of files' }],
  ['DAC_OVERRIDE', { tier: 'default', gives: 'passes by the permissions of files' }],
  ['FOWNER', { tier: 'default', gives: 'acts as the owner of any file' }],
  ['FSETID', { tier: 'default', gives: 'keeps set-user-ID bits when a file changes' }],
  ['KILL', { tier: 'default', gives: 'signals any process that it sees' }],
  ['MKNOD', { tier: 'default', gives: 'creates device nodes' }],
  ['NET_BIND_SERVICE', { tier: 'default', gives: 'binds ports below 1024' }],
  ['NET_RAW', { tier: 'default', gives: 'opens raw sockets' }],
  ['SETFCAP', { tier: 'default', gives: 'gives capabilities to files' }],
  ['SETGID', { tier: 'default', gives: 'changes its group' }],
  ['SETPCAP', { tier: 'default', gives: 'changes its capability sets' }],
  ['SETUID', { tier: 'default', gives: 'changes its user' }],
  ['SYS_CHROOT', { tier: 'default', gives: 'changes its root directory' }],
]);

/**
 * The capability as the engine looks it up: upper case, without `CAP_`. `CAP_ALL` stays as it is, since the engine
 * refuses it (moby, daemon/pkg/oci/caps/utils.go, NormalizeLegacyCapabilities).
 */
export function capabilityName(text: string): string {
  const name = text.trim().toUpperCase();
  return name.startsWith('CAP_') && name !== 'CAP_ALL' ? name.slice('CAP_'.length) : name;
}
