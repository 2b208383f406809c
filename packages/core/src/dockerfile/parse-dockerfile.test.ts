import { describe, expect, test } from '@jest/globals';
import type { Instruction, SyntaxProblem } from './nodes.ts';
import { parseDockerfile } from './parse-dockerfile.ts';

/** `code "characters"` of every problem. */
const problems = (text: string): readonly string[] => parseDockerfile(text).root.problems.map(describeProblem);

function describeProblem({ code, source, span, deferred }: SyntaxProblem): string {
  return `${deferred ? 'later ' : ''}${code} ${JSON.stringify(source.slice(span))}`;
}

const first = (text: string): Instruction | undefined => parseDockerfile(`FROM a\n${text}`).root.instructions[1];

describe('problems', () => {
  test.each([
    ['unknown instruction', 'EXPOZE 80', 'unknown-instruction "EXPOZE"'],
    ['no blank behind the keyword', 'CMD["a"]', String.raw`unknown-instruction "CMD[\"a\"]"`],
    ['unknown flag', 'COPY --fron=x a b', 'unknown-flag "fron"'],
    ['flag case', 'COPY --From=x a b', 'unknown-flag "From"'],
    ['flags where there are none', 'USER --x y', 'unknown-flag "x"'],
    ['duplicate flag', 'COPY --chown=a --chown=b x y', 'duplicate-flag "--chown=b"'],
    ['flag without value', 'COPY --from x y', 'flag-needs-value "--from"'],
    ['boolean flag', 'COPY --link=1 x y', 'flag-not-boolean "1"'],
    ['duration', 'HEALTHCHECK --interval=5 CMD x', 'invalid-flag-value "5"'],
    ['short duration', 'HEALTHCHECK --timeout=1us CMD x', 'invalid-flag-value "1us"'],
    ['retries', 'HEALTHCHECK --retries=-1 CMD x', 'invalid-flag-value "-1"'],
    ['network', 'RUN --network=bridge x', 'invalid-flag-value "bridge"'],
    ['copy without destination', 'COPY a', 'too-few-arguments "a"'],
    ['copy without anything', 'COPY', 'too-few-arguments "COPY"'],
    ['heredoc destination', 'COPY a <<E\nE', 'heredoc-destination "<<E"'],
    ['env without value', 'ENV A', 'too-few-arguments "A"'],
    ['env without equals sign', 'ENV A=b c', 'invalid-argument "c"'],
    ['env without name', 'ENV =b', 'invalid-argument "=b"'],
    ['array of others', 'CMD ["a", 1]', 'invalid-json "1"'],
    ['SHELL as text', 'SHELL /bin/sh -c', 'invalid-json "/bin/sh -c"'],
    ['empty SHELL', 'SHELL []', 'too-few-arguments "SHELL"'],
    ['HEALTHCHECK type', 'HEALTHCHECK curl x', 'invalid-argument "curl"'],
    ['HEALTHCHECK NONE', 'HEALTHCHECK NONE x', 'too-many-arguments "x"'],
    ['empty volume', 'VOLUME [""]', String.raw`invalid-argument "\"\""`],
    ['open heredoc', 'RUN <<E\nx', 'unterminated-heredoc "<<E"'],
    ['mount from a variable', 'RUN --mount=from=$X,target=/x y', 'invalid-mount "$X"'],
    ['mount quotes', 'RUN --mount=type=ca"che y', 'unterminated'],
    ['ONBUILD in ONBUILD', 'ONBUILD ONBUILD RUN x', 'onbuild-not-allowed "ONBUILD"'],
    ['inside ONBUILD', 'ONBUILD COPY --x a b', 'later unknown-flag "x"'],
    ['an array inside ONBUILD', 'ONBUILD CMD [1]', 'invalid-json "1"'],
    ['FROM with two words', 'FROM a b', 'too-many-arguments "b"'],
    ['FROM without name', 'FROM a AS', 'too-few-arguments "AS"'],
    ['stage name', 'FROM a AS 1x', 'invalid-stage-name "1x"'],
    ['in a continuation', 'COPY \\\n  --fron=x \\\n a b', 'unknown-flag "fron"'],
  ])('%s', (_name, text, expected) => {
    const found = problems(`FROM a\n${text}\n`);
    if (expected === 'unterminated') expect(found).toEqual([]);
    else expect(found).toEqual([expected]);
  });

  test.each([
    ['', ['empty-file ""']],
    ['# x\n', ['no-instructions ""']],
    ['ARG A\n', ['no-stages "ARG"']],
    ['RUN x\n', ['no-stages "RUN"']],
    ['RUN x\nARG A\nFROM a\n', ['before-first-stage "RUN"']],
    ['# escape=x\nFROM a\n', ['invalid-escape "x"']],
    ['# syntax=a\n# SYNTAX=b\nFROM a\n', ['duplicate-directive "# SYNTAX=b"']],
    ['# check=skip=A;x=y\nFROM a\n', ['invalid-check-option "x"']],
    [`FROM a\nRUN ${'x'.repeat(65_532)}\n`, ['line-too-long']],
    [`FROM a\nRUN ${'x'.repeat(65_531)}\n`, []],
    [`FROM a\nRUN ${'é'.repeat(32_766)}\n`, ['line-too-long']],
  ])('%.40j', (text, expected) => {
    const found = problems(text);
    expect(found.map((one) => (one.startsWith('line-too-long') ? 'line-too-long' : one))).toEqual(expected);
  });

  test('every problem says what is wrong and what to do, and the nearest name where there is one', () => {
    const { root } = parseDockerfile('from a\nrum x\nCOPY --chowm=a b c\n');
    expect(root.problems.map(({ correction }) => correction)).toEqual(['run', 'chown']);
    for (const { data } of root.problems)
      expect([data.problem, data.advice]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/[.?]$/)]);
  });
});

