import type { CommandForm } from '@plimsoll/core/rule';

/**
 * What a command says of the user that it ends with. `steps-down`: it names a tool or a flag that changes the user.
 * `unread`: a script, or a program's own configuration, decides, and was not read. `stays`: it runs as whoever starts it.
 */
export type MainProcess = 'steps-down' | 'unread' | 'stays';

/** Programs that run another one as another user, or begin a shell of another user. */
const droppers = new Set([
  'gosu',
  'su-exec',
  'setpriv',
  'runuser',
  's6-setuidgid',
  's6-applyuidgid',
  's6-envuidgid',
  'setuidgid',
  'envuidgid',
  'chpst',
  'su',
  'sudo',
  'doas',
  'capsh',
  'start-stop-daemon',
  'fixuid',
  'setuser',
]);

/** Programs that only start the next one. */
const wrappers = new Set([
  'tini',
  'tini-static',
  'dumb-init',
  'catatonit',
  'exec',
  'env',
  'nice',
  'ionice',
  'nohup',
  'command',
  'time',
]);

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh']);

/** Programs that start what their own files say, each as the user that these name. */
const supervisors = new Set([
  'init',
  'my_init',
  'systemd',
  'supervisord',
  'runit',
  'runsvdir',
  'runsvdir-start',
  's6-svscan',
  'multirun',
  'circusd',
]);

/** Daemons that become the user that their configuration names, as a whole, or the user whom they serve. */
const configuredDaemons = new Set([
  'chronyd',
  'cron',
  'crond',
  'dnsmasq',
  'dovecot',
  'freeradius',
  'haproxy',
  'lighttpd',
  'mosquitto',
  'named',
  'nsd',
  'ntpd',
  'openvpn',
  'pdns_server',
  'privoxy',
  'proftpd',
  'salt-master',
  'smbd',
  'squid',
  'sshd',
  'stunnel',
  'tinyproxy',
  'tor',
  'unbound',
  'varnishd',
  'vsftpd',
]);

/**
 * Judges a CMD or ENTRYPOINT by its words. `copied`: base names of files that the image gets from the build context;
 * a program among them that has no extension may be a script.
 */
export function mainProcess(form: CommandForm, copied: ReadonlySet<string>): MainProcess {
  const words = form.form === 'exec' ? form.items.map((item) => item.value) : shellWords(form.script.text);
  // A script as one word: `["sh", "-c", "gosu app app"]`.
  const inner = words.flatMap((word) => (/\s/.test(word) ? shellWords(word) : [word]));
  if (inner.some((word) => droppers.has(baseName(word))) || hasUserFlag(inner)) return 'steps-down';
  return isUnread(inner, copied) ? 'unread' : 'stays';
}

/** True if a text calls one of the programs that change the user: for a script that the Dockerfile itself holds. */
export function callsDropper(script: string): boolean {
  return shellWords(script).some((word) => droppers.has(baseName(word)));
}

/** `--user app`, `--uid=1000`, `-u app`: the program itself changes the user. */
function hasUserFlag(words: readonly string[]): boolean {
  let interpreted = false;
  for (const [at, word] of words.entries()) {
    if (/^--?(user|uid|setuid|runas|run-as|run-as-user|username|chuid|userspec)(=|$)/.test(word)) return true;
    // To an interpreter -u means something else.
    interpreted ||= /^(python|php|node|ruby|perl|bash|sh|sort|date|id)[\d.]*$/.test(baseName(word));
    if (word !== '-u' || interpreted) continue;
    if (/^[a-z_][a-z0-9_-]*$|^\d+(:\d+)?$/.test(words[at + 1] ?? '')) return true;
  }
  return false;
}

/** The words from the program on, without what only starts it. */
function programOf(words: readonly string[]): readonly string[] {
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    const skipped =
      wrappers.has(baseName(word)) || word.startsWith('-') || /^[A-Za-z_]\w*=/.test(word) || word === 'set';
    if (!skipped) break;
  }
  return words.slice(at);
}

/** A script anywhere in the words, or a program whose own files decide. */
function isUnread(words: readonly string[], copied: ReadonlySet<string>): boolean {
  const [program = '', ...rest] = programOf(words);
  if (words.some((word) => /\.(sh|bash|ash)$|entry-?point/i.test(baseName(word)))) return true;
  const name = baseName(program);
  if (shells.has(name)) {
    // `sh FILE` or `sh -c TEXT`; a shell alone is what runs.
    const next = programOf(rest)[0];
    return next !== undefined && (!rest.some((word) => /^-[a-z]*c$/.test(word)) || isOpaque(baseName(next), copied));
  }
  return isOpaque(name, copied);
}

function isOpaque(name: string, copied: ReadonlySet<string>): boolean {
  if (name.startsWith('$') || supervisors.has(name) || configuredDaemons.has(name) || copied.has(name)) return true;
  return /^(init|start|run|boot|bootstrap|launch)([-_.]|$)/i.test(name);
}

/** The words of shell text, roughly: enough to find the names of programs. */
function shellWords(text: string): readonly string[] {
  return text.split(/[\s;&|(){}"'`]+/).filter((word) => word !== '');
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
