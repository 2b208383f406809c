// Refusals of files, directives, lines, heredocs, stages and references: sections 2, 3, 6 to 9 and 13 of the notes on
// BuildKit's frontend (`parser`, `shell`, `dockerfile2llb`). Each is followed by what is close to it and accepted.
import { describe, expect, test } from '@jest/globals';
import { refusalsOf } from './refusals.ts';

type Row = readonly [text: string, ...refusals: string[]];
const check = (rows: readonly Row[]): void =>
  test.each(rows.map(([text, ...refusals]) => [text, refusals] as const))('%j', (text, refusals) => {
    expect(refusalsOf(text)).toEqual(refusals);
  });

describe('files', () => {
  check([
    ['', 'instruction '],
    ['# only a comment\n', 'instruction '],
    ['\n\n', 'instruction '],
    ['ARG A\n', 'instruction ARG'],
    ['RUN true\nFROM alpine:3.22\n', 'instruction RUN'],
    ['FRM alpine:3.22\n', 'instruction FRM'],
    ['FROM alpine:3.22\nHELLO\n', 'instruction HELLO'],
    ['FROM alpine:3.22\nCMD["a"]\n', 'instruction CMD["a"]'],
    ['FROM alpine:3.22\nRUN\u00a0true\n', 'instruction RUN\u00a0true'],
    ['ARG A=1\nfrom alpine:3.22\nrUn true\n'],
    ['FROM alpine:3.22\n  RUN true'],
    ['FROM alpine:3.22\nRUN\vtrue\n'],
  ]);
});

describe('directives', () => {
  check([
    ['# escape=x\nFROM alpine:3.22\n', 'directive x'],
    ['# escape=\\\\\nFROM alpine:3.22\n', 'directive \\\\'],
    [
      '# syntax=docker/dockerfile:1\n# SYNTAX=docker/dockerfile:1\nFROM alpine:3.22\n',
      'directive # SYNTAX=docker/dockerfile:1',
    ],
    ['# check=skip\nFROM alpine:3.22\n', 'directive skip'],
    ['# check=skp=all\nFROM alpine:3.22\n', 'directive skp'],
    ['# check=error=perhaps\nFROM alpine:3.22\n', 'directive perhaps'],
    ['# check=skip=A; error=true\nFROM alpine:3.22\n', 'directive ;'],
    ['#escape = `\nFROM alpine:3.22\n'],
    ['# unknown=1\n# escape=x\nFROM alpine:3.22\n'],
    ['\n# escape=x\nFROM alpine:3.22\n'],
    ['# escape=\n# escape=x\nFROM alpine:3.22\n'],
    ['# check=skip=all;error=true\nFROM alpine:3.22\n'],
    ['# check=skip=JSONArgsRecommended,StageNameCasing\nFROM alpine:3.22\n'],
  ]);
});

describe('lines', () => {
  const long = 'x'.repeat(65_536);
  test('one that is too long', () => {
    expect(refusalsOf(`FROM alpine:3.22\nRUN ${long}\n`)).toEqual([`instruction ${`RUN ${long}`.slice(0, 80)}`]);
    expect(refusalsOf(`FROM alpine:3.22\nRUN ${long.slice(5)}\n`)).toEqual([]);
  });
  check([
    ['FROM alpine:3.22\nRUN wh\\\nat\n'],
    ['FROM alpine:3.22\nRUN a \\\n# comment\n\n  b\n'],
    ['FROM alpine:3.22\nRUN a \\'],
    ['FROM alpine:3.22\nRUN a \\\\\nb c\n', 'instruction b'],
    ['# escape=`\nFROM alpine:3.22\nRUN a `\n b\nWORKDIR C:\\\n'],
  ]);
});

