import type { ToolTable } from './flag-grammar.ts';

/** A command that runs another one, given behind its own flags. */
export interface WrapperTable extends Pick<ToolTable, 'switches' | 'values' | 'optional'> {
  /** How many operands stand before the command: the duration of `timeout`, the user of `gosu`. */
  readonly skip?: number;
  /** `NAME=value` may stand before the command. */
  readonly assignments?: boolean;
  /** The command may not run at all. */
  readonly conditional?: boolean;
  /** Flags with which nothing is run. */
  readonly unless?: readonly string[];
  /** The flag whose value is a script. */
  readonly script?: string;
  /** The flag whose value is a command line, split at blanks. */
  readonly split?: string;
  /** The subcommand that runs a command; flags may stand before and behind it. */
  readonly word?: string;
}

const privileges: Record<string, WrapperTable> = {
  sudo: {
    switches:
      '-A --askpass, -b --background, -B --bell, -E --preserve-env, -H --set-home, -i --login, -k --reset-timestamp, ' +
      '-K --remove-timestamp, -l --list, -n --non-interactive, -N --no-update, -P --preserve-groups, -s --shell, ' +
      '-S --stdin, -v --validate, -V --version, -e --edit',
    values:
      '-a --auth-type, -c --login-class, -C --close-from, -D --chdir, -g --group, -h --host, -p --prompt, -R --chroot, ' +
      '-r --role, -t --type, -T --command-timeout, -u --user, -U --other-user',
    assignments: true,
    unless: ['--list', '--validate', '--version', '--edit'],
  },
  doas: { switches: '-L, -n, -s', values: '-a, -C, -u', unless: ['-L', '-C'] },
  gosu: { skip: 1, switches: '-h --help -?, -v --version', unless: ['--help', '--version'] },
  'su-exec': { skip: 1 },
  setpriv: {
    switches:
      '-d --dump, --nnp --no-new-privs, --clear-groups, --keep-groups, --init-groups, --reset-env, -h --help, ' +
      '-V --version, --list-caps',
    values:
      '--ambient-caps, --inh-caps, --bounding-set, --ruid, --euid, --rgid, --egid, --reuid, --regid, --groups, ' +
      '--securebits, --pdeathsig, --selinux-label, --apparmor-profile, --landlock-access, --landlock-rule, --ptracer, ' +
      '--seccomp-filter',
    unless: ['--dump', '--help', '--version', '--list-caps'],
  },
  runuser: {
    switches: '- -l --login, -m -p --preserve-environment, -f --fast, -P --pty, -h --help, -V --version',
    values:
      '-u --user, -g --group, -G --supp-group, -w --whitelist-environment, -c --command, --session-command, -s --shell',
  },
  su: {
    switches: '-l --login, -m -p --preserve-environment, -f --fast, -P --pty, -h --help, -V --version',
    values: '-g --group, -G --supp-group, -w --whitelist-environment, -c --command, --session-command, -s --shell',
  },
  chpst: {
    switches: '-P, -0, -1, -2, -v',
    values: '-u, -U, -b, -e, -/, -C, -n, -l, -L, -m, -d, -o, -p, -f, -c, -r, -t',
  },
  's6-setuidgid': { skip: 1 },
  setuidgid: { skip: 1 },
  's6-applyuidgid': { switches: '-z, -U', values: '-u, -g, -G' },
  chroot: { switches: '--skip-chdir', values: '--groups, --userspec', skip: 1 },
  unshare: {
    switches: '-f --fork, -r --map-root-user, -c --map-current-user, --map-auto',
    optional:
      '-m --mount, -u --uts, -i --ipc, -n --net, -p --pid, -U --user, -C --cgroup, -T --time, --mount-proc, --kill-child',
    values: '-R --root, -w --wd, -S --setuid, -G --setgid, --propagation, --setgroups',
  },
};

