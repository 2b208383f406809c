/** A platform as containerd reads it; missing parts are empty. */
export interface Platform {
  readonly os: string;
  readonly osVersion: string;
  readonly architecture: string;
  readonly variant: string;
}

// Lists and rules of `containerd/platforms`, checked 2026-11.
const operatingSystems = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(
    ' ',
  ),
);
const architectures = new Set(
  (
    '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 ' +
    'mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);

/** Reads `os[(version)][/architecture[/variant]]`, or says why it is none. */
export function parsePlatform(text: string): Platform | { readonly problem: string } {
  if (text.includes('*')) return { problem: 'wildcards are not supported' };
  const [first = '', architecture, variant, ...more] = text.split('/');
  const system = /^([A-Za-z0-9_-]+)(?:\(([A-Za-z0-9_.-]*)\))?$/.exec(first);
  const rest = text.split('/').slice(1);
  if (!system || rest.some((piece) => !/^[A-Za-z0-9_.-]+$/.test(piece))) {
    return { problem: 'each part is made of letters, digits, "_", "." and "-"' };
  }
  if (more.length > 0) return { problem: 'it has more than three parts' };
  const os = normaliseOs(system[1] ?? '');
  const osVersion = system[2] ?? '';
  if (architecture !== undefined) return { os, osVersion, ...normaliseArchitecture(architecture, variant ?? '') };
  if (operatingSystems.has(os)) return { os, osVersion, architecture: '', variant: '' };
  const normal = normaliseArchitecture(system[1] ?? '', '');
  if (architectures.has(normal.architecture)) return { os: '', osVersion, ...normal };
  return { problem: 'it is neither a known operating system nor a known architecture' };
}

function normaliseOs(name: string): string {
  const os = name.toLowerCase();
  return os === 'macos' ? 'darwin' : os;
}

/** Other spellings of an architecture: `x86_64` is `amd64`. */
export function normaliseArchitecture(name: string, variant: string): { architecture: string; variant: string } {
  const architecture = name.toLowerCase();
  const version = variant.toLowerCase();
  switch (architecture) {
    case 'i386':
      return { architecture: '386', variant: '' };
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return { architecture: 'amd64', variant: version === 'v1' ? '' : version };
    case 'aarch64':
    case 'arm64':
      return { architecture: 'arm64', variant: version === '8' || version === 'v8' ? '' : version };
    case 'armhf':
      return { architecture: 'arm', variant: 'v7' };
    case 'armel':
      return { architecture: 'arm', variant: 'v6' };
    case 'arm':
      return { architecture: 'arm', variant: /^[5-8]$/.test(version) ? `v${version}` : version || 'v7' };
    default:
      return { architecture, variant: version };
  }
}
