// Refusals of arguments: sections 5 and 7 of the notes on BuildKit's frontend (`parser/line_parsers.go`,
// `instructions/parse.go`, `convert_expose.go`, `epoch.go`). Each is followed by what is close to it and accepted.
import { describe, expect, test } from '@jest/globals';
import { refusalsOf } from './refusals.ts';

type Row = readonly [instruction: string, ...refusals: string[]];
/** Instructions in a stage whose base sets nothing. */
const check = (rows: readonly Row[]): void =>
  test.each(rows.map(([text, ...refusals]) => [text, refusals] as const))('%j', (text, refusals) => {
    expect(refusalsOf(`FROM scratch\n${text}\n`)).toEqual(refusals);
  });

describe('how many arguments', () => {
  check([
    ['MAINTAINER', 'argument-count MAINTAINER'],
    ['WORKDIR', 'argument-count WORKDIR'],
    ['USER', 'argument-count USER'],
    ['STOPSIGNAL', 'argument-count STOPSIGNAL'],
    ['ENV', 'argument-count ENV'],
    ['LABEL', 'argument-count LABEL'],
    ['ARG', 'argument-count ARG'],
    ['EXPOSE', 'argument-count EXPOSE'],
    ['VOLUME', 'argument-count VOLUME'],
    ['VOLUME []', 'argument-count VOLUME'],
    ['ONBUILD', 'argument-count ONBUILD'],
    ['HEALTHCHECK', 'argument-count HEALTHCHECK'],
    ['HEALTHCHECK CMD', 'argument-count CMD'],
    ['HEALTHCHECK CMD []', 'argument-count CMD'],
    ['HEALTHCHECK NONE x', 'argument-count x'],
    ['SHELL', 'argument-count SHELL'],
    ['SHELL []', 'argument-count SHELL'],
    ['COPY', 'argument-count COPY'],
    ['ADD', 'argument-count ADD'],
    ['COPY a', 'argument-count a'],
    ['ADD ["a"]', 'argument-count "a"'],
    ['ENV A', 'argument-count A'],
    ['LABEL A', 'argument-count A'],
    ['ONBUILD COPY a', 'later argument-count a'],
    ['RUN'],
    ['CMD'],
    ['ENTRYPOINT'],
    ['RUN []'],
    ['CMD []'],
    ['ENTRYPOINT []'],
    ['USER a b'],
    ['WORKDIR /a b'],
    ['MAINTAINER a b'],
    ['HEALTHCHECK NONE'],
    ['HEALTHCHECK cmd true'],
    ['ENV A b'],
    ['ARG A B=c'],
    ['COPY a b c/'],
    ['COPY ["a b", "c"]'],
  ]);
});

describe('JSON', () => {
  check([
    ['CMD ["a", 1]', 'argument 1'],
    ['RUN [true]', 'argument true'],
    ['COPY ["a", {}]', 'argument {}'],
    ['VOLUME [null]', 'argument null'],
    ['ENTRYPOINT [["a"]]', 'argument ["a"]'],
    ['HEALTHCHECK CMD [1]', 'argument 1'],
    ['ONBUILD CMD [1]', 'argument 1'],
    ['SHELL /bin/sh -c', 'argument /bin/sh -c'],
    ["SHELL ['/bin/sh']", "argument '/bin/sh'"],
    ['CMD ["a", "b\\n\\u0041"]'],
    ["CMD ['a']"],
    ['CMD ["a",]'],
    ['CMD ["a"] x'],
    ['CMD ["a\\x"]'],
    ['CMD [ \\\n "a", \\\n "b" ]'],
    ['ENV A=[1]'],
    ['RUN [ -e /a ] && true'],
  ]);
});

describe('pairs', () => {
  check([
    ['ENV A=b c', 'argument c'],
    ['LABEL a=b c d=e', 'argument c'],
    ['ENV =b', 'argument =b'],
    ['LABEL =b', 'argument =b'],
    ['ARG =b', 'argument =b'],
    ['ONBUILD ENV A=b c', 'argument c'],
    // The value is `b c"`.
    ['ARG "A=b c"', 'expansion "'],
    ['ENV A="b c" D=\'e f\' G=h\\ i'],
    ['ENV A=b \\\n  C=d'],
    ['ENV A b c=d'],
    ['LABEL "a b"="c"'],
    ['ARG 1-x'],
    ['ENV 1-x=y'],
    ['ARG A="b c"'],
  ]);
});

describe('HEALTHCHECK, ONBUILD, VOLUME', () => {
  check([
    ['HEALTHCHECK curl localhost', 'argument curl'],
    ['ONBUILD ONBUILD RUN true', 'instruction ONBUILD'],
    ['ONBUILD FROM a', 'instruction FROM'],
    ['ONBUILD MAINTAINER a', 'instruction MAINTAINER'],
    ['ONBUILD HELLO', 'later instruction HELLO'],
    ['VOLUME [""]', 'argument ""'],
    ['VOLUME ["/a", " "]', 'argument " "'],
    ['ONBUILD run true'],
    ['ONBUILD CMD'],
    ['VOLUME /a /b'],
  ]);
});

describe('signals', () => {
  check([
    ['STOPSIGNAL SIGTREM', 'argument SIGTREM'],
    ['STOPSIGNAL 0', 'argument 0'],
    ['STOPSIGNAL SIGTERM x', 'argument SIGTERM x'],
    ['STOPSIGNAL TERM'],
    ['STOPSIGNAL sigterm'],
    ['STOPSIGNAL 9'],
    ['STOPSIGNAL SIGRTMIN+3'],
    ['ARG S\nSTOPSIGNAL $S'],
  ]);
});

describe('ports', () => {
  check([
    ['EXPOSE /tcp', 'argument /tcp'],
    ['EXPOSE 80/http', 'argument 80/http'],
    ['EXPOSE 65536', 'argument 65536'],
    ['EXPOSE 90-80', 'argument 90-80'],
    ['EXPOSE x', 'argument x'],
    ['EXPOSE 1-2:1-3', 'argument 1-2:1-3'],
    ['EXPOSE x:80', 'argument x:80'],
    ['EXPOSE 300.0.0.1:80:80', 'argument 300.0.0.1:80:80'],
    ['EXPOSE 80 443x', 'argument 443x'],
    ['EXPOSE 0 80/ 80/TCP 80/udp 80/sctp 1000-2000'],
    ['EXPOSE 8080:80 127.0.0.1::80 [::1]:80:80'],
    ['EXPOSE 80-80 1-3:1-3'],
    ['ARG P\nEXPOSE $P'],
    ['ENV PORTS="80 443"\nEXPOSE $PORTS'],
  ]);
});

describe('SOURCE_DATE_EPOCH', () => {
  test.each([
    ['ARG SOURCE_DATE_EPOCH=soon\nFROM scratch\n', ['argument soon']],
    ['ARG SOURCE_DATE_EPOCH=a\nFROM alpine:3.22 AS a\nFROM scratch\n', ['argument alpine:3.22']],
    ['ARG SOURCE_DATE_EPOCH=0\nFROM scratch\n', []],
    ['ARG SOURCE_DATE_EPOCH=context\nFROM scratch\n', []],
    ['ARG SOURCE_DATE_EPOCH\nFROM scratch\n', []],
    ['ARG SOURCE_DATE_EPOCH=a\nFROM scratch AS a\nADD https://example.com/a /a\nFROM scratch\n', []],
  ])('%j', (text, refusals) => {
    expect(refusalsOf(text)).toEqual(refusals);
  });
});
