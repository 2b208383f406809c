import { describe, expect, it } from '@jest/globals';
import { lintText } from '../config/create-linter.ts';
import { shellCommands } from '../facts/shell-scripts.ts';
import { dockerfileRule } from '../rule/define-rule.ts';

/** A rule that reports the name of every command of the scripts that it hears. */
function listener(name: string, mentions?: readonly string[]) {
  return dockerfileRule({
    id: `dockerfile/no-${name}`,
    since: '0.1.0',
    category: 'maintainability',
    severity: 'info',
    presets: ['recommended'],
    summary: 'A rule for tests.',
    why: 'It is only for tests.',
    ...(mentions && { mentions }),
    fixable: 'none',
    messages: { heard: '{name}' },
    examples: [{ title: 'One', bad: 'FROM a\nRUN b' }],
    on: {
      Script(script, { report }) {
        for (const command of shellCommands(script)) {
          report({ at: command, message: 'heard', data: { name: command.name ?? '?' } });
        }
      },
    },
  });
}

const heard = (text: string, ...rules: ReturnType<typeof listener>[]): readonly string[] =>
  (lintText(text, { path: 'Dockerfile', rules }).files[0]?.findings ?? []).map(
    ({ rule, message }) => `${rule.slice('dockerfile/no-'.length)}:${message}`,
  );

describe('Script', () => {
  it('is heard for all that runs, in ONBUILD too', () => {
    const text =
      'FROM a\nRUN one && two\nONBUILD RUN three\nCMD ["four"]\nENTRYPOINT five\nHEALTHCHECK CMD six\nENV seven=8';
    expect(heard(text, listener('all'))).toEqual([
      'all:one',
      'all:two',
      'all:three',
      'all:four',
      'all:five',
      'all:six',
    ]);
  });

  it('is heard only by rules of which the script mentions a word', () => {
    const text = 'FROM a\nRUN apt-get update\nRUN apt list\nRUN pip3 list';
    expect(
      heard(text, listener('apt', ['apt']), listener('get', ['apt-get', 'dpkg']), listener('npm', ['npm'])),
    ).toEqual(['apt:apt-get', 'get:apt-get', 'apt:apt']);
  });

  it('has words with signs that mean something in expressions', () => {
    expect(heard('FROM a\nRUN g++ x\nRUN g x', listener('gxx', ['g++']))).toEqual(['gxx:g++']);
  });

  it('is heard once for builds that read the script alike', () => {
    expect(heard('FROM a AS x\nFROM x\nRUN true', listener('all'))).toEqual(['all:true']);
  });
});
