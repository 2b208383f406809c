import type { ToolTable } from './flag-grammar.ts';

const aptFlags = {
  switches:
    '-y --yes --assume-yes, --assume-no, -d --download-only, -s --simulate --just-print --dry-run --recon --no-act, ' +
    '-f --fix-broken, -m --ignore-missing --fix-missing, -b --compile --build, -V --verbose-versions, -u --show-upgraded, ' +
    '--no-upgrade, --only-upgrade, --allow-downgrades, --allow-remove-essential, --allow-change-held-packages, ' +
    '--force-yes, --print-uris, --purge, --reinstall, --list-cleanup, --no-list-cleanup, --trivial-only, --no-remove, ' +
    '--auto-remove --autoremove, --no-auto-remove --no-autoremove, --only-source, --diff-only, --dsc-only, --tar-only, ' +
    '--arch-only, --indep-only, --allow-unauthenticated, --no-allow-insecure-repositories, ' +
    '--allow-insecure-repositories, --allow-releaseinfo-change, --show-progress, --install-recommends, ' +
    '--no-install-recommends, --install-suggests, --no-install-suggests, --ignore-hold, --no-download, --with-source, ' +
    '--no-show-upgraded, --auto-remove-kernels, --error-on=any, -i, -h --help, -v --version, --full, -a --all-versions, ' +
    '--upgradable, --installed, --no-strict-pinning, --solver',
  values:
    '-t --target-release --default-release, -o --option, -c --config-file, -a --host-architecture, ' +
    '-P --build-profiles, --color',
  // `-q=2` sets the level; a bare `-q` never eats the next word.
  optional: '-q --quiet, --error-on, --planner, --comment',
  style: { shortEquals: true, abbreviations: false },
  subcommands: {
    install: {},
    reinstall: {},
    remove: {},
    purge: {},
    autoremove: {},
    'auto-remove': {},
    autopurge: {},
    update: {},
    upgrade: {},
    'full-upgrade dist-upgrade': {},
    'dselect-upgrade': {},
    satisfy: {},
    'build-dep': {},
    source: {},
    download: {},
    changelog: {},
    clean: {},
    autoclean: {},
    'auto-clean': {},
    'distclean dist-clean': {},
    check: {},
    indextargets: {},
    list: {},
    search: {},
    show: {},
    policy: {},
    'edit-sources': {},
  },
} satisfies ToolTable;

const dnfTable: ToolTable = {
  also: ['dnf', 'dnf5', 'dnf-3', 'microdnf', 'tdnf'],
  switches:
    '-y --assumeyes, --assumeno, -q --quiet, -v --verbose, -b --best, -C --cacheonly, --nobest, --nogpgcheck --no-gpgchecks, ' +
    '--nodocs, --noplugins, --refresh, --obsoletes, --allowerasing, --skip-broken, --skip-unavailable, -4, -6, --noautoremove, ' +
    '--downloadonly, --security, --bugfix, --enhancement, --newpackage, --setopt-allow, --debugsolver, ' +
    '--installed, --available, --all, --showduplicates, --skipsignature, --autoremove, --no-best, --installroot-default, ' +
    '--allowdowngrade, --no-allow-downgrade, --allow-downgrade, --offline, --from-history, --no-allow-vendor-change, -h --help, --version',
  values:
    '-c --config, -d --debuglevel, -e --errorlevel --rpmverbosity, -R --randomwait, -x --exclude --excludepkgs, ' +
    '--installroot, --releasever, --setopt, --enablerepo --enable-repo, --disablerepo --disable-repo, --repo --repoid, ' +
    '--repofrompath, --disableplugin --disable-plugin, --enableplugin --enable-plugin, --disableexcludes, ' +
    '--disableexcludepkgs, --downloaddir --destdir, --forcearch, --arch --archlist, --advisory, --advisories, --bzs, ' +
    '--cves --cve, --sec-severity --secseverity, --comment, --color, --rpmverbosity, --disablerepo-set, --add-repo, ' +
    '--from-repo, --sourcetree',
  style: { abbreviations: false },
  subcommands: {
    'install in': {},
    'groupinstall group-install grpinstall': {},
    localinstall: {},
    'reinstall rei': {},
    'update upgrade up': {},
    'upgrade-minimal update-minimal up-min': {},
    'update-to upgrade-to': {},
    'distro-sync distrosync dsync': {},
    downgrade: {},
    swap: {},
    'remove erase rm': {},
    'groupremove group-remove': {},
    autoremove: {},
    clean: {},
    makecache: {},
    module: { subcommands: { install: {}, enable: {}, disable: {}, reset: {}, remove: {}, list: {} } },
    'group groups': { subcommands: { 'install groupinstall': {}, remove: {}, list: {}, upgrade: {} } },
    copr: { subcommands: { enable: {}, disable: {}, remove: {} } },
    'config-manager': {
      switches: '--enable, --disable, --save, --set-enabled, --set-disabled, --dump',
      values: '--add-repo',
    },
    'builddep build-dep': { values: '-D --define', switches: '--spec, --srpm' },
    download: { switches: '--resolve, --alldeps, --source, --url' },
    'check-update check-upgrade': {},
    'list ls': {},
    info: {},
    search: {},
    'repoquery rq': {},
    'provides whatprovides': {},
    repolist: {},
    history: {},
    versionlock: { subcommands: { add: {}, delete: {}, clear: {}, list: {} } },
  },
};

