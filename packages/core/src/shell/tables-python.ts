import type { ToolTable } from './flag-grammar.ts';

const pipGlobal =
  '-h --help, --debug, --isolated, --require-virtualenv, -v --verbose, -V --version, -q --quiet, --no-input, --no-cache-dir, ' +
  '--disable-pip-version-check, --no-color, --no-python-version-warning';
const pipGlobalValues =
  '--python, --log --log-file --local-log, --keyring-provider, --proxy, --retries, --timeout --default-timeout, --exists-action, --trusted-host, ' +
  '--cert, --client-cert, --cache-dir, --use-feature, --use-deprecated, --resume-retries';
const pipInstall =
  '--no-deps --no-dependencies, --pre, --dry-run, --user, -U --upgrade, --force-reinstall, -I --ignore-installed, ' +
  '--ignore-requires-python, --no-build-isolation, --use-pep517, --no-use-pep517, --check-build-dependencies, ' +
  '--break-system-packages, --compile, --no-compile, --no-warn-script-location, --no-warn-conflicts, --prefer-binary, ' +
  '--require-hashes, --no-clean, --no-index, --no-user, --use-wheel, --no-use-wheel, --egg, --process-dependency-links';
const pipInstallValues =
  '-r --requirement, -c --constraint, -e --editable, -t --target, --platform, --python-version, --implementation, --abi, ' +
  '--root, --prefix, --src --source --source-dir --source-directory, --upgrade-strategy, -C --config-settings --config-setting, --global-option, ' +
  '--install-option, --build-option, --no-binary, --only-binary, --progress-bar, --root-user-action, --report, -i --index-url --pypi-url, ' +
  '--extra-index-url, -f --find-links, -b --build --build-dir, --group, --build-constraint, --uploaded-prior-to';

const uvPip = {
  switches:
    '--no-deps, --pre, --dry-run, --user, -U --upgrade, --reinstall --force-reinstall, --system, --break-system-packages, --compile-bytecode --compile, ' +
    '--no-build-isolation, --require-hashes, --verify-hashes, --no-verify-hashes, --no-index, --strict, --exact, --no-build, --no-binary-all, ' +
    '--all-extras, --no-sources, --no-system, --no-compile-bytecode, --no-break-system-packages',
  values:
    '-r --requirement --requirements, -c --constraint --constraints, -e --editable, --override --overrides, -b --build-constraint --build-constraints, ' +
    '--extra, --group, -t --target, --prefix, -p --python, --python-version, --python-platform, --resolution, --prerelease, --index, --default-index, ' +
    '-i --index-url, --extra-index-url, -f --find-links, --index-strategy, --keyring-provider, --only-binary, --no-binary, ' +
    '-C --config-setting --config-settings, --link-mode, -P --upgrade-package, --reinstall-package, --refresh-package, --exclude-newer, --torch-backend, --no-build-isolation-package',
};

/** Package managers of Python, by base name. Sources: `pip install --help` (23.x, and later additions), uv's and pipx's references. */
export const pythonTables: Readonly<Record<string, ToolTable>> = {
  pip: {
    also: ['pip3', 'pip2'],
    pattern: /^pip[23]?(\.\d+)*$/,
    switches: pipGlobal,
    values: pipGlobalValues,
    subcommands: {
      install: { switches: pipInstall, values: pipInstallValues },
      download: { switches: pipInstall, values: `${pipInstallValues}, -d --dest` },
      wheel: { switches: `${pipInstall}, --no-verify`, values: `${pipInstallValues}, -w --wheel-dir` },
      uninstall: { switches: '-y --yes, --break-system-packages', values: '-r --requirement, --root-user-action' },
      freeze: {
        switches: '-l --local, --user, --all, --exclude-editable',
        values: '-r --requirement, --path, --exclude',
      },
      cache: { subcommands: { purge: {}, remove: {}, dir: {}, info: {}, list: {} } },
      config: {
        switches: '--global, --user, --site',
        subcommands: { set: {}, get: {}, unset: {}, list: {}, edit: {}, debug: {} },
      },
      list: {},
      show: {},
      check: {},
      hash: {},
    },
  },
  pipx: {
    switches: '-q --quiet, -v --verbose, --global',
    subcommands: {
      install: {
        switches: '-f --force, --include-deps, -e --editable, --system-site-packages, --preinstall-none',
        values: '--python, --suffix, -i --index-url, --pip-args, --preinstall',
      },
      inject: { values: '--pip-args, -i --index-url', switches: '--include-apps, --include-deps, -f --force' },
      run: { values: '--spec, --python, --pip-args, --with', switches: '--no-cache' },
      ensurepath: {},
      upgrade: {},
    },
  },
  uv: {
    switches:
      '-q --quiet, -v --verbose, -n --no-cache --no-cache-dir, --offline, --no-progress, --native-tls, --no-config, --no-python-downloads, --managed-python, --no-managed-python',
    values:
      '--cache-dir, --directory, --project, --config-file, --color, --allow-insecure-host --trusted-host, --python-preference, --python-fetch',
    subcommands: {
      pip: {
        subcommands: {
          install: uvPip,
          sync: uvPip,
          compile: { ...uvPip, values: `${uvPip.values}, -o --output-file` },
          uninstall: { switches: '--system, --break-system-packages', values: '-r --requirement, -p --python' },
          freeze: {},
          list: {},
        },
      },
      sync: {
        switches:
          '--frozen, --locked, --no-dev, --dev, --only-dev, --no-install-project, --no-install-workspace, --no-editable, --all-extras, --inexact, --exact, --compile-bytecode, --all-packages, --all-groups, -U --upgrade, --active, --no-sources, --no-build-isolation, --no-default-groups',
        values:
          '--extra, --no-extra, --group, --no-group, --only-group, --package, -p --python, --index, --default-index, -i --index-url, --extra-index-url, --link-mode, -P --upgrade-package, --no-install-package, --no-binary-package, -C --config-setting',
      },
      add: {
        switches: '--dev, --frozen, --locked, --no-sync, --editable, --raw, --pre, -U --upgrade',
        values:
          '-r --requirements, -c --constraints, --extra, --group, --optional, --tag, --branch, --rev, --index, --default-index, -p --python, --package, --bounds, -m --marker',
      },
      tool: {
        subcommands: {
          install: {
            switches: '-U --upgrade, --force, -e --editable, --reinstall, --compile-bytecode',
            values:
              '-p --python, --with, --with-editable, --from, --index, --default-index, -i --index-url, --extra-index-url, --with-requirements, -c --constraints',
          },
          run: { values: '--from, --with, -p --python', switches: '--isolated' },
        },
      },
      python: {
        subcommands: {
          install: { switches: '-r --reinstall, -f --force, --default', values: '-i --install-dir, --mirror' },
        },
      },
      cache: { subcommands: { clean: {}, prune: { switches: '--ci' }, dir: {} } },
      run: {},
      lock: {},
      venv: {
        switches: '--seed, --system-site-packages, --relocatable, --allow-existing, -c --clear, --no-project',
        values: '-p --python, --prompt',
      },
      build: {},
      export: {},
    },
  },
};