describe('lines', () => {
  const body = (text: string): string | undefined => first(text)?.body.text;

  test.each([
    ['no space is put in', 'RUN wh\\\nat', 'what'],
    ['leading blanks stay', 'RUN a \\\n  b', 'a   b'],
    ['blanks behind the mark', 'RUN a\\ \t\nb', 'ab'],
    ['two marks do not continue', 'RUN a\\\\\n', 'a\\\\'],
    ['comments inside are dropped', 'RUN a \\\n # c \\\nb', 'a b'],
    ['blank lines inside are skipped', 'RUN a \\\n\n\nb', 'a b'],
    ['a mark at the end of the file', 'RUN a \\', 'a'],
    ['a lone CR is a blank', 'RUN a\rb', 'a\rb'],
    ['CRLF', 'RUN a \\\r\n b\r\n', 'a  b'],
  ])('%s', (_name, text, expected) => {
    expect(body(text)).toBe(expected);
  });

  test('the keyword may be split, too', () => {
    const instruction = first('RU\\\nN x');
    expect(instruction?.kind).toBe('Run');
    expect(instruction?.keyword.text).toBe('RUN');
  });

  test('comments belong to the instruction below, an empty one cuts them off', () => {
    const comments = (text: string) => first(text)?.leadingComments.map((comment) => comment.text);
    expect(comments('# a\n\n# b\nRUN x')).toEqual([' a', ' b']);
    expect(comments('# a\n#\n# b\nRUN x')).toEqual([' b']);
  });

  test('the other escape character', () => {
    const { root } = parseDockerfile('# escape=`\nFROM a\nRUN a `\n b\\\nRUN c\n');
    expect(root.instructions.map((instruction) => instruction.body.text)).toEqual(['a', 'a  b\\', 'c']);
  });

  test('directives end at the first line that is none', () => {
    expect(parseDockerfile('# x=y\n# escape=`\nFROM a\n').root.escape).toBe('\\');
    expect(parseDockerfile('\n# escape=`\nFROM a\n').root.escape).toBe('\\');
    expect(parseDockerfile('#!/x\n# escape=`\nFROM a\n').root.escape).toBe('\\');
    expect(parseDockerfile('\uFEFF# ESCAPE = `\nFROM a\n').root.escape).toBe('`');
  });
});