/** Package managers of distributions, by base name. Sources: their manual pages. */
export const systemTables: Readonly<Record<string, ToolTable>> = {
  'apt-get': aptFlags,
  apt: aptFlags,
  aptitude: {
    switches:
      '-y --assume-yes, -d --download-only, -s --simulate, -f, -R --without-recommends, -r --with-recommends, ' +
      '-D --show-deps, -P --prompt, -V --show-versions, -v --verbose, --purge-unused, --allow-untrusted, -Z',
    values: '-t --target-release --default-release, -o, -O --sort, -F --display-format, -w --width, -S, -u, -i',
    optional: '-q --quiet',
    style: { shortEquals: true },
    subcommands: {
      install: {},
      remove: {},
      purge: {},
      update: {},
      'safe-upgrade upgrade': {},
      'full-upgrade': {},
      clean: {},
      autoclean: {},
    },
  },
  apk: {
    switches:
      '-f --force, -i --interactive, -q --quiet, -U --update-cache --update, -v --verbose, -V --version, --allow-untrusted, ' +
      '--force-binary-stdout, --force-broken-world, --force-missing-repositories, --force-no-chroot, ' +
      '--force-non-repository, --force-old-apk, --force-overwrite, --force-refresh, --no-cache, --no-check-certificate, ' +
      '--no-interactive, --no-logfile, --no-network, --no-progress, --no-scripts, --no-commit-hooks, --preserve-env, ' +
      '--print-arch, --progress, --purge, --wait-default, -h --help, --cache, --root-tmpfs, --overlay-from-stdin, ' +
      '--clean-protected, -s --simulate, --initramfs-diskless-boot, --available, --latest, -l, -a',
    values:
      '-p --root, -X --repository, --arch, --cache-dir, --cache-max-age, --keys-dir, --progress-fd, --repositories-file, ' +
      '--wait, --timeout, --cache-packages, --cache-predownload',
    style: { abbreviations: false },
    subcommands: {
      add: { switches: '--initdb, -l --latest, -u --upgrade, --no-chown, --usermode', values: '-t --virtual' },
      del: { switches: '-r --rdepends' },
      update: {},
      upgrade: { switches: '-a --available, -l --latest, --ignore, --prune, --self-upgrade-only, --no-self-upgrade' },
      fix: { switches: '-d --depends, -r --reinstall, -u --upgrade, -x --xattr, --directory-permissions' },
      cache: {
        switches: '-a --add-dependencies, -l --latest, -u --upgrade',
        subcommands: { clean: {}, download: {}, purge: {}, sync: {} },
      },
      fetch: {
        switches: '-l --link, -r --recursive, -s --stdout, --simulate, --url, --built-after, -w --world',
        values: '-o --output, --pkgname-spec',
      },
      info: {
        switches:
          '-a --all, -d --description, -e --installed, -L --contents, -P --provides, -r --rdepends, -R --depends, -s --size, -t --triggers, -w --webpage, -W --who-owns, -x, --license, --install-if, --replaces',
      },
      list: {},
      search: { switches: '-a --all, -d --description, -e -x --exact, -o --origin, -r --rdepends, --has-origin' },
      policy: {},
      stats: {},
      verify: {},
      index: {},
      audit: {},
      adb: {},
      version: {},
    },
  },
  yum: dnfTable,
  zypper: {
    switches:
      '-n --non-interactive, --non-interactive-include-reboot-patches, -q --quiet, -v --verbose, -A --no-abbrev, -s --table-style-plain, ' +
      '-i --ignore-unknown, --no-refresh, --no-gpg-checks, --gpg-auto-import-keys, --no-cd, --no-remote, --disable-repositories, ' +
      '--disable-system-resolvables, --promptids, --terse, -x --xmlout, -t, --color, --no-color, -h --help, -V --version, ' +
      '--releasever-default, --rug-compatible, --xmlout-pretty',
    values:
      '-R --root, --installroot, -D --reposd-dir, -C --cache-dir, --raw-cache-dir, --solv-cache-dir, --pkg-cache-dir, ' +
      '-p --plus-repo, --plus-content, -c --config, --userdata, --releasever',
    style: { abbreviations: false },
    subcommands: {
      'install in': {
        switches:
          '-y --no-confirm, -l --auto-agree-with-licenses --agree-to-third-party-licenses, --oldpackage, -f --force, ' +
          '--force-resolution, --no-force-resolution, -D --dry-run, --details, -d --download-only, --recommends, ' +
          '--no-recommends, -C --capability, -n --name, --allow-unsigned-rpm, --replacefiles, --allow-downgrade, ' +
          '--allow-vendor-change, --allow-name-change, --allow-arch-change, --debug-solver, --clean-deps, -S, --best-effort',
        values: '-r --from --repo, -t --type, --download, --solver-focus',
      },
      'remove rm': {
        switches:
          '-y --no-confirm, -u --clean-deps, --no-clean-deps, -D --dry-run, --details, -C --capability, -n --name',
        values: '-t --type, -r --repo',
      },
      'update up': {
        switches:
          '-y --no-confirm, -l --auto-agree-with-licenses, --recommends, --no-recommends, -D --dry-run, -d --download-only, --best-effort, --replacefiles',
        values: '-r --repo, -t --type, --download',
      },
      'dist-upgrade dup': {
        switches:
          '-y --no-confirm, -l --auto-agree-with-licenses, --recommends, --no-recommends, -D --dry-run, -d --download-only, --allow-vendor-change, --no-allow-vendor-change, --replacefiles',
        values: '-r --repo, --from, --download',
      },
      patch: {
        switches:
          '-y --no-confirm, -l --auto-agree-with-licenses, --with-interactive, --with-update, -D --dry-run, --recommends, --no-recommends',
        values: '-r --repo, -b --bugzilla, --cve, -g --category, --date',
      },
      'source-install si': {
        switches: '-d --build-deps-only, -D --no-build-deps, --download-only',
        values: '-r --repo',
      },
      'refresh ref': {
        switches:
          '-f --force, -b --force-build, -d --force-download, -B --build-only, -D --download-only, -s --services',
        values: '-r --repo',
      },
      'clean cc': { switches: '-a --all, -m --metadata, -M --raw-metadata', values: '-r --repo' },
      'addrepo ar': {
        switches:
          '-c --check, -C --no-check, -d --disable, -f --refresh, -k --keep-packages, -K --no-keep-packages, -g --gpgcheck, -G --no-gpgcheck, --gpgcheck-strict',
        values: '-r --repo, -t --type, -n --name, -p --priority',
      },
      'removerepo rr': { switches: '--loose-auth, --loose-query' },
      'modifyrepo mr': {
        switches: '-e --enable, -d --disable, -f --refresh, -F --no-refresh, -a --all',
        values: '-n --name, -p --priority',
      },
      'install-new-recommends inr': {},
      'list-updates lu': {},
      'search se': {},
      info: {},
    },
  },
  pacman: {
    switches:
      '-S --sync, -R --remove, -Q --query, -U --upgrade, -D --database, -F --files, -T --deptest, -V --version, -h --help, ' +
      '-y --refresh, -u --sysupgrade, -c --clean --cascade --changelog, -w --downloadonly, -s --search --recursive, ' +
      '-n --nosave, -q --quiet, -v --verbose, -g --groups, -i --info, -l --list, -d --nodeps, -k --check, --noconfirm, ' +
      '--confirm, --needed, --noprogressbar, --noscriptlet, --asdeps, --asexplicit, --disable-download-timeout, --debug, ' +
      '--dbonly, --unneeded, -p --print',
    values:
      '-b --dbpath, -r --root, --arch, --cachedir, --color, --config, --gpgdir, --hookdir, --logfile, --sysroot, --ignore, --ignoregroup, --overwrite, --print-format, --assume-installed',
  },
  dpkg: {
    switches:
      '-i --install, --unpack, --configure, -r --remove, -P --purge, -a --pending, -R --recursive, -G, -O, -E, -B, -l --list, ' +
      '-L --listfiles, -s --status, -S --search, --print-architecture, --add-architecture, --force-all, --no-debsig, ' +
      '-x --extract, -e --control, -b --build, -c --contents, --set-selections, --get-selections, --no-act --dry-run --simulate',
    values: '--admindir, --root, --instdir, --log, --path-exclude, --path-include',
    optional: '-D --debug',
  },
  rpm: {
    switches:
      '-i --install, -U --upgrade, -F --freshen, -e --erase, -q --query, -V --verify, --import, -v --verbose, -h --hash, ' +
      '-a --all, -l --list, -f --file, -K --checksig, --nodeps, --force, --nosignature, --nodigest, --noverify, --nofiledigest, ' +
      '--noscripts, --excludedocs, --replacepkgs, --replacefiles, --oldpackage, --quiet, --test, --rebuilddb, --allmatches, ' +
      '-c, -d, -s, -R --requires, --provides, --scripts, --percent, --justdb, --notriggers, --ignorearch, --ignoreos, --ignoresize',
    values:
      '-r --root, --dbpath, -D --define, -E --eval, --queryformat --qf, --prefix, --relocate, --excludepath, --rcfile, --macros, --initdb',
  },
};
