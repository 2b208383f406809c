/** Where a package manager keeps downloads for another time, for root. */
export interface CachePlace {
  readonly target: string;
  /** Below the home directory, so that it is elsewhere for another user. */
  readonly inHome: boolean;
  /** Two of them at a time spoil the cache. */
  readonly isLocked: boolean;
}

const home = (target: string): CachePlace => ({ target: `/root/${target}`, inHome: true, isLocked: false });
const system = (target: string): CachePlace => ({ target, inHome: false, isLocked: true });

/**
 * By manager. Sources: docs.docker.com/build/cache/optimize (apt, npm, go, cargo, pip, gem, dotnet, composer), and the
 * managers' own documentation of their cache directories; written down 2026-11-22.
 */
export const cachePlaces: Readonly<Record<string, CachePlace>> = {
  'apt-get': system('/var/cache/apt'),
  apt: system('/var/cache/apt'),
  apk: system('/var/cache/apk'),
  dnf: system('/var/cache/libdnf5'),
  yum: system('/var/cache/yum'),
  zypper: system('/var/cache/zypp'),
  npm: home('.npm'),
  yarn: { target: '/usr/local/share/.cache/yarn', inHome: false, isLocked: false },
  pnpm: home('.local/share/pnpm/store'),
  bun: home('.bun/install/cache'),
  pip: home('.cache/pip'),
  uv: home('.cache/uv'),
  go: { target: '/go/pkg/mod', inHome: false, isLocked: false },
  cargo: { target: '/usr/local/cargo/registry', inHome: false, isLocked: false },
  bundle: { target: '/usr/local/bundle/cache', inHome: false, isLocked: false },
  composer: home('.composer/cache'),
  dotnet: home('.nuget/packages'),
};
