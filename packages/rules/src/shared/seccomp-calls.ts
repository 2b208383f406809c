/** What a seccomp profile lets through. */
export interface SeccompReading {
  /** True if calls that no entry names are allowed. */
  readonly isOpen: boolean;
  /** Calls that are allowed whatever their arguments and the capabilities of the container, in the order of the file. */
  readonly allowed: readonly string[];
}

/**
 * Reads a profile as the engine does (moby/profiles, seccomp/seccomp.go: `defaultAction`, `syscalls` with `names`, or `name`
 * in older ones, `args`, `includes`). Undefined for a text that is no profile.
 */
export function readSeccompProfile(text: string): SeccompReading | undefined {
  const root = parsed(text);
  const action = valueOf(root, 'defaultAction');
  if (typeof action !== 'string') return undefined;
  const entries = listOf(valueOf(root, 'syscalls'));
  const allowed = entries.flatMap((entry) => {
    if (!lets(valueOf(entry, 'action')) || isConditional(entry)) return [];
    return [valueOf(entry, 'name'), ...listOf(valueOf(entry, 'names'))].filter((name) => typeof name === 'string');
  });
  return { isOpen: lets(action), allowed: [...new Set(allowed)] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The engine refuses it too, and says so.
    return undefined;
  }
}

/** Logging lets the call through. */
function lets(action: unknown): boolean {
  return action === 'SCMP_ACT_ALLOW' || action === 'SCMP_ACT_LOG';
}

/** Only with certain arguments, capabilities, architectures or kernels. */
function isConditional(entry: unknown): boolean {
  if (listOf(valueOf(entry, 'args')).length > 0) return true;
  const includes = valueOf(entry, 'includes');
  const excludes = valueOf(entry, 'excludes');
  return [includes, excludes].some((part) => typeof part === 'object' && part !== null && Object.keys(part).length > 0);
}

function valueOf(node: unknown, key: string): unknown {
  if (typeof node !== 'object' || node === null) return undefined;
  return Object.entries(node).find(([name]) => name === key)?.[1];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