const environment: Record<string, WrapperTable> = {
  env: {
    switches: '-i --ignore-environment -, -0 --null, -v --debug, --list-signal-handling',
    values: '-u --unset, -C --chdir, -S --split-string, -P',
    optional: '--block-signal, --default-signal, --ignore-signal',
    assignments: true,
    split: '--split-string',
  },
  nice: { values: '-n --adjustment', switches: '-1, -2, -3, -4, -5, -6, -7, -8, -9, -0' },
  ionice: {
    switches: '-t --ignore',
    values: '-c --class, -n --classdata, -p --pid, -P --pgid, -u --uid',
    unless: ['--pid'],
  },
  nohup: {},
  setsid: { switches: '-c --ctty, -f --fork, -w --wait' },
  stdbuf: { values: '-i --input, -o --output, -e --error' },
  timeout: {
    switches: '--preserve-status, --foreground, -v --verbose',
    values: '-k --kill-after, -s --signal, -t',
    skip: 1,
  },
  time: { switches: '-p --portability, -v --verbose, -a --append, -q --quiet', values: '-f --format, -o --output' },
  exec: { switches: '-c, -l', values: '-a' },
  command: { switches: '-p, -v, -V', unless: ['-v', '-V'] },
  builtin: {},
  busybox: {
    switches: '--help, --list, --list-full, --install',
    unless: ['--help', '--list', '--list-full', '--install'],
  },
  linux32: { switches: '-B, -F, -R, -v' },
  linux64: { switches: '-B, -F, -R, -v' },
  setarch: { switches: '-B, -F, -R, -v', skip: 1 },
  fakeroot: { switches: '-u, -h, -v', values: '-l --lib, --faked, -s, -i, -b' },
  eatmydata: {},
  chronic: {},
  flock: {
    switches: '-s --shared, -x -e --exclusive, -u --unlock, -n --nonblock --nb, -o --close, -F --no-fork, --verbose',
    values: '-w --timeout --wait, -E --conflict-exit-code, -c --command',
    skip: 1,
    script: '--command',
  },
  xargs: {
    switches:
      '-0 --null, -o --open-tty, -p --interactive, -r --no-run-if-empty, --show-limits, -t --verbose, -x --exit',
    values:
      '-a --arg-file, -d --delimiter, -E, -I, -L --max-lines, -n --max-args, -P --max-procs, --process-slot-var, -s --max-chars',
    optional: '-e --eof, -i --replace, -l',
    conditional: true,
  },
};

const programs: Record<string, WrapperTable> = {
  tini: {
    switches: '-s, -g, -v, -w, -h, -l, --version',
    values: '-p, -e',
  },
  'docker-init': { switches: '-s, -g, -v, -w, -h, -l, --version', values: '-p, -e' },
  'dumb-init': { switches: '-c --single-child, -v --verbose, -h --help, -V --version', values: '-r --rewrite' },
  catatonit: { switches: '-g, -P, -L, -V, -h' },
  'ssh-agent': { switches: '-c, -s, -d, -D, -k', values: '-a, -E, -O, -P, -t', unless: ['-k'] },
  'xvfb-run': {
    switches: '-a --auto-servernum, -h --help, -l --listen-tcp',
    values: '-e --error-file, -f --auth-file, -n --server-num, -p --xauth-protocol, -s --server-args, -w --wait',
  },
  'dbus-run-session': { values: '--dbus-daemon, --config-file' },
  bundle: { word: 'exec', switches: '--keep-file-descriptors, --verbose', values: '--gemfile' },
  poetry: {
    word: 'run',
    switches: '-q --quiet, -n --no-interaction, -v, --no-ansi',
    values: '-C --directory, -P --project',
  },
  pipenv: { word: 'run', switches: '-q --quiet, -v --verbose' },
  conda: {
    word: 'run',
    switches: '-v --verbose, --live-stream --no-capture-output, --dev',
    values: '-n --name, -p --prefix, --cwd',
  },
  mamba: {
    word: 'run',
    switches: '-v --verbose, --live-stream --no-capture-output, --dev',
    values: '-n --name, -p --prefix, --cwd',
  },
  micromamba: {
    word: 'run',
    switches: '-v --verbose, --clean-env, -d --detach',
    values: '-n --name, -p --prefix, -r --root-prefix, --cwd, -e --env, -a --attach',
  },
};

/** The wrappers by base name. Shells, `eval`, `find` and `su -c` have readers of their own. */
export const wrapperTables: Readonly<Record<string, WrapperTable>> = { ...privileges, ...environment, ...programs };
