// Refusals of flags and mounts: section 4 of the notes on BuildKit's frontend (`instructions/bflag.go`,
// `commands_run*.go`, `convert_*.go`). Each is followed by what is close to it and accepted.
import { describe, expect, test } from '@jest/globals';
import { refusalsOf } from './refusals.ts';

type Row = readonly [instruction: string, ...refusals: string[]];
/** Instructions in a stage whose base sets nothing. */
const check = (rows: readonly Row[]): void =>
  test.each(rows.map(([text, ...refusals]) => [text, refusals] as const))('%j', (text, refusals) => {
    expect(refusalsOf(`FROM scratch\n${text}\n`)).toEqual(refusals);
  });

describe('flags', () => {
  check([
    ['COPY --fron=x a b', 'flag fron'],
    ['COPY --Chown=x a b', 'flag Chown'],
    ['COPY --chown=a --chown=b x y', 'flag --chown=b'],
    ['COPY --chown a b', 'flag --chown'],
    ['COPY --link=1 a b', 'flag 1'],
    ['COPY --link= a b', 'flag --link='],
    ['COPY --checksum=x a b', 'flag checksum'],
    ['ADD --from=x a b', 'flag from'],
    ['ADD --parents a b', 'flag parents'],
    ['RUN --privileged true', 'flag privileged'],
    ['RUN --network=bridge true', 'flag bridge'],
    ['RUN --network=Host true', 'flag Host'],
    ['RUN --security=none true', 'flag none'],
    ['ENV --x A=b', 'flag x'],
    ['LABEL --x A=b', 'flag x'],
    ['CMD --x true', 'flag x'],
    ['ENTRYPOINT --x true', 'flag x'],
    ['SHELL --x ["a"]', 'flag x'],
    ['EXPOSE --x 80', 'flag x'],
    ['VOLUME --x /a', 'flag x'],
    ['USER --x a', 'flag x'],
    ['WORKDIR --x /a', 'flag x'],
    ['MAINTAINER --x a', 'flag x'],
    ['ONBUILD --x RUN a', 'flag x'],
    ['HEALTHCHECK --x CMD true', 'flag x'],
    ['ONBUILD COPY --fron=x a b', 'later flag fron'],
    ['COPY --chown= --link --link-x=a a b', 'flag link-x'],
    ['COPY --chown= --link=TRUE --parents=false --exclude=a --exclude=b a b'],
    ['COPY -- --a /b'],
    ['COPY a --b /c/'],
    ['RUN --network=none --security=insecure true'],
    ['ARG --x A'],
    ['STOPSIGNAL --x SIGTERM'],
    ['HEALTHCHECK --x NONE'],
    ['RUN true --x'],
  ]);
});

describe('values of flags', () => {
  check([
    ['HEALTHCHECK --interval=5 CMD true', 'flag 5'],
    ['HEALTHCHECK --timeout=1us CMD true', 'flag 1us'],
    ['HEALTHCHECK --start-period=-1s CMD true', 'flag -1s'],
    ['HEALTHCHECK --start-interval=$X CMD true', 'flag $X'],
    ['HEALTHCHECK --retries=x CMD true', 'flag x'],
    ['HEALTHCHECK --retries=-1 CMD true', 'flag -1'],
    ['HEALTHCHECK --retries=2147483648 CMD true', 'flag 2147483648'],
    ['COPY --chmod=888 a b', 'flag 888'],
    ['COPY --chmod=17777 a b', 'flag 17777'],
    ['COPY --chmod=u+z a b', 'flag u+z'],
    ['ADD --checksum=sha256:12 https://example.com/a /a', 'flag sha256:12'],
    ['ADD --checksum=md5:12 https://example.com/a /a', 'flag md5:12'],
    ['ADD --checksum=sha256:12 a /a', 'flag sha256:12'],
    ['ADD --checksum=ab https://example.com/a https://example.com/b /a/', 'flag ab'],
    ['RUN --device=name=a,name=b true', 'flag name=b'],
    ['RUN --device=a,b true', 'flag b'],
    ['RUN --device=a,required=x true', 'flag required=x'],
    ['RUN --device=a,x=y true', 'flag x=y'],
    ['HEALTHCHECK --interval=1m30s --timeout=0 --start-period=0.5s --retries=0 CMD true'],
    ['COPY --chmod=0755 a b'],
    ['COPY --chmod=u=rwX,go-w a b'],
    ['ARG MODE\nCOPY --chmod=$MODE a b'],
    [`ADD --checksum=sha256:${'0'.repeat(64)} https://example.com/a /a`],
    ['ADD --checksum=0123abc https://example.com/a.git /a'],
    ['RUN --device=vendor.com/gpu=0,required true'],
  ]);
});

