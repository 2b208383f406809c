import type { ToolTable } from './flag-grammar.ts';

const shadowAdd: ToolTable = {
  switches:
    '--badname --badnames, --btrfs-subvolume-home, -D --defaults, -F --add-subids-for-system, -h --help, -l --no-log-init, ' +
    '-m --create-home, -M --no-create-home, -N --no-user-group -n, -o --non-unique, -r --system, -U --user-group',
  values:
    '-b --base-dir, -c --comment, -d --home-dir --home, -e --expiredate, -f --inactive, -g --gid, -G --groups, -k --skel, ' +
    '-K --key, -p --password, -R --root, -P --prefix, -s --shell, -u --uid, -Z --selinux-user, --selinux-range',
};

const shadowGroup: ToolTable = {
  switches: '-f --force, -h --help, -o --non-unique, -r --system',
  values: '-g --gid, -K --key, -p --password, -R --root, -P --prefix, -U --users, -n --new-name',
};

/** Debian's adduser and BusyBox's share a name; a flag of either is known, and none means two things. */
const addUser: ToolTable = {
  switches:
    '--system -S, --group, --disabled-login, --disabled-password -D, --no-create-home -H, --quiet -q, --debug, --verbose, ' +
    '--force-badname --allow-badname --allow-bad-names, --allow-all-names, --add-extra-groups --add_extra_groups, ' +
    '--encrypt-home, --help, --version, --non-unique -o, --create-home -m, --no-user-group -N, --no-log-init -l, -M',
  values:
    '--home -h --home-dir, --gecos -g --comment, --shell -s, --ingroup -G, --uid -u, --gid, --skel -k, --conf, --firstuid, ' +
    '--lastuid, --firstgid, --lastgid, -c, -d, -p --password, --groups, --base-dir -b',
};

const addGroup: ToolTable = {
  switches:
    '--system -S, --quiet -q, --debug, --verbose, --force-badname --allow-badname --allow-bad-names, --allow-all-names, --help, --version',
  values: '--gid -g, --conf, --firstgid, --lastgid, --shell, --ingroup',
};

const chown: ToolTable = {
  switches:
    '-c --changes, -f --silent --quiet, -v --verbose, --dereference, -h --no-dereference, --no-preserve-root, ' +
    '--preserve-root, -R --recursive, -H, -L, -P',
  values: '--from, --reference',
};

