import type { ToolTable } from './flag-grammar.ts';

/** Package managers and build tools of languages, by base name. Sources: their references and `--help`. */
export const languageTables: Readonly<Record<string, ToolTable>> = {
  gem: {
    switches:
      '-h --help, -V --verbose, -q --quiet, --silent, --norc, --debug, --backtrace, -N --no-document --no-ri --no-rdoc, --user-install, ' +
      '--no-user-install, -f --force, -w --wrappers, -E --env-shebang, --ignore-dependencies, --conservative, --minimal-deps, --prerelease, ' +
      '--pre, --development, --development-all, --development-all-deps, -l --local, -r --remote, -b --both, -u --update-sources, --clear-sources, --lock, --suggestions, --no-suggestions, --format-executable, --vendor, --system, -a --all, -x --executables, -I, --post-install-message, --default, --explain, --no-force, --no-wrappers',
    values:
      '-v --version, -s --source, -i --install-dir, -n --bindir, -p --http-proxy, -P --trust-policy, -B --bulk-threshold, --platform, --build-root, --config-file, --without, -g --file, -j, --target-rbconfig',
    optional: '--document --rdoc --ri',
    style: { abbreviations: true },
    subcommands: {
      'install i': {},
      update: {},
      uninstall: {},
      cleanup: {},
      sources: { values: '-a --add, -r --remove' },
      build: {},
      push: {},
      list: {},
      fetch: {},
      pristine: {},
      specification: {},
    },
  },
  bundle: {
    also: ['bundler'],
    switches:
      '--verbose, --no-color, -V, --deployment, --frozen, --local, --prefer-local, --quiet, --system, --clean, --no-cache, --no-prune, --redownload --force, --full-index, --no-clean, --standalone-all, --global, --all, --all-platforms, --no-install',
    values:
      '--gemfile, -j --jobs, --path, --binstubs, --without, --with, --retry, --shebang, --trust-policy, --cache-path, --target-rbconfig, -r',
    optional: '--standalone',
    style: { abbreviations: false },
    subcommands: {
      'install i': {},
      update: {},
      config: { switches: '--global, --local', subcommands: { set: {}, get: {}, unset: {}, list: {} } },
      exec: {},
      clean: {},
      package: {},
      cache: {},
      check: {},
      binstubs: {},
      add: {},
      lock: {},
      init: {},
      viz: {},
    },
  },
  go: {
    style: { bundles: false, abbreviations: false },
    switches:
      '-a, -n, -v, -x, -race, -msan, -asan, -cover, -trimpath, -work, -modcacherw, -linkshared, -buildvcs, -i, -json, -t, -u, -d, -f, -tool, -fix, -insecure, -e, -m, -short, -failfast, -cache, -testcache, -modcache, -fuzzcache, -r, -w, -changed, -compiled, -deps, -export, -find, -test, -s',
    values:
      '-C, -p, -o, -asmflags, -buildmode, -compiler, -gccgoflags, -gcflags, -installsuffix, -ldflags, -mod, -modfile, -overlay, -pgo, -pkgdir, -tags, -toolexec, -exec, -covermode, -coverpkg, -coverprofile, -run, -bench, -benchtime, -count, -cpu, -parallel, -timeout, -vet, -reuse, -go, -compat, -require, -replace, -droprequire, -module, -toolchain',
    subcommands: {
      build: {},
      install: {},
      get: {},
      run: {},
      test: {},
      generate: {},
      vet: {},
      fmt: {},
      clean: {},
      list: {},
      version: {},
      tool: {},
      env: { switches: '-w, -u, -changed' },
      mod: { subcommands: { download: {}, tidy: {}, vendor: {}, verify: {}, init: {}, edit: {}, graph: {}, why: {} } },
      work: { subcommands: { sync: {}, use: {}, init: {}, vendor: {} } },
    },
  },
  cargo: {
    switches:
      '-v --verbose, -q --quiet, --locked, --offline, --frozen, --list, -V --version, -h --help, --release -r, --all-features, --no-default-features, --workspace --all, --lib, --bins, --examples, --tests, --benches, --all-targets, --keep-going, --timings, --ignore-rust-version, -f --force, --no-track, --debug, --dry-run -n, --doc, --no-run, --no-fail-fast, --no-deps, --future-incompat-report, --unit-graph, --build-plan',
    values:
      '--color, --config, -Z, -C, --manifest-path, --target, --target-dir, --profile, -j --jobs, --message-format, -F --features, -p --package, --exclude, --bin, --example, --test, --bench, --artifact-dir --out-dir, --version --vers, --index, --registry, --git, --branch, --tag, --rev, --path, --root, --explain, --recipe-path, --name, --edition, --vcs',
    style: { abbreviations: false },
    subcommands: {
      install: {},
      'build b': {},
      'run r': {},
      'test t': {},
      'check c': {},
      fetch: {},
      update: {},
      clean: {},
      vendor: {},
      chef: { subcommands: { prepare: {}, cook: {} } },
      init: {},
      new: {},
      add: {},
      rustc: {},
      doc: {},
      clippy: {},
      fmt: {},
      binstall: { switches: '-y --no-confirm, --no-symlinks' },
      uninstall: {},
    },
  },
  rustup: {
    also: ['rustup-init'],
    switches:
      '-y, -v --verbose, -q --quiet, --no-modify-path, --no-self-update, --force, --force-non-host, --allow-downgrade, --no-update-default-toolchain',
    values: '--default-host, --default-toolchain, --profile, -c --component, -t --target, --toolchain',
    subcommands: {
      toolchain: { subcommands: { install: {}, 'uninstall remove': {}, list: {} } },
      target: { subcommands: { add: {}, remove: {}, list: {} } },
      component: { subcommands: { add: {}, remove: {} } },
      default: {},
      'update upgrade': {},
      install: {},
      override: {},
      show: {},
      set: {},
      run: {},
      self: {},
    },
  },
  composer: {
    switches:
      '-h --help, -q --quiet, -V --version, --ansi, --no-ansi, -n --no-interaction, --profile, --no-plugins, --no-scripts, --no-cache, -v -vv -vvv --verbose, --no-dev, --dev, --no-autoloader, --no-progress, --no-suggest, --no-install, --no-audit, --prefer-source, --prefer-dist, --dry-run, --download-only, -o --optimize-autoloader --optimize, -a --classmap-authoritative, --apcu-autoloader --apcu, --ignore-platform-reqs, --no-update, -w --with-dependencies, -W --with-all-dependencies, --update-no-dev, --sort-packages, --prefer-stable, --prefer-lowest, --fixed, -g --global, --keep-vcs, --remove-vcs, --no-secure-http, --strict-psr, --no-security-blocking',
    values:
      '-d --working-dir, --prefer-install, --ignore-platform-req, --apcu-autoloader-prefix --apcu-prefix, --audit-format, --repository, --repository-url, -s --stability, --install-dir, --filename, --version-constraint',
    subcommands: {
      'install i': {},
      'update u upgrade': {},
      'require r': {},
      'remove rm uninstall': {},
      'create-project': {},
      'dump-autoload dumpautoload': {},
      'run-script run': {},
      global: { subcommands: { 'require r': {}, 'update u': {}, install: {}, config: {} } },
      config: {},
      'clear-cache clearcache cc': {},
      'self-update selfupdate': {},
      validate: {},
      'check-platform-reqs': {},
      exec: {},
    },
  },
  mvn: {
    also: ['mvnw', 'mvnd'],
    switches:
      '-am --also-make, -amd --also-make-dependents, -B --batch-mode, -C --strict-checksums, -c --lax-checksums, -cpu --check-plugin-updates, -e --errors, -fae --fail-at-end, -ff --fail-fast, -fn --fail-never, -h --help, -llr --legacy-local-repository, -N --non-recursive, -npr --no-plugin-registry, -npu --no-plugin-updates, -nsu --no-snapshot-updates, -ntp --no-transfer-progress, -o --offline, -q --quiet, -U --update-snapshots, -up --update-plugins, -v --version, -V --show-version, -X --debug',
    values:
      '-b --builder, --color, -D --define, -emp --encrypt-master-password, -ep --encrypt-password, -f --file, -gs --global-settings, -gt --global-toolchains, -l --log-file, -P --activate-profiles, -pl --projects, -rf --resume-from, -s --settings, -t --toolchains, -T --threads',
  },
  gradle: {
    also: ['gradlew'],
    switches:
      '--no-daemon, --daemon, --offline, -q --quiet, -i --info, -d --debug, -s --stacktrace, -S --full-stacktrace, --parallel, --no-parallel, --build-cache, --no-build-cache, --refresh-dependencies, --continue, --no-watch-fs, --configure-on-demand, -w --warn, --scan, --no-scan, --rerun-tasks, -m --dry-run, -v --version, --stop, --no-configuration-cache, --configuration-cache',
    values:
      '-b --build-file, -c --settings-file, -D --system-prop, -P --project-prop, -g --gradle-user-home, -p --project-dir, -I --init-script, -x --exclude-task, --console, --warning-mode, --max-workers, --project-cache-dir, --include-build',
  },
  dotnet: {
    switches:
      '-h --help -?, --info, --version, --list-sdks, --list-runtimes, -d --diagnostics, --no-restore, --no-build, --no-dependencies, --nologo, --no-launch-profile, --no-cache, --no-incremental, --force, --interactive, --self-contained --sc, --no-self-contained, --use-current-runtime --ucr, --ignore-failed-sources, --disable-parallel, -g --global, --local, --locked-mode, --use-lock-file, --force-evaluate, --prerelease, --allow-downgrade, --disable-build-servers, --include-symbols, --include-source, --no-logo, --blame',
    values:
      '-c --configuration, -f --framework, -o --output, -r --runtime, -v --verbosity, -s --source, -a --arch, --os, --version-suffix, --packages, --configfile, --tool-path, --add-source, --manifest, -l --logger, --filter, --results-directory, --collect, --lock-file-path, --artifacts-path, --project, --tl, -e --environment, --settings, --version-number',
    optional: '-p --property, -m, -t',
    style: { abbreviations: false },
    subcommands: {
      restore: {},
      build: {},
      publish: {},
      test: {},
      run: {},
      pack: {},
      clean: {},
      new: {},
      msbuild: {},
      tool: {
        subcommands: {
          install: { values: '--version' },
          update: { values: '--version' },
          restore: {},
          uninstall: {},
          list: {},
        },
      },
      workload: { subcommands: { install: {}, restore: {}, update: {} } },
      nuget: { subcommands: { add: {}, locals: {}, push: {}, update: {}, remove: {} } },
      add: {},
      'dev-certs': {},
      sln: {},
    },
  },
};
