import type { ToolTable } from './flag-grammar.ts';

const npmSwitches =
  '-a --all, --allow-same-version, --audit, --bin-links, --color, --commit-hooks, --description --desc, --dev, --dry-run, ' +
  '--engine-strict, -f --force, --foreground-scripts, --format-package-lock, --fund, --git-tag-version, -g --global, ' +
  '--global-style, --if-present, --ignore-scripts, --include-staged, -iwr --include-workspace-root, --install-links, --json, ' +
  '--legacy-bundling, --legacy-peer-deps, --link, -l --long, --offline, --optional, --package-lock, --package-lock-only, ' +
  '-p --parseable, --prefer-dedupe, --prefer-offline, --prefer-online, --production, --progress, --provenance, --read-only, ' +
  '--rebuild-bundle, -S --save, -B --save-bundle, -D --save-dev, -E --save-exact, -O --save-optional, --save-peer, ' +
  '-P --save-prod, --shrinkwrap, --strict-peer-deps, --strict-ssl, --timing, --unicode, --update-notifier, ' +
  '-? -H -h --usage --help, -v --version, --versions, -ws --workspaces, --workspaces-update, -y --yes, -q --quiet, ' +
  '-s --silent, --verbose, -d -dd -ddd, --unsafe-perm, --no-save, --clean';
const npmValues =
  '--access, --audit-level, --auth-type, --before, --ca, --cache, --cafile, -c --call, --cert, --cpu, --depth, --editor, ' +
  '--fetch-retries, --fetch-retry-factor, --fetch-retry-maxtimeout, --fetch-retry-mintimeout, --fetch-timeout, --git, ' +
  '--globalconfig, --https-proxy, --include, --install-strategy, --key, --libc, --local-address, -L --location, ' +
  '--lockfile-version, --loglevel, --logs-dir, --logs-max, --maxsockets, -m --message, --node-gyp, --node-options, --noproxy, ' +
  '--omit, --only, --os, --otp, --package, --pack-destination, -C --prefix, --preid, --proxy, --registry --reg, ' +
  '--replace-registry-host, --save-prefix, --scope, --script-shell, --shell, --tag, --umask, --user-agent, --userconfig, ' +
  '--which, -w --workspace, --min-release-age, --allow-scripts, --target, --arch, --build-from-source';

const yarnFlags = {
  switches:
    '-h --help, -v --version, --frozen-lockfile, --pure-lockfile, --no-lockfile, --immutable, --immutable-cache, --check-cache, --production --prod, ' +
    '--offline, --prefer-offline, --ignore-scripts, --ignore-engines, --ignore-optional, --ignore-platform, --non-interactive, ' +
    '--no-progress, -s --silent, --verbose, --force, --flat, --check-files, --no-bin-links, --inline-builds, --json, ' +
    '-D --dev, -E --exact, -T --tilde, -C --caret, --cached, -O --optional, -P --peer, -W --ignore-workspace-root-check, ' +
    '--skip-integrity-check, --har, --link-duplicates, --emoji, --no-default-rc, --strict-semver, --all, --no-emoji, --refresh-lockfile, -i --interactive, --prefer-dev, --audit, -A',
  values:
    '--cwd, --network-timeout, --network-concurrency, --modules-folder, --cache-folder, --preferred-cache-folder, --registry, ' +
    '--mutex, --prefix, --global-folder, --link-folder, --https-proxy, --proxy, --use-yarnrc, --mode, --otp, --scripts-prepend-node-path, --focus-target',
};

