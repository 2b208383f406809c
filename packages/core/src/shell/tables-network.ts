import type { ToolTable } from './flag-grammar.ts';

/** Tools that fetch, by base name. Sources: `curl --help all` (8.x), `wget --help`, the manual pages of git. */
export const networkTables: Readonly<Record<string, ToolTable>> = {
  curl: {
    switches:
      '--anyauth, -a --append, --basic, --ca-native, --cert-status, --compressed, --compressed-ssh, --create-dirs, --crlf, ' +
      '--digest, -q --disable, --disable-eprt, --disable-epsv, --disallow-username-in-url, --doh-cert-status, ' +
      '--doh-insecure, -f --fail, --fail-early, --fail-with-body, --false-start, --follow, --form-escape, --ftp-create-dirs, ' +
      '--ftp-pasv, --ftp-pret, --ftp-skip-pasv-ip, --ftp-ssl-ccc, --ftp-ssl-control, -G --get, -g --globoff, ' +
      '--haproxy-protocol, -I --head, --http0.9, -0 --http1.0, --http1.1, --http2, --http2-prior-knowledge, --http3, ' +
      '--http3-only, --ignore-content-length, -i --include --show-headers, -k --insecure, -4 --ipv4, -6 --ipv6, ' +
      '-j --junk-session-cookies, -l --list-only, -L --location, --location-trusted, --mail-rcpt-allowfails, -M --manual, ' +
      '--metalink, --mptcp, --negotiate, -n --netrc, --netrc-optional, -: --next, --no-alpn, -N --no-buffer, --no-clobber, ' +
      '--no-keepalive, --no-npn, --no-progress-meter, --no-sessionid, --ntlm, --ntlm-wb, -Z --parallel, ' +
      '--parallel-immediate, --path-as-is, --post301, --post302, --post303, -# --progress-bar, --proxy-anyauth, ' +
      '--proxy-basic, --proxy-ca-native, --proxy-digest, --proxy-http2, --proxy-insecure, --proxy-negotiate, ' +
      '--proxy-ntlm, --proxy-ssl-allow-beast, --proxy-ssl-auto-client-cert, --proxy-tlsv1, -p --proxytunnel, --raw, ' +
      '-J --remote-header-name, -O --remote-name, --remote-name-all, -R --remote-time, --remove-on-error, ' +
      '--retry-all-errors, --retry-connrefused, --sasl-ir, -S --show-error, -s --silent, --skip-existing, ' +
      '--socks5-basic, --socks5-gssapi, --socks5-gssapi-nec, --ssl, --ssl-allow-beast, --ssl-auto-client-cert, ' +
      '--ssl-no-revoke, --ssl-reqd, --ssl-revoke-best-effort, -2 --sslv2, -3 --sslv3, --styled-output, ' +
      '--suppress-connect-headers, --tcp-fastopen, --tcp-nodelay, --tftp-no-options, -1 --tlsv1, --tlsv1.0, --tlsv1.1, ' +
      '--tlsv1.2, --tlsv1.3, --tr-encoding, --trace-time, --trace-ids, -B --use-ascii, -v --verbose, -V --version, --xattr, ' +
      '--location-mode-default, --dump-ca-embed',
    values:
      '--abstract-unix-socket, --alt-svc, --aws-sigv4, --cacert, --capath, -E --cert, --cert-type, --ciphers, -K --config, ' +
      '--connect-timeout, --connect-to, -C --continue-at, -b --cookie, -c --cookie-jar, --create-file-mode, --crlfile, ' +
      '--curves, -d --data, --data-ascii, --data-binary, --data-raw, --data-urlencode, --delegation, --dns-interface, ' +
      '--dns-ipv4-addr, --dns-ipv6-addr, --dns-servers, --doh-url, -D --dump-header, --ech, --egd-file, --engine, ' +
      '--etag-compare, --etag-save, --expect100-timeout, -F --form, --form-string, --ftp-account, ' +
      '--ftp-alternative-to-user, --ftp-method, -P --ftp-port, --ftp-ssl-ccc-mode, --happy-eyeballs-timeout-ms, ' +
      '--haproxy-clientip, -H --header, -h --help, --hostpubmd5, --hostpubsha256, --hsts, --interface, --ip-tos, ' +
      '--ipfs-gateway, --json, --keepalive-cnt, --keepalive-time, --key, --key-type, --krb, --libcurl, --limit-rate, ' +
      '--local-port, --login-options, --mail-auth, --mail-from, --mail-rcpt, --max-filesize, --max-redirs, -m --max-time, ' +
      '--netrc-file, --noproxy, --oauth2-bearer, -o --output, --output-dir, --parallel-max, --pass, --pinnedpubkey, ' +
      '--preproxy, --proto, --proto-default, --proto-redir, -x --proxy, --proxy-cacert, --proxy-capath, --proxy-cert, ' +
      '--proxy-cert-type, --proxy-ciphers, --proxy-crlfile, --proxy-header, --proxy-key, --proxy-key-type, --proxy-pass, ' +
      '--proxy-pinnedpubkey, --proxy-service-name, --proxy-tls13-ciphers, --proxy-tlsauthtype, --proxy-tlspassword, ' +
      '--proxy-tlsuser, -U --proxy-user, --proxy1.0, --pubkey, -Q --quote, --random-file, -r --range, --rate, ' +
      '-e --referer, -X --request, --request-target, --resolve, --retry, --retry-delay, --retry-max-time, ' +
      '--sasl-authzid, --service-name, --sigalgs, --socks4, --socks4a, --socks5, --socks5-gssapi-service, ' +
      '--socks5-hostname, -Y --speed-limit, -y --speed-time, --stderr, -t --telnet-option, --tftp-blksize, ' +
      '-z --time-cond, --tls-earlydata, --tls-max, --tls13-ciphers, --tlsauthtype, --tlspassword, --tlsuser, --trace, ' +
      '--trace-ascii, --trace-config, --unix-socket, -T --upload-file, --upload-flags, --url, --url-query, -u --user, ' +
      '-A --user-agent, --variable, --vlan-priority, -w --write-out',
    style: { negations: true },
  },
  wget: {
    switches:
      '-V --version, -h --help, -b --background, -d --debug, -q --quiet, -v --verbose, -nv --no-verbose, -F --force-html, ' +
      '--no-config, --retry-connrefused, --retry-on-host-error, -nc --no-clobber, --no-netrc, -c --continue, ' +
      '--show-progress, -N --timestamping, --no-if-modified-since, --no-use-server-timestamps, -S --server-response, ' +
      '--spider, --random-wait, --no-proxy, --no-dns-cache, --ignore-case, -4 --inet4-only, -6 --inet6-only, ' +
      '--ask-password, --no-iri, --unlink, --xattr, -nd --no-directories, -x --force-directories, ' +
      '-nH --no-host-directories, --protocol-directories, --no-cache, -E --adjust-extension, --ignore-length, ' +
      '--save-headers, --no-http-keep-alive, --no-cookies, --keep-session-cookies, --content-disposition, ' +
      '--content-on-error, --auth-no-challenge, --https-only, --no-check-certificate, --no-hsts, --no-remove-listing, ' +
      '--no-glob, --no-passive-ftp, --preserve-permissions, --retr-symlinks, --ftps-implicit, --ftps-resume-ssl, ' +
      '--ftps-clear-data-connection, --ftps-fallback-to-ftp, --warc-cdx, --no-warc-compression, --no-warc-digests, ' +
      '--no-warc-keep-log, -r --recursive, --delete-after, -k --convert-links, --convert-file-only, ' +
      '-K --backup-converted, -m --mirror, -p --page-requisites, --strict-comments, --follow-ftp, -H --span-hosts, ' +
      '-L --relative, --trust-server-names, -np --no-parent',
    values:
      '-e --execute, -o --output-file, -a --append-output, --report-speed, -i --input-file, -B --base, --config, ' +
      '--rejected-log, -t --tries, --retry-on-http-error, -O --output-document, --start-pos, --progress, -T --timeout, ' +
      '--dns-timeout, --connect-timeout, --read-timeout, -w --wait, --waitretry, -Q --quota, --bind-address, ' +
      '--limit-rate, --restrict-file-names, --prefer-family, --user, --password, --use-askpass, --local-encoding, ' +
      '--remote-encoding, -P --directory-prefix, --cut-dirs, --http-user, --http-password, --default-page, --header, ' +
      '--compression, --max-redirect, --proxy-user, --proxy-password, --referer, -U --user-agent, --load-cookies, ' +
      '--save-cookies, --post-data, --post-file, --method, --body-data, --body-file, --secure-protocol, --certificate, ' +
      '--certificate-type, --private-key, --private-key-type, --ca-certificate, --ca-directory, --crl-file, ' +
      '--pinnedpubkey, --random-file, --egd-file, --ciphers, --hsts-file, --ftp-user, --ftp-password, --warc-file, ' +
      '--warc-header, --warc-max-size, --warc-dedup, --warc-tempdir, -l --level, -A --accept, -R --reject, ' +
      '--accept-regex, --reject-regex, --regex-type, -D --domains, --exclude-domains, --follow-tags, --ignore-tags, ' +
      '-I --include-directories, -X --exclude-directories',
    optional: '--backups',
    style: { negations: true },
  },
  git: {
    switches:
      '-v --version, -h --help, --html-path, --man-path, --info-path, -p --paginate, -P --no-pager, --bare, ' +
      '--no-replace-objects, --no-lazy-fetch, --no-optional-locks, --no-advice, --literal-pathspecs, --glob-pathspecs, --icase-pathspecs',
    values: '-C, -c, --git-dir, --work-tree, --namespace, --super-prefix, --config-env, --attr-source',
    optional: '--exec-path',
    style: { negations: true },
    subcommands: {
      clone: {
        switches:
          '-v --verbose, -q --quiet, --progress, --reject-shallow, -n --no-checkout, --bare, --mirror, -l --local, ' +
          '--no-hardlinks, -s --shared, --dissociate, --single-branch, --tags, --shallow-submodules, -4 --ipv4, -6 --ipv6, ' +
          '--also-filter-submodules, --remote-submodules, --sparse',
        values:
          '-j --jobs, --template, --reference, --reference-if-able, -o --origin, -b --branch, -u --upload-pack, --depth, ' +
          '--shallow-since, --shallow-exclude, --separate-git-dir, -c --config, --server-option, --filter, --bundle-uri, --revision, --ref-format',
        optional: '--recurse-submodules --recursive',
      },
      fetch: {
        switches:
          '-v --verbose, -q --quiet, --all, --set-upstream, -a --append, --atomic, -f --force, -m --multiple, -t --tags, -n, ' +
          '--prefetch, -p --prune, -P --prune-tags, --dry-run, -k --keep, -u --update-head-ok, --progress, --unshallow, ' +
          '--refetch, --update-shallow, -4 --ipv4, -6 --ipv6, --stdin',
        values:
          '--upload-pack, -j --jobs, --depth, --shallow-since, --shallow-exclude, --deepen, --refmap, -o --server-option, --negotiation-tip, --filter',
        optional: '--recurse-submodules',
      },
      pull: {
        switches:
          '-v --verbose, -q --quiet, --progress, -n, --stat, --squash, --commit, --edit, --ff, --ff-only, --verify-signatures, ' +
          '--autostash, --allow-unrelated-histories, --all, -a --append, -f --force, -t --tags, -p --prune, --dry-run, ' +
          '-k --keep, --unshallow, --update-shallow, -4 --ipv4, -6 --ipv6, --set-upstream',
        values:
          '--cleanup, -s --strategy, -X --strategy-option, --upload-pack, -j --jobs, --depth, --shallow-since, --shallow-exclude, --deepen, --refmap, -o --server-option, --negotiation-tip, --filter',
        optional: '-r --rebase, --recurse-submodules, --log, -S --gpg-sign',
      },
      checkout: {
        switches:
          '-l, --guess, --overlay, -q --quiet, --progress, -m --merge, -d --detach, -f --force, --ours, --theirs, -p --patch, --ignore-other-worktrees',
        values: '-b, -B, --conflict, --orphan, --pathspec-from-file',
        optional: '-t --track, --recurse-submodules',
      },
      config: {
        switches:
          '--global, --system, --local, --worktree, --get, --get-all, --get-regexp, --get-urlmatch, --replace-all, --add, --unset, ' +
          '--unset-all, --rename-section, --remove-section, -l --list, --fixed-value, -e --edit, --bool, --int, --bool-or-int, ' +
          '--bool-or-str, --path, --expiry-date, -z --null, --name-only, --includes, --show-origin, --show-scope',
        values: '-f --file, --blob, -t --type, --default, --comment, --value',
      },
      submodule: {
        switches: '-q --quiet, --cached',
        subcommands: {
          update: {
            switches:
              '--init, --remote, -N --no-fetch, -f --force, --checkout, --merge, --rebase, --recursive, --single-branch, --recommend-shallow, --progress',
            values: '--reference, --depth, -j --jobs, --filter',
          },
          init: {},
          sync: { switches: '--recursive' },
          add: { values: '-b --branch, --name, --reference, --depth' },
          foreach: { switches: '--recursive' },
        },
      },
      lfs: {
        subcommands: {
          install: { switches: '--skip-repo, --system, --force, --local, --skip-smudge' },
          pull: {},
          fetch: {},
        },
      },
      reset: { switches: '--hard, --soft, --mixed, --merge, --keep, -q --quiet, -p --patch' },
      init: {
        switches: '-q --quiet, --bare',
        values: '--template, -b --initial-branch, --separate-git-dir, --object-format',
        optional: '--shared',
      },
      apply: {},
      add: { switches: '-A --all, -f --force, -u --update, -n --dry-run, -v --verbose, -N --intent-to-add' },
      commit: {
        values: '-m --message, -F --file, --author, --date, -c, -C',
        switches: '-a --all, -q --quiet, --allow-empty, --amend, -n --no-verify, -s --signoff',
      },
      remote: { subcommands: { add: { values: '-t, -m', switches: '-f, --tags' }, 'set-url': {}, remove: {} } },
      'rev-parse': {},
      describe: {
        switches: '--all, --tags, --contains, --always, --long, --exact-match, --first-parent, --debug',
        values: '--candidates, --match, --exclude',
        optional: '--abbrev, --dirty, --broken',
      },
      status: { switches: '-s --short, -b --branch, --porcelain, -z, -v --verbose' },
      log: {
        switches: '-1, -2, --oneline, --merges, --no-merges, --all, -p, --stat, --graph, --reverse',
        values: '-n --max-count, -S, -G',
        optional: '--format, --pretty, --date, --since, --until, --abbrev',
      },
      'ls-remote': {
        switches: '-h --heads, -t --tags, -q --quiet, --refs, --exit-code, --get-url, --symref',
        values: '--sort, -o --server-option, --upload-pack',
      },
      archive: {},
    },
  },
  gpg: {
    also: ['gpg2'],
    switches:
      '-s --sign, --clear-sign --clearsign, -b --detach-sign, -e --encrypt, -c --symmetric, -d --decrypt, --verify, --list-keys -k, ' +
      '--fingerprint, -K --list-secret-keys, --generate-key, --delete-keys, --export, --send-keys, --receive-keys --recv-keys, ' +
      '--refresh-keys, --import, -v --verbose, -q --quiet, -n --dry-run, -i --interactive, -a --armor, --textmode, --batch, ' +
      '--no-tty, --yes, --no, --dearmor, --enarmor, --no-default-keyring, --import-ownertrust, --with-colons, --no-options, ' +
      '--no-autostart, --show-keys, --with-fingerprint, --version, --disable-dirmngr',
    values:
      '--keyserver, --keyserver-options, --homedir, --keyring, --primary-keyring, --trust-model, -o --output, -r --recipient, ' +
      '-u --local-user, --passphrase, --passphrase-fd, --passphrase-file, --pinentry-mode, --options, --log-file, ' +
      '--status-fd, --no-keyring, --trusted-key, --secret-keyring, --logger-fd, --command-fd, --compress-level, -z, --auto-key-locate, --import-options, --export-options, --list-options, --verify-options',
  },
};
