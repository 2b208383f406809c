import { expect, test } from '@jest/globals';
import { DerivedText } from '../text/derived-text.ts';
import { SourceText } from '../text/source-text.ts';
import { walkScript } from './commands.ts';
import { parseShell } from './parse-shell.ts';
import { stepsDownFromRoot } from './steps-down.ts';

/** The users that a script steps down to; `?` is one that is not known. */
function usersOf(text: string): readonly string[] {
  const source = new SourceText(text, 'Dockerfile');
  const script = parseShell(DerivedText.verbatim(source, { start: 0, end: text.length }), 'sh');
  return walkScript(script, { errexit: false, pipefail: false }).flatMap((command) => {
    const step = stepsDownFromRoot(command);
    return step ? [step.user ?? '?'] : [];
  });
}

test.each<[string, readonly string[]]>([
  ['exec gosu app node server.js', ['app']],
  ['exec gosu "$USER" node', ['?']],
  ['tini -- su-exec app:group cmd', ['app']],
  ['gosu root cmd', []],
  ['gosu 0:0 cmd', []],
  ['gosu --version', []],
  ['setpriv --reuid=1000 --regid 1000 --clear-groups cmd', ['1000']],
  ['setpriv --no-new-privs cmd', []],
  ['setpriv --reuid 0 cmd', []],
  ['runuser -u app -- cmd', ['app']],
  ['runuser -l app -c cmd', ['app']],
  ['su - postgres -c "createdb x"', ['postgres']],
  ['su -s /bin/sh app', ['app']],
  ['su -c cmd', []],
  ['su root -c cmd', []],
  ['chpst -u app:group cmd', ['app']],
  ['chpst -u :1000:1000 cmd', ['1000']],
  ['s6-setuidgid app cmd', ['app']],
  ['sudo -E -u app cmd', ['app']],
  ['sudo cmd', []],
  ['doas -u app cmd', ['app']],
  ['chroot --userspec=app / cmd', ['app']],
  ['echo gosu app', []],
  ['apt-get install -y gosu sudo', []],
  ['gosu', []],
])('%j steps down to %j', (text, users) => expect(usersOf(text)).toEqual(users));