/** Package managers of JavaScript, by base name. Sources: `npm help config` (11.x), the command line references of yarn, pnpm and bun. */
export const javascriptTables: Readonly<Record<string, ToolTable>> = {
  npm: {
    switches: npmSwitches,
    values: npmValues,
    style: { negations: true, abbreviations: false },
    subcommands: {
      'install add i in ins inst insta instal isnt isnta isntal isntall': {},
      'ci clean-install ic install-clean isntall-clean': {},
      'install-test it': {},
      'install-ci-test cit clean-install-test sit': {},
      'uninstall unlink remove rm r un': {},
      'update up upgrade udpate': {},
      'run run-script rum urn': {},
      'exec x': {},
      cache: { subcommands: { clean: {}, verify: {}, add: {}, ls: {} } },
      'config c': { subcommands: { set: {}, get: {}, delete: {}, list: {} } },
      set: {},
      'rebuild rb': {},
      prune: {},
      'dedupe ddp': {},
      audit: { subcommands: { fix: {} } },
      'link ln': {},
      pack: {},
      publish: {},
      start: {},
      test: {},
      version: {},
    },
  },
  npx: {
    switches: '-y --yes, --no-install --no, -q --quiet, --ignore-existing',
    values: '-p --package, -c --call, -w --workspace, --registry',
    style: { operandsEndFlags: true },
  },
  yarn: {
    also: ['yarnpkg'],
    ...yarnFlags,
    style: { negations: true, abbreviations: false },
    subcommands: {
      install: {},
      add: {},
      remove: {},
      'upgrade up': {},
      global: { subcommands: { add: {}, remove: {}, upgrade: {}, bin: {} } },
      cache: { subcommands: { clean: {}, dir: {}, list: {} } },
      config: { subcommands: { set: {}, get: {}, delete: {}, list: {} } },
      set: { subcommands: { version: {} } },
      workspaces: { subcommands: { focus: {}, foreach: {} } },
      workspace: {},
      dlx: {},
      run: {},
      build: {},
    },
  },
  pnpm: {
    switches:
      '--frozen-lockfile, --prefer-frozen-lockfile, --offline, --prefer-offline, --ignore-scripts, -P --prod --production, ' +
      '-D --dev --save-dev, --no-optional, --lockfile-only, --fix-lockfile, --shamefully-hoist, -r --recursive, -g --global, ' +
      '-E --save-exact, -O --save-optional, --save-prod, --save-peer, -w --workspace-root, --force, -s --silent, --stream, --aggregate-output, ' +
      '--parallel, --if-present, --strict-peer-dependencies, --side-effects-cache, --use-stderr, --ignore-workspace-root-check, --ignore-workspace, --no-bail, --legacy, --verify-store-integrity, --shell-emulator, --color',
    values:
      '-C --dir, -F --filter, --filter-prod, --reporter, --loglevel, --store-dir, --virtual-store-dir, --modules-dir, --package-import-method, --network-concurrency, --workspace-concurrency, --registry, --lockfile-dir, --node-linker, --child-concurrency, --allow-build, --cpu, --os, --libc',
    style: { negations: true, abbreviations: false },
    subcommands: {
      'install i': {},
      add: {},
      'remove rm uninstall un': {},
      'update up upgrade': {},
      fetch: {},
      'run run-script': {},
      exec: {},
      dlx: {},
      deploy: {},
      prune: {},
      store: { subcommands: { prune: {}, path: {}, status: {}, add: {} } },
      config: { subcommands: { set: {}, get: {}, delete: {}, list: {} } },
      env: { subcommands: { use: {}, add: {}, remove: {}, list: {} } },
      'rebuild rb': {},
      build: {},
      setup: {},
    },
  },
  bun: {
    switches:
      '--frozen-lockfile, -p --production, --no-save, --save, --dry-run, -f --force, -g --global, --silent, --verbose, --no-progress, --no-summary, --no-verify, --ignore-scripts, --no-cache, --trust, -d -D --dev --development, --optional, --peer, -E --exact, --save-text-lockfile, --lockfile-only, --only-missing, -y --yes, --hot, --watch, --smol, --bun -b',
    values:
      '-c --config, --cwd, --cache-dir, --registry, --backend, --omit, --filter, --network-concurrency, --concurrent-scripts, --ca, --cafile, --linker, --env-file',
    style: { abbreviations: false },
    subcommands: {
      'install i': {},
      'add a': {},
      'remove rm': {},
      update: {},
      run: {},
      x: {},
      pm: { subcommands: { cache: {}, trust: {} } },
      build: {},
      create: {},
      upgrade: {},
      ci: {},
      test: {},
    },
  },
};