/** Tools for files, archives, users and builds, by base name. Sources: `--help` of coreutils 9, tar 1.34, shadow 4.13. */
export const fileTables: Readonly<Record<string, ToolTable>> = {
  tar: {
    also: ['gtar', 'bsdtar'],
    switches:
      '-A --catenate --concatenate, -c --create, --delete, -d --diff --compare, -r --append, --test-label, -t --list, ' +
      '-u --update, -x --extract --get, --check-device, -G --incremental, --ignore-failed-read, --no-check-device, -n --seek, ' +
      '--no-seek, -S --sparse, --exclude-backups, --exclude-caches, --exclude-caches-all, --exclude-vcs, ' +
      '--exclude-vcs-ignores, --no-null, --no-recursion, --no-unquote, --null, --recursion, --unquote, --anchored, ' +
      '--ignore-case, --no-anchored, --no-ignore-case, --no-wildcards, --no-wildcards-match-slash, --wildcards, ' +
      '--wildcards-match-slash, --keep-directory-symlink, --keep-newer-files, -k --keep-old-files, --no-overwrite-dir, ' +
      '--overwrite, --overwrite-dir, --recursive-unlink, --remove-files, --skip-old-files, -U --unlink-first, -W --verify, ' +
      '-O --to-stdout, --clamp-mtime, --delay-directory-restore, -m --touch, --no-delay-directory-restore, ' +
      '--no-same-owner -o, --no-same-permissions, --numeric-owner, -p --preserve-permissions --same-permissions, ' +
      '--same-owner, -s --preserve-order --same-order, --acls, --no-acls, --selinux, --no-selinux, --xattrs, --no-xattrs, ' +
      '--force-local, -M --multi-volume, -B --read-full-records, -i --ignore-zeros, --old-archive --portability, --posix, ' +
      '-a --auto-compress, -j --bzip2, -J --xz, --lzip, --lzma, --lzop, --no-auto-compress, --zstd, ' +
      '-z --gzip --gunzip --ungzip, -Z --compress --uncompress, --hard-dereference, -h --dereference, --one-file-system, ' +
      '-P --absolute-names, --full-time, -l --check-links, -R --block-number, --show-defaults, --show-omitted-dirs, ' +
      '--utc, -v --verbose, -w --interactive --confirmation, -? --help, --restrict, --usage, --version',
    values:
      '-g --listed-incremental, --hole-detection, --level, --sparse-version, --add-file, -C --directory --cd, --exclude, ' +
      '--exclude-caches-under, --exclude-ignore, --exclude-ignore-recursive, --exclude-tag, --exclude-tag-all, ' +
      '--exclude-tag-under, -T --files-from, -X --exclude-from, --to-command, --group, --group-map, --mode, --mtime, ' +
      '--owner, --owner-map, --sort, --xattrs-exclude, --xattrs-include, -f --file, -F --info-script --new-volume-script, ' +
      '-L --tape-length, --rmt-command, --rsh-command, --volno-file, -b --blocking-factor, --record-size, -H --format, ' +
      '--pax-option, -V --label, -I --use-compress-program, -K --starting-file, --newer-mtime, -N --newer --after-date, ' +
      '--suffix, --strip-components --strip, --transform --xform, --checkpoint-action, --index-file, --no-quote-chars, ' +
      '--quote-chars, --quoting-style, --warning, --include',
    optional: '--occurrence, --one-top-level, --atime-preserve, --backup, --checkpoint, --totals',
    style: { bareBundle: true },
  },
  unzip: {
    switches:
      '-p, -f, -u, -v, -x, -n, -o, -j, -U, -C, -X, -K, -q, -a, -b, -l, -t, -T, -z, -L, -M, -V, -B, -D, -W, -:, -^',
    values: '-d, -P, -I, -O',
  },
  useradd: shadowAdd,
  usermod: {
    switches:
      '-a --append, -b --badname, -h --help, -L --lock, -m --move-home, -o --non-unique, -r --remove, -U --unlock',
    values:
      '-c --comment, -d --home, -e --expiredate, -f --inactive, -g --gid, -G --groups, -l --login, -p --password, -P --prefix, ' +
      '-R --root, -s --shell, -u --uid, -v --add-subuids, -V --del-subuids, -w --add-subgids, -W --del-subgids, -Z --selinux-user',
  },
  groupadd: shadowGroup,
  groupmod: shadowGroup,
  adduser: addUser,
  addgroup: addGroup,
  userdel: { switches: '-f --force, -r --remove, -Z --selinux-user', values: '-R --root, -P --prefix' },
  passwd: {
    switches:
      '-a --all, -d --delete, -e --expire, -k --keep-tokens, -l --lock, -q --quiet, -S --status, -u --unlock, --stdin, -f --force',
    values: '-i --inactive, -n --mindays, -r --repository, -R --root, -w --warndays, -x --maxdays',
  },
  chpasswd: {
    switches: '-e --encrypted, -m --md5',
    values: '-c --crypt-method, -R --root, -s --sha-rounds, -P --prefix',
  },
  chmod: {
    switches:
      '-c --changes, -f --silent --quiet, -v --verbose, --no-preserve-root, --preserve-root, -R --recursive, -h --no-dereference, --dereference, -H, -L, -P',
    values: '--reference',
    style: { abbreviations: true },
  },
  chown,
  chgrp: chown,
  rm: {
    switches: '-f --force, -i, -I, --one-file-system, --no-preserve-root, -r -R --recursive, -d --dir, -v --verbose',
    optional: '--interactive, --preserve-root',
  },
  rmdir: { switches: '--ignore-fail-on-non-empty, -p --parents, -v --verbose' },
  mkdir: { switches: '-p --parents, -v --verbose, -Z', values: '-m --mode', optional: '--context' },
  ln: {
    switches:
      '-b, -d -F --directory, -f --force, -i --interactive, -L --logical, -n --no-dereference, -P --physical, -r --relative, -s --symbolic, -T --no-target-directory, -v --verbose',
    values: '-S --suffix, -t --target-directory',
    optional: '--backup',
  },
  cp: {
    switches:
      '-a --archive, --attributes-only, -b, --copy-contents, -d, -f --force, -i --interactive, -H, -l --link, -L --dereference, ' +
      '-n --no-clobber, -P --no-dereference, -p, --parents, -R -r --recursive, --remove-destination, ' +
      '--strip-trailing-slashes, -s --symbolic-link, -T --no-target-directory, -v --verbose, -x --one-file-system, -Z, --debug',
    values: '--no-preserve, --sparse, -S --suffix, -t --target-directory',
    optional: '--backup, --preserve, --reflink, --context, -u --update',
  },
  mv: {
    switches:
      '-b, -f --force, -i --interactive, -n --no-clobber, --strip-trailing-slashes, -T --no-target-directory, -v --verbose, -Z --context, --exchange, --no-copy, --debug',
    values: '-S --suffix, -t --target-directory',
    optional: '--backup, -u --update',
  },
  install: {
    switches:
      '-b, -c, -C --compare, -d --directory, -D, -p --preserve-timestamps, -s --strip, -T --no-target-directory, -v --verbose, --preserve-context, -Z',
    values: '-g --group, -m --mode, -o --owner, --strip-program, -S --suffix, -t --target-directory',
    optional: '--backup, --context',
  },
  touch: {
    switches: '-a, -c --no-create, -f, -h --no-dereference, -m',
    values: '-d --date, -r --reference, -t, --time',
  },
  cd: { switches: '-L, -P, -e, -@' },
  sed: {
    switches:
      '-n --quiet --silent, --debug, --follow-symlinks, --posix, -E -r --regexp-extended, -s --separate, --sandbox, -u --unbuffered, -z --null-data',
    values: '-e --expression, -f --file, -l --line-length',
    optional: '-i --in-place',
  },
  make: {
    also: ['gmake'],
    switches:
      '-b -m, -B --always-make, -d, -e --environment-overrides, -h --help, -i --ignore-errors, -k --keep-going, ' +
      '-L --check-symlink-times, -n --just-print --dry-run --recon, -p --print-data-base, -q --question, ' +
      '-r --no-builtin-rules, -R --no-builtin-variables, -s --silent --quiet, --no-silent, -S --no-keep-going --stop, ' +
      '-t --touch, --trace, -v --version, -w --print-directory, --no-print-directory, --warn-undefined-variables',
    values:
      '-C --directory, -E --eval, -f --file --makefile, -I --include-dir, -o --old-file --assume-old, -W --what-if --new-file --assume-new',
    optional: '--debug, -j --jobs, -l --load-average --max-load, -O --output-sync, --shuffle',
  },
  sha256sum: {
    also: ['sha1sum', 'sha512sum', 'sha384sum', 'sha224sum', 'md5sum', 'shasum'],
    switches:
      '-b --binary, -c --check, --tag, -t --text, -z --zero, --ignore-missing, -q --quiet, -s --status, --strict, -w --warn',
    values: '-a --algorithm',
  },
  mount: { switches: '-a, -f, -n, -r, -w, -v', values: '-t --types, -o --options, -L, -U, -O' },
};
