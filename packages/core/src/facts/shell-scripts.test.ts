import { describe, expect, test } from '@jest/globals';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import type { Build } from '../project/build.ts';
import { bareBuild } from '../project/builds.ts';
import { type InstructionScript, scriptOf, shellCommands, shellScripts, shellTree } from './shell-scripts.ts';

const buildOf = (text: string): Build => bareBuild(parseDockerfile(text));
const scriptsOf = (text: string): readonly InstructionScript[] => shellScripts(buildOf(text));

/** `shell bash ep`: form, dialect and settings of each script. */
const printed = (text: string): readonly string[] =>
  scriptsOf(text).map(({ form, dialect, settings }) => {
    return `${form} ${dialect} ${settings.errexit ? 'e' : ''}${settings.pipefail ? 'p' : ''}`.trim();
  });

const commandNames = (text: string): readonly string[] =>
  scriptsOf(text).flatMap((script) => shellCommands(script).map((command) => command.name ?? '?'));

describe('the language of a script', () => {
  test.each([
    ['FROM a\nRUN x', ['shell sh']],
    ['FROM a\nSHELL ["/bin/bash", "-c"]\nRUN x', ['shell bash']],
    ['FROM a\nRUN x\nSHELL ["bash", "-eo", "pipefail", "-c"]\nRUN x', ['shell sh', 'shell bash ep']],
    ['FROM a\nSHELL ["/bin/ash", "-o", "pipefail", "-e", "-c"]\nRUN x', ['shell ash ep']],
    ['FROM a\nSHELL ["/bin/zsh", "-c"]\nRUN x', ['shell zsh']],
    ['FROM a\nSHELL ["/usr/bin/env", "bash", "-c"]\nRUN x', ['shell bash']],
    ['FROM a\nSHELL ["conda", "run", "-n", "x", "/bin/bash", "-ec"]\nRUN x', ['shell bash e']],
    ['FROM a\nSHELL ["pwsh", "-Command"]\nRUN x', ['shell powershell']],
    ['FROM a\nSHELL ["C:\\\\Windows\\\\PowerShell.EXE", "-Command"]\nRUN x', ['shell powershell']],
    ['FROM a\nSHELL ["cmd", "/S", "/C"]\nRUN x', ['shell cmd']],
    ['FROM a\nSHELL ["/usr/bin/python3", "-c"]\nRUN x', ['shell other']],
    ['FROM a AS b\nSHELL ["/bin/bash", "-c"]\nFROM b\nRUN x', ['shell bash']],
    ['FROM a AS b\nSHELL ["/bin/bash", "-c"]\nFROM a\nRUN x', ['shell sh']],
    ['FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN x', ['shell cmd']],
    ['FROM mcr.microsoft.com/dotnet/sdk:8.0-nanoserver-ltsc2022\nRUN x', ['shell cmd']],
    ['FROM --platform=windows/amd64 a\nRUN x', ['shell cmd']],
    ['# escape=`\nFROM a\nRUN x', ['shell cmd']],
    ['FROM a\nONBUILD RUN x', ['shell sh']],
    [
      'FROM a\nRUN ["x"]\nCMD ["x"]\nENTRYPOINT x\nHEALTHCHECK CMD x',
      ['exec other', 'exec other', 'shell sh', 'shell sh'],
    ],
    ['FROM a\nHEALTHCHECK NONE\nUSER x', []],
    ['FROM a\nRUN <<E\nx\nE', ['heredoc sh']],
    ['FROM a\nSHELL ["bash", "-ec"]\nRUN <<-"E"\n\tx\n\tE', ['heredoc bash e']],
    ['FROM a\nSHELL ["bash", "-ec"]\nRUN <<E\n#!/bin/sh\nx\nE', ['heredoc sh']],
    ['FROM a\nRUN <<E\n#!/usr/bin/env -S bash -eu\nx\nE', ['heredoc bash e']],
    ['FROM a\nRUN <<E\n#!/usr/bin/env python3\nx\nE', ['heredoc other']],
    ['FROM a\nRUN <<E bash\nx\nE', ['shell sh']],
  ])('%j', (text, expected) => expect(printed(text)).toEqual(expected));
});

describe('the commands of a script', () => {
  test.each([
    ['FROM a\nRUN b && \\\n # c\n  d', ['b', 'd']],
    ['FROM a\nRUN ["sh", "-c", "b; c"]', ['sh', 'b', 'c']],
    ['FROM a\nRUN ["b", "&&", "c"]', ['b']],
    ['FROM a\nRUN <<E\nb\nc\nE', ['b', 'c']],
    ['FROM a\nRUN <<E bash -e\nb\nc\nE', ['bash', 'b', 'c']],
    ['FROM a\nRUN python3 <<E\nimport x\nE', ['python3']],
    ['FROM a\nRUN cat <<A > x && b <<C\n$(d)\nA\ne\nC', ['d', 'cat', 'b']],
    ['FROM a\nRUN <<E\n#!/usr/bin/python3\nimport x\nE', []],
    ['FROM a\nSHELL ["pwsh", "-c"]\nRUN b; c', []],
    ['FROM a\nSHELL ["pwsh", "-c"]\nRUN ["b"]', ['b']],
    ['FROM a\nHEALTHCHECK CMD b || exit 1', ['b', 'exit']],
    ['FROM a\nONBUILD RUN b', ['b']],
    ['FROM a\nCMD []', []],
    ['FROM a\nRUN', []],
  ])('%j', (text, expected) => expect(commandNames(text)).toEqual(expected));

  test('places are those of the file: in continuation lines, heredocs and JSON', () => {
    const text =
      'FROM a\nRUN apt-get \\\n# c\n  ins\\\ntall "b \\\nc"\nRUN bash <<-E\n\tsh -c "echo \\$x"\n\tE\nCMD ["sh", "-c", "f \\"g h\\""]\n';
    const build = buildOf(text);
    const { source } = build.dockerfile.root;
    const words = shellScripts(build).flatMap((script) =>
      shellCommands(script).flatMap((command) => command.args.map((word) => source.slice(word.span))),
    );
    expect(words).toEqual(['ins\\\ntall', '"b \\\nc"', '-c', '"echo \\$x"', '\\$x', '-c', 'f \\"g h\\"', '\\"g h\\"']);
  });

  test('builds share scripts that they agree about, and nothing is parsed before it is asked for', () => {
    const build = buildOf('FROM a\nRUN b');
    const [run] = build.dockerfile.root.stages[0]?.instructions ?? [];
    const script = run && scriptOf(build, run);
    expect(run && scriptOf({ ...build, target: 'x' }, run)).toBe(script);
    expect(script && shellTree(script)).toBe(script && shellTree(script));
    expect(scriptOf(build, build.dockerfile.root.instructions[0] ?? fail())).toBeUndefined();
  });
});

function fail(): never {
  throw new Error('no instruction');
}
