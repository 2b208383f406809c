import { describe, expect, test } from '@jest/globals';
import { DerivedText } from '../text/derived-text.ts';
import { SourceText } from '../text/source-text.ts';
import { type CommandContext, type ShellCommand, textWord } from './command-nodes.ts';
import { walkExec, walkScript } from './commands.ts';
import { parseShell } from './parse-shell.ts';
import type { ShellSettings } from './walk-state.ts';

const off = { errexit: false, pipefail: false };

function walk(text: string, settings: ShellSettings = off): readonly ShellCommand[] {
  const source = new SourceText(text, 'Dockerfile');
  return walkScript(parseShell(DerivedText.verbatim(source, { start: 0, end: text.length }), 'bash'), settings);
}

function exec(...args: readonly string[]): readonly ShellCommand[] {
  const text = JSON.stringify(args);
  const source = new SourceText(text, 'Dockerfile');
  const whole = DerivedText.verbatim(source, { start: 0, end: text.length });
  let at = 0;
  const words = args.map((value) => {
    const start = text.indexOf(JSON.stringify(value), at) + 1;
    at = start + value.length;
    return textWord(DerivedText.verbatim(source, { start, end: at }));
  });
  return walkExec(words, { source, span: { start: 0, end: text.length } }, whole);
}

/** `sudo>sh>apt-get`: the wrappers and the name. */
const printed = (command: ShellCommand): string =>
  [...command.wrappers, command].map(({ name }) => name ?? '?').join('>');
const names = (text: string): string => walk(text).map(printed).join(' ');

function contextOf(text: string, name = 'X'): CommandContext {
  const found = walk(text).find((command) => command.name === name);
  if (!found) throw new Error(`no ${name} in ${text}`);
  return found.context;
}

describe('the order of commands', () => {
  test.each([
    ['a && b || c; d & e | f', 'a b c d e f'],
    ['a\nb\n\n# c\nd', 'a b d'],
    ['(a; b) | { c; }', 'a b c'],
    ['a $(b "`c`") "$(d)"', 'c b d a'],
    ['A=$(b) c > "$(d)"', 'b d c'],
    ['a ${x:-$(b)} $((1 + $(c)))', 'b c a'],
    ['a <(b) >(c)', 'b c a'],
    ['if a; then b; elif c; then d; else e; fi', 'a b c d e'],
    ['while a; do b; done; until c; do d; done', 'a b c d'],
    ['for i in $(a); do b; done; for ((i=$(c);;)); do d; done', 'a b c d'],
    ['case $(a) in x) b;; y|z) c;; esac', 'a b c'],
    ['[[ -n "$(a)" ]] && b; (( $(c) )) && d', 'a b c d'],
    ['! a; time b', 'a b'],
    ['a <<E\n$(b)\nE\nc', 'b a c'],
    ["a <<'E'\n$(b)\nE\nc", 'a c'],
    ['/usr/bin/a; ./b; "c"; \\d', 'a b c d'],
    ['f() { b; }; a; f; c', 'a f b c'],
    ['f() { b; }; g() { f; }; a; g; f', 'a g f b f'],
    ['f() { b; }; a', 'a b'],
    ['f() { f; }; f', 'f f'],
    ["trap 'b; c' EXIT; a", 'trap a b c'],
    ['f() { b; }; trap f EXIT; a', 'trap a f b'],
    ['trap - EXIT; a', 'trap a'],
    ['A=b', '?'],
    ['$X a', '?'],
    ['', ''],
  ])('%j runs %j', (text, expected) => expect(names(text)).toBe(expected));
});

