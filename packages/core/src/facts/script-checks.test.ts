import { describe, expect, test } from '@jest/globals';
import { createProject, type Project, withScriptChecks } from '../project/project.ts';
import type { ScriptRemark } from '../project/script-check.ts';
import { buildsOf } from './project-index.ts';
import { scriptCheckRequests, scriptRemarks } from './script-checks.ts';
import { shellScripts } from './shell-scripts.ts';

const projectOf = (text: string): Project =>
  createProject({ files: [{ path: 'Dockerfile', text: `FROM debian:12\n${text}\n`, kind: 'dockerfile' }] });

const requestsOf = (text: string) => scriptCheckRequests(projectOf(text), () => true);

describe('what is asked', () => {
  test.each<[string, string, string, string]>([
    ['joined lines', 'RUN a && \\\n  # why\n  b', 'sh', '\na &&   b\n'],
    [
      'variables that are mentioned',
      'ARG a\nENV b=1 c=2\nRUN echo $a ${b} d',
      'sh',
      '\nexport a=1 b=1\necho $a ${b} d\n',
    ],
    ['proxies', 'RUN curl -x $http_proxy', 'sh', '\nexport http_proxy=1\ncurl -x $http_proxy\n'],
    ['a variable that is set later', 'RUN echo $a\nENV a=1', 'sh', '\necho $a\n'],
    ['SHELL', 'SHELL ["/bin/bash", "-c"]\nRUN a', 'bash', '\na\n'],
    ['ash', 'SHELL ["/bin/ash", "-c"]\nRUN a', 'dash', '\na\n'],
    ['a heredoc with #!', 'RUN <<E\n#!/bin/ksh\na\nE', 'ksh', '\n# /bin/ksh\na\n\n'],
    ['ONBUILD', 'ONBUILD RUN a', 'sh', '\na\n'],
    ['HEALTHCHECK', 'HEALTHCHECK CMD a', 'sh', '\na\n'],
  ])('%s', (_, text, dialect, asked) => {
    expect(requestsOf(text)).toEqual([{ dialect, text: asked.startsWith('\nexport') ? asked.slice(1) : asked }]);
  });

  test.each<[string, string]>([
    ['the exec form', 'RUN ["a"]'],
    ['another shell', 'SHELL ["zsh", "-c"]\nRUN a'],
    ['another language', 'RUN <<E\n#!/usr/bin/python3\na\nE'],
    ['a script that is too long', `RUN ${'a '.repeat(60_000)}`],
    ['NUL', 'RUN a \0'],
    ['nothing', 'RUN'],
  ])('not %s', (_, text) => {
    expect(requestsOf(text)).toEqual([]);
  });

  test('the same script once, an answered one never, and only where it is wanted', () => {
    const project = projectOf('RUN a\nRUN a');
    const [request, ...more] = scriptCheckRequests(project, () => true);
    expect(more).toEqual([]);
    if (!request) throw new Error('nothing is asked');
    expect(scriptCheckRequests(withScriptChecks(project, [{ ...request, remarks: undefined }]), () => true)).toEqual(
      [],
    );
    expect(scriptCheckRequests(project, (path) => path === 'other')).toEqual([]);
  });
});

/** The words of the file that a remark about `[line, column, endLine, endColumn]` of the script is shown at. */
function wordsAt(
  text: string,
  [line, column, endLine, endColumn]: readonly [number, number, number, number],
): string[] {
  const asked = projectOf(text);
  const remark: ScriptRemark = { code: 'SC2086', level: 'info', message: 'a', line, column, endLine, endColumn };
  const answers = scriptCheckRequests(asked, () => true).map((request) => ({ ...request, remarks: [remark] }));
  const project = withScriptChecks(asked, answers);
  const document = project.targets.get('Dockerfile')?.document;
  if (document?.kind !== 'dockerfile') throw new Error('no Dockerfile');
  const builds = buildsOf(project, document);
  return builds.flatMap((build) =>
    shellScripts(build).flatMap((script) =>
      scriptRemarks(project, script, builds).map(({ span }) => {
        const place = script.text.toSource(span);
        return document.source.text.slice(place.start, place.end);
      }),
    ),
  );
}

describe('where remarks stand', () => {
  test.each<[string, string, readonly [number, number, number, number], string]>([
    ['in one line', 'RUN echo $a', [2, 6, 2, 8], '$a'],
    ['behind a continuation and a comment', 'RUN echo \\\n # why\n  $a', [2, 8, 2, 10], '$a'],
    ['across lines', 'RUN echo \\\n  $a', [2, 1, 2, 10], 'echo \\\n  $a'],
    ['in the last line of a heredoc', 'RUN <<E\necho\n\t$a\nE', [3, 2, 3, 4], '$a'],
    ['behind characters of two units', 'RUN echo \u{1F433} $a', [2, 8, 2, 10], '$a'],
    ['without a length', 'RUN echo $a', [2, 6, 2, 6], '$'],
    ['behind the end', 'RUN echo $a', [9, 1, 9, 1], ''],
    ['behind the end of a line', 'RUN <<E\necho\nls\nE', [2, 3, 2, 99], 'ho'],
  ])('%s', (_, text, place, words) => {
    expect(wordsAt(text, place)).toEqual([words]);
  });

  test('our own line has none', () => {
    expect(wordsAt('ENV a=1\nRUN echo $a', [1, 1, 1, 3])).toEqual([]);
  });
});
