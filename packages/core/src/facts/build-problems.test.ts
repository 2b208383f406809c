import { describe, expect, test } from '@jest/globals';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import { bareBuild, internBuild } from '../project/builds.ts';
import { buildProblems } from './build-problems.ts';

const problems = (text: string): readonly string[] =>
  buildProblems(bareBuild(parseDockerfile(text))).map(
    ({ code, source, span, deferred }) => `${deferred ? 'later ' : ''}${code} ${source.slice(span)}`,
  );

describe('refused', () => {
  test.each([
    ['image name', 'FROM Alpine\n', 'invalid-image-reference Alpine'],
    ['image tag', 'FROM a:b:c\n', 'invalid-image-reference b:c'],
    ['platform', 'FROM --platform=linux/amd64/x/y a\n', 'invalid-flag-value linux/amd64/x/y'],
    ['unknown platform', 'FROM --platform=lunix a\n', 'invalid-flag-value lunix'],
    ['stage name that is no reference', 'FROM a AS b-\n', 'invalid-stage-name b-'],
    ['stage index', 'FROM a\nCOPY --from=3 x y\n', 'invalid-stage-reference 3'],
    ['variable in --from', 'FROM a\nCOPY --from=$X x y\n', 'invalid-stage-reference $X'],
    ['image in --from', 'FROM a\nCOPY --from=B x y\n', 'invalid-image-reference B'],
    ['a later stage', 'FROM a AS x\nCOPY --from=y b c\nFROM x AS y\n', 'invalid-stage-reference y'],
    ['a circle', 'FROM a AS x\nCOPY --from=x b c\n', 'invalid-stage-reference x'],
    ['quote in COPY', 'FROM a\nCOPY "a b" /x/\n', 'invalid-expansion "a'],
    ['operator', 'FROM a\nENV A=${B^^}\n', 'invalid-expansion ${B^'],
    ['unset with message', 'FROM scratch\nENV A=${B:?no}\n', 'invalid-expansion ${B:?no}'],
    ['chmod', 'FROM a\nCOPY --chmod=64a x y\n', 'invalid-flag-value 64a'],
    ['chmod too large', 'FROM a\nCOPY --chmod=10000 x y\n', 'invalid-flag-value 10000'],
    ['URL in COPY', 'FROM a\nCOPY https://x.y/z /\n', 'invalid-argument https://x.y/z'],
    ['git in COPY', 'FROM a\nCOPY git@x.y:z /\n', 'invalid-argument git@x.y:z'],
    ['checksum of a path', 'FROM a\nADD --checksum=sha256:x a b\n', 'invalid-flag-value sha256:x'],
    ['port', 'FROM a\nEXPOSE 80/tpc\n', 'invalid-argument 80/tpc'],
    ['port range', 'FROM a\nEXPOSE 90-80\n', 'invalid-argument 90-80'],
    ['signal', 'FROM a\nSTOPSIGNAL SIGTREM\n', 'invalid-argument SIGTREM'],
    ['mount type', 'FROM a\nRUN --mount=type=cahce,target=/x y\n', 'invalid-mount cahce'],
    ['mount key', 'FROM a\nRUN --mount=type=cache,targt=/x y\n', 'invalid-mount targt'],
    ['mount order', 'FROM a\nRUN --mount=required,type=secret,id=x y\n', 'invalid-mount required'],
    ['secret without name', 'FROM a\nRUN --mount=type=secret,required y\n', 'invalid-mount type=secret,required'],
    ['mode of bind', 'FROM a\nRUN --mount=target=/x,mode=0755 y\n', 'invalid-mount mode=0755'],
    ['root as target', 'FROM a\nRUN --mount=type=tmpfs,target=/ y\n', 'invalid-mount target=/'],
    ['heredoc body', 'FROM a\nCOPY <<E /x\n${A^}\nE\n', 'invalid-expansion ${A^'],
    ['global default', 'ARG A=${B:?no}\nFROM a\n', 'invalid-expansion ${B:?no}'],
    ['epoch', 'ARG SOURCE_DATE_EPOCH=x\nFROM a\n', 'invalid-argument x'],
    ['in a stage that is not built', 'FROM a\nEXPOSE x\nFROM b\n', 'later invalid-argument x'],
  ])('%s', (_name, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });
});

describe('not refused, or not certain', () => {
  test.each([
    ['an argument without value', 'ARG V\nFROM a:$V\n'],
    ['a default that a build may change', 'ARG I=Alpine\nFROM $I\n'],
    ['a variable that the base may set', 'FROM a\nENV A=${B:?no}\nEXPOSE $P\nSTOPSIGNAL $S\n'],
    ['an argument of the stage', 'FROM a\nARG P\nEXPOSE $P\nRUN --mount=type=$P,target=/x y\n'],
    ['a declared argument with a message', 'FROM a\nARG B\nENV A=${B:?no}\n'],
    [
      'registered things',
      'FROM --platform=$BUILDPLATFORM a\nCOPY --chmod=u+x,g=r --from=0x /a /b\nEXPOSE 80/TCP 1-2 [::1]:8:9\nSTOPSIGNAL rtmin+3\n',
    ],
    ['paths that look like URLs', 'FROM a\nCOPY github.com/x/y ftp://x /z/\n'],
    ['a git checksum', 'FROM a\nADD --checksum=abc https://x.y/z.git?tag=v1 /z\n'],
    [
      'mounts',
      'FROM a\nRUN --mount=type=secret,id=a,required --mount=type=cache,target=/x,sharing=locked,uid=1 --mount=type=tmpfs,target=/t,size=64m --mount=type=ssh y\n',
    ],
    ['a quoted heredoc', "FROM a\nCOPY <<'E' /x\n${A^}\nE\n"],
  ])('%s', (_name, text) => {
    expect(problems(text)).toEqual([]);
  });
});

test('what the build gives is certain', () => {
  const dockerfile = parseDockerfile('ARG I=a\nFROM $I\nARG P\nEXPOSE $P\n');
  const args = new Map([
    ['I', 'Alpine'],
    ['P', 'x'],
  ]);
  const build = internBuild(dockerfile, {
    target: undefined,
    args,
    platform: undefined,
    namedContexts: new Set(),
    exact: { baseEnvironment: new Map() },
  });
  expect(buildProblems(build).map(({ code }) => code)).toEqual(['invalid-image-reference', 'invalid-argument']);
});