describe('wrappers', () => {
  test.each([
    ['sudo a', 'sudo sudo>a'],
    ['sudo -E -u app A=b a -x', 'sudo sudo>a'],
    ['sudo -l', 'sudo'],
    ['sudo --frobnicate a', 'sudo'],
    ['env -i A=b C="$d" a', 'env env>a'],
    ['env -S "a b" c', 'env env>a'],
    ['env', 'env'],
    ['exec a; command a; builtin a; nohup a', 'exec exec>a command command>a builtin builtin>a nohup nohup>a'],
    ['command -v a', 'command'],
    ['timeout 10 a', 'timeout timeout>a'],
    ['timeout -k 5 --signal=KILL 10s a', 'timeout timeout>a'],
    ['nice a; nice -n 10 a; nice -10 a', 'nice nice>a nice nice>a nice nice>a'],
    ['xargs -0 -n1 -I{} a {}', 'xargs xargs>a'],
    ['xargs', 'xargs'],
    ['find . -name x -exec a {} \\; -o -execdir b {} + -print', 'find find>a find>b'],
    ['find . -delete', 'find'],
    ['gosu app a; su-exec app:app a; s6-setuidgid app a', 'gosu gosu>a su-exec su-exec>a s6-setuidgid s6-setuidgid>a'],
    ['setpriv --reuid=app --init-groups a; chpst -u app a', 'setpriv setpriv>a chpst chpst>a'],
    ['runuser -u app -- a', 'runuser runuser>a'],
    ['runuser -l app -c "a; b"', 'runuser runuser>a runuser>b'],
    ['su - app -c "a -x"', 'su su>a'],
    ['su app', 'su'],
    ['tini -s -- a; tini a; dumb-init -- a', 'tini tini>a tini tini>a dumb-init dumb-init>a'],
    ['busybox wget x', 'busybox busybox>wget'],
    ['bundle exec a; bundle install', 'bundle bundle>a bundle'],
    ['conda run -n x --no-capture-output a', 'conda conda>a'],
    ['sh -c "a && b"', 'sh sh>a sh>b'],
    ['bash -lc a; bash -euo pipefail -c a', 'bash bash>a bash bash>a'],
    ['bash -O extglob --norc -c a x y', 'bash bash>a'],
    ['sh ./script.sh', 'sh'],
    ['sh $X "a"', 'sh'],
    ['sh -c "$X"', 'sh sh>?'],
    ['sh -c "a $(b)"', 'b sh sh>a'],
    ["sh -c 'a $(b)'", 'sh sh>b sh>a'],
    ['bash <<E\na $X\nb\nE', 'bash bash>a bash>b'],
    ["bash -s x <<'E'\na\nE", 'bash bash>a'],
    ['bash <<< "a; b"', 'bash bash>a bash>b'],
    ['python3 <<E\nimport a\nE', 'python3'],
    ['eval "a; b" c', 'eval eval>a eval>b'],
    ['eval $X', 'eval eval>?'],
    [
      'sudo env A=b timeout 5 sh -c "nice a"',
      'sudo sudo>env sudo>env>timeout sudo>env>timeout>sh sudo>env>timeout>sh>nice sudo>env>timeout>sh>nice>a',
    ],
    ['echo sudo a', 'echo'],
    ["echo 'a && b'", 'echo'],
  ])('%j runs %j', (text, expected) => expect(names(text)).toBe(expected));

  test('a chain of wrappers ends somewhere', () => {
    const found = walk(`${'sudo '.repeat(1000)}a`);
    expect(found.length).toBeLessThan(40);
    expect(found.every((command) => command.name === 'sudo')).toBe(true);
  });

  test('what env sets belongs to the command', () => {
    const [, command] = walk("env A=b 'C=d e' x");
    expect(command?.assignments.map(({ name, value }) => [name, value?.value])).toEqual([
      ['A', 'b'],
      ['C', 'd e'],
    ]);
  });

  test('an expansion in a quoted script is unknown, wherever it stands in it', () => {
    const [, curl] = walk(`sh -c "curl '$URL' \\$HOME -o x"`);
    expect(curl?.args.map((word) => word.value)).toEqual([undefined, undefined, '-o', 'x']);
  });

  test('the exec form is one command, or what its shell runs', () => {
    expect(exec('gosu', 'app', 'node', '&&', 'x').map(printed)).toEqual(['gosu', 'gosu>node']);
    expect(exec('/bin/sh', '-ec', 'a | b').map(printed)).toEqual(['sh', 'sh>a', 'sh>b']);
    const [, inner] = exec('/bin/sh', '-c', 'echo hi');
    expect(inner?.source.slice(inner.span)).toBe('echo hi');
    expect(exec('echo', '$HOME')[0]?.args[0]?.value).toBe('$HOME');
  });
});