describe('heredocs', () => {
  const heredocs = (text: string) =>
    first(text)?.heredocs.map(({ name, body, expand, chomp, fd }) => [name, body.text, expand, chomp, fd]);

  test.each([
    ['plain', 'RUN <<E\nx\nE\n', [['E', 'x\n', true, false, undefined]]],
    ['file descriptor', 'RUN 3<<E\nE\n', [['E', '', true, false, 3]]],
    ['tabs', 'RUN <<-E\n\t\tx\n\tE\n', [['E', 'x\n', true, true, undefined]]],
    ['part in quotes', `RUN <<E'O'F\nx\nEOF\n`, [['EOF', 'x\n', false, false, undefined]]],
    ['escaped name still expands', 'RUN <<\\EOF\nEOF\n', [['EOF', '', true, false, undefined]]],
    [
      'two',
      'RUN <<A cat <<B\n1\nA\n2\nB\n',
      [
        ['A', '1\n', true, false, undefined],
        ['B', '2\n', true, false, undefined],
      ],
    ],
    ['a blank before the name', 'RUN << E\nE\n', [['E', '', true, false, undefined]]],
    ['punctuation is part of the name', 'RUN <<E; x\nE;\n', [['E;', '', true, false, undefined]]],
    ['not behind <<-', 'RUN <<- E\n', []],
    ['not in quotes', 'RUN "<<E"\n', []],
    ['not with <<<', 'RUN <<<E\n', []],
    ['not after an open quote', "RUN echo it's <<E\n", []],
    ['not in the JSON form', 'RUN ["a", "<<E"]\n', []],
    ['not on other instructions', 'USER <<E\n', []],
    [
      'an operator that BuildKit can not evaluate hides nothing if it is known to the lexer',
      'RUN ${a:0:1} <<E\nE\n',
      [['E', '', true, false, undefined]],
    ],
    ['one that the lexer refuses does', 'RUN ${a[0]} <<E\n', []],
  ])('%s', (_name, text, expected) => {
    expect(heredocs(text)).toEqual(expected);
  });

  test('under ONBUILD they belong to the trigger', () => {
    const instruction = first('ONBUILD RUN <<E\nx\nE\nRUN y');
    expect(instruction?.kind === 'Onbuild' ? instruction.trigger?.heredocs[0]?.body.text : undefined).toBe('x\n');
  });

  test('their lines are no instructions, even with marks and comments', () => {
    expect(
      parseDockerfile('FROM a\nRUN <<E\n# x\nFROM b \\\nE\nUSER x\n').root.instructions.map(({ kind }) => kind),
    ).toEqual(['From', 'Run', 'User']);
  });
});

describe('JSON form', () => {
  const command = (text: string) => {
    const instruction = first(text);
    if (!instruction || !('command' in instruction) || !instruction.command) return undefined;
    const { command: form } = instruction;
    return form.form === 'exec' ? form.items.map((item) => item.value) : (form.notJson?.why ?? 'shell');
  };

  test.each([
    ['CMD ["a b", "c"]', ['a b', 'c']],
    ['CMD []', []],
    ['CMD [ "a" ,\\\n "b" ]', ['a', 'b']],
    [String.raw`CMD ["\u0041\n\/", "\ud83d\ude00", "\ud800"]`, ['A\n/', '\u{1F600}', '\uFFFD']],
    ["CMD ['a']", 'JSON strings have double quotes'],
    ['CMD ["a",]', 'there is a comma after the last string'],
    ['CMD ["a" "b"]', 'a comma is missing between two strings'],
    ['CMD ["a"] x', 'there is text after the array'],
    ['CMD ["a"', 'the array is not closed'],
    [String.raw`CMD ["c:\windows"]`, String.raw`"\w" is not a JSON escape; a backslash is written as two`],
    ['CMD a', 'shell'],
  ])('%s', (text, expected) => {
    expect(command(text)).toEqual(expected);
  });

  test('the place of an item is inside its quotes, through escapes and continuations', () => {
    const instruction = first(String.raw`CMD ["a\nb", \
 "c"]`);
    if (instruction?.kind !== 'Cmd' || instruction.command.form !== 'exec') throw new Error('no JSON form');
    const [one, two] = instruction.command.items;
    expect(one?.source.slice(one.derived.toSource({ start: 1, end: 2 }))).toBe(String.raw`\n`);
    expect(two?.source.slice(two.span)).toBe('"c"');
  });
});

test('mounts keep their fields, also in quotes', () => {
  const instruction = first(`RUN --mount='type=cache,"target=/a,b",ID=x' y`);
  if (instruction?.kind !== 'Run') throw new Error('no RUN');
  const [mount] = instruction.mounts;
  expect(mount?.type).toBe('cache');
  expect(mount?.fields.map(({ key, value }) => [key, value?.text])).toEqual([
    ['type', 'cache'],
    ['target', '/a,b'],
    ['id', 'x'],
  ]);
});

test('bad input is never an exception', () => {
  const inputs = [
    '\0',
    '\r',
    '\uFEFF',
    '\\',
    '`',
    '\\\n',
    'FROM',
    'FROM \0\n\0',
    '"'.repeat(100_000),
    '['.repeat(100_000),
    `FROM a\nCMD ${'['.repeat(100_000)}\n`,
    `ONBUILD ${'ONBUILD '.repeat(50_000)}`,
    '\uD800 x',
  ];
  for (const input of inputs) expect(parseDockerfile(input).root.kind).toBe('File');
});
