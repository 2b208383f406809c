import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { makeDirectory, removeDirectory, runCommand } from './run-command.ts';
import { bad, type Files, rule, run, settings } from './run-configured.ts';

describe('what is refused', () => {
  const at = (path: string, text: string): Files => ({ Dockerfile: bad, [path]: text });
  const json = (value: unknown): Files => at('plimsoll.config.json', JSON.stringify(value));
  const deep = '['.repeat(100_000);
  test.each<[string, Files, readonly string[], readonly string[]]>([
    ['an unknown key', json({ rule: {} }), [], ['1:2: unknown key "rule", did you mean "rules"?']],
    [
      'keys of objects',
      at('plimsoll.config.json', '{"__proto__": {"polluted": 1}, "rules": {"constructor": "off"}}'),
      [],
      ['1:2: unknown key "__proto__" (one of $schema, extends, plugins, ignore, rules, overrides)'],
    ],
    [
      'an unknown rule',
      json({ rules: { 'dockerfile/prefer-copy-over-ad': 'off' } }),
      [],
      ['1:11: unknown rule "dockerfile/prefer-copy-over-ad", did you mean "dockerfile/prefer-copy-over-add"?'],
    ],
    [
      'a name of objects',
      json({ rules: { constructor: 'off' } }),
      [],
      ['1:11: unknown rule "constructor" (--list-rules shows all)'],
    ],
    [
      'a severity of others',
      json({ rules: { [rule]: 'warn' } }),
      [],
      [
        `1:45: rule "${rule}" must be off, info, warning or error, or [severity, options], not "warn", did you mean "warning"?`,
      ],
    ],
    ['an override without files', json({ overrides: [{ rules: {} }] }), [], ['1:15: an override needs "files"']],
    ['no object', json([]), [], ['1:1: a configuration must be an object, not a list']],
    [
      'no JSON',
      at('plimsoll.config.json', '{\n  "rules": {},\n  x\n}'),
      [],
      ['3:3: a key in double quotes is expected'],
    ],
    [
      'a key twice',
      at('plimsoll.config.json', '{"rules":{},\n"rules":{}}'),
      [],
      ['2:1: the key "rules" stands here a second time'],
    ],
    ['depth', at('plimsoll.config.json', deep), [], ['1:34: nested deeper than 32']],
    [
      'a long text that is not closed',
      at('plimsoll.config.json', `{"${'x'.repeat(500_000)}`),
      [],
      ['1:2: a text is not closed on its line'],
    ],
    ['size', at('plimsoll.config.json', ' '.repeat(1_000_001)), [], [' larger than 1000000 bytes']],
    ['other bytes', at('plimsoll.config.json', '{\u0000}'), [], [' is no text in UTF-8']],
    [
      'aliases of YAML',
      at('plimsoll.config.yaml', 'rules: &a\n  x: off\noverrides: [*a, *a]\n'),
      [],
      ['1:8: anchors have no part in a configuration'],
    ],
    [
      'a circle',
      at('plimsoll.config.json', '{"extends": "./plimsoll.config.json"}'),
      [],
      ['1:13: "extends" leads in a circle: plimsoll.config.json -> plimsoll.config.json'],
    ],
    ['no such file', json({ extends: './x.json' }), [], ['1:12: x.json: no such file']],
    ['a path outside', json({ extends: '../../etc/x.json' }), [], ['1:12: ']],
    [
      'an unknown preset',
      json({ extends: 'recomended' }),
      [],
      ['1:12: "recomended" is neither a preset nor an installed package, did you mean "recommended"?'],
    ],
    [
      'a plugin without leave',
      json({ plugins: ['./p.mjs'] }),
      [],
      ['1:13: the plugin "./p.mjs" is code, which runs only with --allow-config-code'],
    ],
    [
      'code without leave',
      at('plimsoll.config.mjs', 'throw 1'),
      [],
      [' is code, which runs only with --allow-config-code'],
    ],
    [
      'two in one directory',
      { ...json({}), 'plimsoll.config.yaml': '' },
      [],
      [' there is also a plimsoll.config.yaml beside it; keep one of them'],
    ],
  ])('%s', async (_, files, argv, expected) => {
    const [path] = Object.keys(files).slice(1);
    const lines = await run(files, argv);
    expect(lines).toHaveLength(expected.length);
    for (const [index, line] of lines.entries()) expect(line).toContain(`plimsoll: ${path}:${expected[index]}`);
  });

  test('every problem of a file, each in its line', async () => {
    const lines = await run(json({ rules: { a: 'off', b: 'off' } }));
    expect(lines.map((line) => line.slice(0, 50))).toEqual([
      'plimsoll: plimsoll.config.json:1:11: unknown rule ',
      'plimsoll: plimsoll.config.json:1:21: unknown rule ',
    ]);
  });

  test('files that double with each step', async () => {
    const files: Record<string, string> = { Dockerfile: bad };
    for (let step = 0; step < 19; step++) {
      files[`s${step}.json`] = JSON.stringify({ extends: [`./s${step + 1}.json`, `./s${step + 1}.json`] });
    }
    files['s19.json'] = '{}';
    expect(await run(files, ['--config', 's0.json'])).toEqual([
      expect.stringMatching(/"extends" leads to more than 200 files$/),
    ]);
  });

  test('a link that leads outside', async () => {
    const outside = makeDirectory({ 'c.json': settings('off') });
    const cwd = makeDirectory({ Dockerfile: bad });
    symlinkSync(join(outside, 'c.json'), join(cwd, 'plimsoll.config.json'));
    const { status, err } = await runCommand([], { cwd });
    const named = await runCommand(['--config', join(outside, 'c.json')], { cwd });
    removeDirectory(outside);
    removeDirectory(cwd);
    expect({ status, err }).toEqual({
      status: 2,
      err: 'plimsoll: plimsoll.config.json: lies outside of the root, and is not read\n',
    });
    expect({ status: named.status, err: named.err }).toEqual({ status: 0, err: '' });
  });
});
