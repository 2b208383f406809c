import { describe, expect, test } from '@jest/globals';
import { parseImageReference } from './parse-image-reference.ts';

const sha = `sha256:${'a'.repeat(64)}`;

describe('parseImageReference', () => {
  test.each([
    ['alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['user/app:1', 'docker.io/user/app:1', 'user/app'],
    ['index.docker.io/alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['docker.io/library/alpine', 'docker.io/library/alpine:latest', 'alpine'],
    ['ghcr.io/o/r:t', 'ghcr.io/o/r:t', 'ghcr.io/o/r'],
    ['localhost/x', 'localhost/x:latest', 'localhost/x'],
    ['host:5000/x', 'host:5000/x:latest', 'host:5000/x'],
    ['Host/x', 'Host/x:latest', 'Host/x'],
    [`a:1@${sha}`, `docker.io/library/a:1@${sha}`, 'a'],
    ['[::1]:5000/a', '[::1]:5000/a:latest', '[::1]:5000/a'],
    ['a__b-.c'.replace('-.', '--'), 'docker.io/library/a__b--c:latest', 'a__b--c'],
  ])('%s', (text, canonical, familiarName) => {
    expect(parseImageReference(text)).toMatchObject({ ok: true, reference: { canonical, familiarName } });
  });

  test.each([
    ['', 'empty'],
    ['Alpine', 'upper-case'],
    ['foo/Bar', 'upper-case'],
    ['a:b:c', 'format'],
    ['a/', 'format'],
    ['a___b', 'format'],
    ['a:', 'format'],
    ['a:-x', 'format'],
    ['a@sha256:abc', 'format'],
    [`a@sha256:${'a'.repeat(40)}`, 'digest'],
    [`a@md5:${'a'.repeat(32)}`, 'digest'],
    ['a'.repeat(256), 'too-long'],
    ['f'.repeat(64), 'hex-name'],
  ])('refuses %s', (text, problem) => {
    expect(parseImageReference(text)).toMatchObject({ ok: false, problem });
  });

  test('gives each part with its offsets', () => {
    const text = `reg.io:5000/a/b:1.2@${sha}`;
    const result = parseImageReference(text);
    if (!result.ok) throw new Error(result.problem);
    const { domain, path, tag, digest } = result.reference;
    for (const part of [domain, path, tag, digest]) expect(text.slice(part?.start, part?.end)).toBe(part?.text);
    expect([domain, path, tag, digest].map((part) => part?.text)).toEqual(['reg.io:5000', 'a/b', '1.2', sha]);
  });
});