describe('context', () => {
  test.each<[string, Partial<CommandContext>]>([
    ['X', { after: undefined, before: undefined, tested: false, conditional: false, subshell: false }],
    ['a && X || b', { after: '&&', before: '||', tested: true, conditional: false }],
    ['a || X', { after: '||', tested: false, conditional: true }],
    ['a; X', { after: ';', conditional: false }],
    ['a & X', { after: '&', background: false }],
    ['X &', { before: '&', background: true, subshell: false }],
    ['a | X', { after: '|', pipelineIndex: 1, subshell: true }],
    ['! X', { negated: true, tested: true }],
    ['if X; then a; fi', { tested: true, conditional: false }],
    ['if a; then X; fi', { tested: false, conditional: true }],
    ['while X; do a; done', { loop: true, tested: true }],
    ['for i in 1 2; do X; done', { loop: true, conditional: true }],
    ['(X)', { subshell: true, conditional: false }],
    ['{ X; }', { subshell: false, conditional: false }],
    ['a $(X)', { subshell: true, after: undefined, pipeline: undefined }],
    ['f() { X; }; f', { functionName: 'f', conditional: false }],
    ['f() { X; }', { functionName: 'f', conditional: true }],
    ['find . -exec X {} +', { conditional: true }],
  ])('%j', (text, expected) => expect(contextOf(text)).toMatchObject(expected));

  test('commands of one pipeline share its place', () => {
    const [a, b, c] = walk('a | b && c').map((command) => command.context);
    expect(a?.pipeline).toBe(b?.pipeline);
    expect(a?.pipeline?.length).toBe(2);
    expect(c?.pipeline).toBeUndefined();
  });

  test('enclosures go from the inside out', () => {
    const kinds: string[] = [];
    for (let at = contextOf(`( if a; then sh -c 'x $(X)'; fi )`).enclosing; at; at = at.outer) kinds.push(at.kind);
    expect(kinds).toEqual(['Substitution', 'Shell', 'If', 'Subshell']);
  });

  test.each<[string, CommandContext['errexit'], CommandContext['pipefail']]>([
    ['X', 'off', 'off'],
    ['set -e; X', 'on', 'off'],
    ['set -eux -o pipefail && X', 'on', 'on'],
    ['set -euo pipefail; X', 'on', 'on'],
    ['set -o errexit; set +e; X', 'off', 'off'],
    ['(set -e); X', 'off', 'off'],
    ['set -e | a; X', 'off', 'off'],
    ['{ set -e; }; X', 'on', 'off'],
    ['f() { set -o pipefail; }; f; X', 'off', 'on'],
    ['if a; then set -e; fi; X', 'unknown', 'off'],
    ['set -e; if a; then set -e; fi; X', 'on', 'off'],
    ['set $OPTIONS; X', 'unknown', 'unknown'],
    ['bash -eo pipefail -c X', 'on', 'on'],
    ['set -e; sh -c X', 'off', 'off'],
    ['set -e; eval X', 'on', 'off'],
    ['sudo set -e; X', 'off', 'off'],
  ])('%j has errexit %s and pipefail %s', (text, errexit, pipefail) => {
    expect(contextOf(text)).toMatchObject({ errexit, pipefail });
  });

  test('the settings that the shell starts with hold', () => {
    const [command] = walk('X', { errexit: true, pipefail: true });
    expect(command?.context).toMatchObject({ errexit: 'on', pipefail: 'on' });
  });

  test('redirections, with what a heredoc feeds in', () => {
    const [command] = walk("a > x 2>&1 <<'E'\nb $c\nE");
    expect(
      command?.redirections.map(({ operator, descriptor, target, body }) => [
        operator,
        descriptor,
        target?.value,
        body?.text,
      ]),
    ).toEqual([
      ['>', undefined, 'x', undefined],
      ['>&', 2, '1', undefined],
      ['<<', undefined, undefined, 'b $c\n'],
    ]);
  });
});