describe('heredocs', () => {
  check([
    ['FROM alpine:3.22\nRUN <<EOF\ntrue\n', 'heredoc <<EOF'],
    ['FROM alpine:3.22\nRUN <<EOF;\ntrue\nEOF\n', 'heredoc <<EOF;'],
    ['FROM alpine:3.22\nRUN echo $(( 1 << 2 ))\n', 'heredoc << 2'],
    ['FROM alpine:3.22\nRUN <<EOF\ntrue\n EOF\n', 'heredoc <<EOF'],
    ['FROM alpine:3.22\nRUN <<EOF\ntrue\n\tEOF\n', 'heredoc <<EOF'],
    ['FROM alpine:3.22\nCOPY /a <<EOF\nb\nEOF\n', 'heredoc <<EOF'],
    ["FROM alpine:3.22\nRUN echo it's <<EOF\ntrue\nEOF\n", 'instruction true', 'instruction EOF'],
    ['FROM alpine:3.22\nRUN <<-EOF\n\ttrue\n\tEOF\n'],
    ['FROM alpine:3.22\nRUN <<"E O"\ntrue\nE O\n'],
    ['FROM alpine:3.22\nRUN echo $((1<<2))\n'],
    ['FROM alpine:3.22\nRUN cat <<<EOF\n'],
    ['FROM alpine:3.22\nRUN <<A cat && <<B cat\na\nA\nb\nB\n'],
    ['FROM alpine:3.22\nRUN ["<<EOF"]\n'],
    ['FROM alpine:3.22\nCOPY <<A <<B /d/\na\nA\nb\nB\n'],
    ['FROM alpine:3.22\nUSER <<EOF\n'],
  ]);
});

describe('expansion', () => {
  const env = (value: string): string => `FROM scratch\nENV A=${value}\n`;
  check([
    [env('${}'), 'expansion ${}'],
    [env('${:'), 'expansion ${:'],
    [env('${B'), 'expansion ${B'],
    [env('${B:-c'), 'expansion ${B:-c'],
    [env('${B=c}'), 'expansion ${B='],
    [env('${B:=c}'), 'expansion ${B:=c}'],
    [env('${B[0]}'), 'expansion ${B['],
    [env('${B^^}'), 'expansion ${B^'],
    [env('${B:0:1}'), 'expansion ${B:0:1}'],
    [env('${B.c}'), 'expansion ${B.'],
    [env('${B/x}'), 'expansion ${B/x}'],
    [env('${B:?no}'), 'expansion ${B:?no}'],
    [env('${B?}'), 'expansion ${B?}'],
    [env('${B#\\a}'), 'expansion ${B#\\a}'],
    ['FROM scratch\nWORKDIR "/a\n', 'expansion "/a'],
    ["FROM scratch\nUSER 'a\n", "expansion 'a"],
    ['FROM scratch\nCOPY "a b" /c/\n', 'expansion "a'],
    ['FROM scratch\nVOLUME "a b"\n', 'expansion "a'],
    ['FROM scratch\nCOPY <<E /a\n${B^}\nE\n', 'expansion ${B^'],
    ['ARG A=${B:?no}\nFROM scratch\n', 'expansion ${B:?no}'],
    ['ARG A=${B^}\nFROM scratch\n', 'expansion ${B^'],
    [env('$B${B}${B-c}${B:-c}${B+c}${B:+c}')],
    [env('${B#c}${B##c*}${B%c}${B%%?}${B/c/d}${B//c/d}')],
    [env('${B:-${C:-"d e"}}')],
    [env('\\${B^^}')],
    [env("'${B^^}'")],
    [env('$')],
    ['FROM scratch\nWORKDIR "/a b"\n'],
    ["FROM scratch\nCOPY <<'E' /a\n${B^}\nE\n"],
    ['FROM scratch\nRUN echo ${B^^}\n'],
    ['FROM scratch\nCMD ["${B^^}"]\n'],
    ['FROM alpine:3.22\nENV A=${PREFIX:?set-by-the-base}\n'],
    ['FROM scratch\nARG B\nENV A=${B:?missing}\n'],
  ]);
});

