// Cost grows no faster than the text: characters looked at and list items gone through, counted, for shapes that once
// took the square of it. A text four times as long may take little more than four times the steps.
import { describe, expect, test } from '@jest/globals';
import { createLinter } from '@plimsoll/core';
import { rules } from '../src/index.ts';
import { countSteps } from './count-steps.ts';

const linter = createLinter({ rules });
const each = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

const shapes: Readonly<Record<string, (count: number) => string>> = {
  'one long RUN': (n) => `FROM alpine:3.22\nRUN true${' && \\\n echo word "quoted $VALUE"'.repeat(n)}\n`,
  'many instructions': (n) => `FROM alpine:3.22\n${'COPY --chown=1:1 source /target/\n'.repeat(n)}`,
  'one heredoc': (n) => `FROM alpine:3.22\nRUN <<EOF\n${'echo a line of the script\n'.repeat(n)}EOF\n`,
  'one line': (n) => `FROM alpine:3.22\nLABEL text="${'abcdefgh '.repeat(n)}"\n`,
  'many flags': (n) => `FROM alpine:3.22\nRUN ${'--mount=type=cache,target=/cache,id=a '.repeat(n)}true\n`,
  'many stages': (n) => `FROM alpine:3.22 AS stage\n${'FROM stage\nCOPY --from=stage /a /b\n'.repeat(n)}`,
  'a chain of stages': (n) =>
    `FROM alpine:3.22 AS s0\n${each(n, (i) => `FROM s${i} AS s${i + 1}\nARG A${i}=1\nENV B=$A\nWORKDIR x$Q\n`)}`,
  'stages that copy from later ones': (n) =>
    `${each(n, (i) => `FROM alpine:3.22 AS s${i}\nCOPY --from=s${i + 1} /a /b\n`)}FROM s0\n`,
  'misspelt stages': (n) => each(n, (i) => `FROM alpine:3.22 AS stage${i}\nCOPY --from=stagx${i} /a /b\n`),
  'ENV that build on each other': (n) => `FROM alpine:3.22\n${each(n, (i) => `ENV A${i}=$A${i - 1}x\n`)}`,
  'one ENV with many pairs': (n) => `FROM alpine:3.22\nENV ${each(n, (i) => `k${i}="v $k${i - 1}" `)}\n`,
  'one ARG with many pairs': (n) => `FROM alpine:3.22\nARG ${each(n, (i) => `k${i}="v $k${i - 1}" `)}\n`,
  'variables that are not set': (n) => `FROM scratch\n${each(n, (i) => `LABEL a=$V${i}\n`)}`,
  'variables of FROM': (n) => each(n, (i) => `FROM alpine:$V${i}\nARG V${i + 1}\n`),
  'relative WORKDIRs': (n) => `FROM scratch\n${'WORKDIR a\n'.repeat(n)}`,
  'many CMDs': (n) => `FROM alpine:3.22\n${'CMD a\n'.repeat(n)}`,
  'many items': (n) => `FROM alpine:3.22\nCMD [${'"a",'.repeat(n)}"b"]\n`,
  'many items of no JSON': (n) => `FROM alpine:3.22\nCMD [${'"a",'.repeat(n)}]\n`,
  'nested substitutions': (n) => `FROM alpine:3.22\nENV a=${'${A:-'.repeat(n)}${'}'.repeat(n)}\n`,
  'open substitutions': (n) => `FROM alpine:3.22\nENV a=${'${A:-'.repeat(n)}\n`,
  'many heredocs': (n) => `FROM alpine:3.22\nCOPY ${each(n, (i) => `<<E${i} `)} /d/\n${each(n, (i) => `a$X\nE${i}\n`)}`,
  'comments in a continuation': (n) => `FROM alpine:3.22\nRUN a \\\n${'# c\n'.repeat(n)} b\n`,
  'blank lines in a continuation': (n) => `FROM alpine:3.22\nRUN a \\\n${'\n'.repeat(n)} b\n`,
  'words that are no instructions': (n) => `FROM alpine:3.22\n${each(n, (i) => `RUM x${i}\n`)}`,
  'triggers of ONBUILD': (n) => `FROM alpine:3.22 AS a\n${'ONBUILD RUN x\n'.repeat(n)}FROM a\nRUN y\n`,
  backslashes: (n) => `FROM alpine:3.22\nRUN ${'\\'.repeat(n)}\n`,
};

describe('steps for a text four times as long', () => {
  test.each(Object.entries(shapes))('%s', (_name, make) => {
    const [small, large] = [make(300), make(1200)];
    const lint = (text: string) => () => void linter.lintText(text, { path: 'Dockerfile' });
    // What is made once for all texts; scripts are kept by their text, so this is none of the two.
    lint(make(299))();
    const before = countSteps(lint(small));
    expect(before).toBeGreaterThan(small.length / 2);
    expect(countSteps(lint(large)) / before).toBeLessThan(5);
  });
});

test('the count sees what grows with the square', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => String(index));
  const search = (count: number) => () => {
    const all = words(count);
    for (const word of all) all.find((other) => other === word);
  };
  expect(countSteps(search(1000)) / countSteps(search(250))).toBeGreaterThan(10);
  const scan = (count: number) => () => {
    for (const word of words(count)) 'x'.repeat(count).indexOf(word);
  };
  expect(countSteps(scan(1000)) / countSteps(scan(250))).toBeGreaterThan(10);
});