describe('sources', () => {
  check([
    ['COPY https://example.com/a /a', 'argument https://example.com/a'],
    ['COPY git@github.com:a/b.git /a', 'argument git@github.com:a/b.git'],
    ['COPY https://github.com/a/b.git /a', 'argument https://github.com/a/b.git'],
    ['ADD https://github.com/a/b.git?x=y /a', 'argument https://github.com/a/b.git?x=y'],
    ['ADD https://github.com/a/b.git?branch=x&tag=y /a', 'argument https://github.com/a/b.git?branch=x&tag=y'],
    ['COPY github.com/a/b ftp://example.com/a /a/'],
    ['ADD https://github.com/a/b.git?tag=v1&subdir=x /a'],
    ['ADD https://example.com/a git@github.com:a/b.git /a/'],
  ]);
});

describe('mounts', () => {
  const target = 'target=/a';
  check([
    [`RUN --mount=type=bnd,${target} true`, 'mount bnd'],
    [`RUN --mount=type=cache,targt=/a true`, 'mount targt'],
    [`RUN --mount=type=cache,${target},x true`, 'mount x'],
    [`RUN --mount=type=cache,${target},id true`, 'mount id'],
    [`RUN --mount=from=$B,${target} true`, 'mount $B'],
    [`RUN --mount=type=bind,${target},ro=x true`, 'mount x'],
    [`RUN --mount=type=bind,${target},mode=0755 true`, 'mount mode=0755'],
    [`RUN --mount=type=tmpfs,${target},uid=1 true`, 'mount uid=1'],
    [`RUN --mount=type=cache,${target},mode=999 true`, 'mount 999'],
    [`RUN --mount=type=cache,${target},uid=root true`, 'mount root'],
    [`RUN --mount=type=cache,${target},sharing=all true`, 'mount all'],
    [`RUN --mount=type=bind,${target},sharing=locked true`, 'mount sharing=locked'],
    [`RUN --mount=type=cache,${target},size=1m true`, 'mount size=1m'],
    [`RUN --mount=type=tmpfs,${target},size=big true`, 'mount big'],
    [`RUN --mount=type=cache,${target},required true`, 'mount required'],
    ['RUN --mount=required,type=secret,id=a true', 'mount required'],
    ['RUN --mount=type=secret true', 'mount type=secret'],
    ['RUN --mount=type=secret,id=a,source=b true', 'mount source=b'],
    ['RUN --mount=type=secret,id=a,from=b true', 'mount from=b'],
    ['RUN --mount=type=secret,id=a,sharing=locked true', 'mount sharing=locked'],
    ['RUN --mount=type=ssh,source=a true', 'mount source=a'],
    ['RUN --mount=type=cache,target=/ true', 'mount target=/'],
    ['RUN --mount=type=cache true', 'mount type=cache'],
    // The quote takes the rest of the line into the flag.
    [`RUN --mount=a"b,${target} true`, 'mount a"b'],
    [`RUN --mount= true`, 'mount --mount='],
    ['RUN --mount true', 'flag --mount'],
    [`RUN --mount=type=bind,source=.,${target},rw true`],
    [`RUN --mount=TYPE=cache,dst=/a,id=b,sharing=private,mode=0700,uid=0,gid=0 true`],
    [`RUN --mount=type=tmpfs,${target},size=64m true`],
    ['RUN --mount=type=secret,id=a,required,mode=0400,uid=1 true'],
    ['RUN --mount=type=secret,id=a,env=A true'],
    ['RUN --mount=type=secret,target=a true'],
    ['RUN --mount=type=ssh,required=true true'],
    [`ARG TYPE\nRUN --mount=type=$TYPE,${target},size=1m true`],
    [`RUN --mount=type=bind,id=x,env=y,${target} true`],
  ]);
});