describe('stages', () => {
  check([
    ['FROM\n', 'argument-count FROM'],
    ['FROM alpine:3.22 AS\n', 'argument-count AS'],
    ['FROM alpine:3.22 build\n', 'argument-count build'],
    ['FROM alpine:3.22 IS build\n', 'argument-count IS build'],
    ['FROM alpine:3.22 AS a b\n', 'argument-count b'],
    ['FROM alpine:3.22 AS 1a\n', 'argument 1a'],
    ['FROM alpine:3.22 AS a/b\n', 'argument a/b'],
    ['FROM alpine:3.22 AS b-\n', 'argument b-'],
    ['FROM alpine:3.22 AS b..c\n', 'argument b..c'],
    ['FROM alpine:3.22 AS b___c\n', 'argument b___c'],
    [`FROM alpine:3.22 AS ${'a'.repeat(64)}\n`, `argument ${'a'.repeat(64)}`],
    ['FROM --platform=linux/amd64/v2/x alpine:3.22\n', 'flag linux/amd64/v2/x'],
    ['FROM --platform=linux/* alpine:3.22\n', 'flag linux/*'],
    ['FROM --platform= alpine:3.22\n', 'flag --platform='],
    ['FROM alpine:3.22 as Build-1_x.y\n'],
    ['FROM alpine:3.22 AS b__c\n'],
    ['FROM --platform=$BUILDPLATFORM alpine:3.22\n'],
    ['FROM --platform=windows(10.0.17763)/amd64 alpine:3.22\n'],
    ['FROM --platform=arm64 alpine:3.22\n'],
  ]);
});

describe('image references', () => {
  check([
    ['FROM Alpine\n', 'image-reference Alpine'],
    ['FROM alpine:\n', 'image-reference alpine:'],
    ['FROM a:b:c\n', 'image-reference b:c'],
    ['FROM alpine@sha256:12\n', 'image-reference sha256:12'],
    [`FROM ${'a'.repeat(64)}\n`, `image-reference ${'a'.repeat(64)}`],
    ['FROM alpine:3.22 AS build\nFROM Build\n', 'image-reference Build'],
    ['FROM alpine:3.22\nCOPY --from=A:b:c /a /b\n', 'image-reference A:b:c'],
    ['FROM alpine:3.22\nRUN --mount=from=Alpine,target=/a true\n', 'image-reference Alpine'],
    ['FROM Host/alpine\n'],
    ['FROM localhost:5000/a/b_c/d-e:tag\n'],
    [`FROM alpine:3.22@sha256:${'0'.repeat(64)}\n`],
    ['ARG IMAGE\nFROM $IMAGE\n'],
    ['ARG IMAGE=Alpine\nFROM $IMAGE\n'],
    ['FROM alpine:3.22 AS build\nFROM build\n'],
  ]);
});

describe('references to stages', () => {
  check([
    ['FROM alpine:3.22\nCOPY --from=1 /a /b\n', 'stage-reference 1'],
    ['FROM alpine:3.22 AS a\nCOPY --from=a /a /b\n', 'stage-reference a'],
    ['FROM alpine:3.22\nCOPY --from=0 /a /b\n', 'stage-reference 0'],
    ['ARG B\nFROM alpine:3.22\nCOPY --from=$B /a /b\n', 'stage-reference $B'],
    ['FROM alpine:3.22 AS a\nCOPY --from=b /a /b\nFROM a AS b\n', 'stage-reference b'],
    ['FROM alpine:3.22 AS a\nCOPY --from=b /a /b\nFROM alpine:3.22 AS b\n', 'later stage-reference b'],
    [
      'FROM alpine:3.22 AS a\nCOPY --from=b /a /b\nFROM alpine:3.22 AS b\nCOPY --from=a /c /d\n',
      'stage-reference b',
      'stage-reference a',
    ],
    ['FROM alpine:3.22 AS a\nFROM alpine:3.22\nCOPY --from=A /a /b\nCOPY --from=0 /a /b\n'],
    ['FROM alpine:3.22\nCOPY --from=nginx:1.29 /a /b\n'],
    ['FROM alpine:3.22\nCOPY --from=scratch /a /b\n'],
  ]);
});
