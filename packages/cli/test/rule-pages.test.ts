import { expect, test } from '@jest/globals';
import { rules } from '@plimsoll/rules';
import { runCommand } from './run-command.ts';

const cwd = import.meta.dirname;

test('--list-rules names every rule, for people and for programs', async () => {
  const table = await runCommand(['--list-rules'], { cwd });
  for (const { id } of rules) expect(table.out).toContain(id);
  const data = await runCommand(['--list-rules', '--format', 'json'], { cwd });
  const list: { readonly rules: readonly { readonly id: string }[] } = JSON.parse(data.out);
  expect(list.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  expect([table.status, table.err, data.status, data.err]).toEqual([0, '', 0, '']);
});

test('--explain has a page for every rule, by id and by each alias', async () => {
  for (const { id, aliases } of rules) {
    for (const name of [id, ...aliases, id.toUpperCase()]) {
      const { status, out } = await runCommand(['--explain', name], { cwd });
      expect(status).toBe(0);
      expect(out).toContain(`${id}\n`);
    }
  }
});

test('a name without its kind stands for every rule that has it', async () => {
  const { out } = await runCommand(['--explain', 'no-root-user'], { cwd });
  expect(out).toMatch(/^compose\/no-root-user\n[\s\S]*\n\ndockerfile\/no-root-user\n/);
});

test('pages are as wide as the terminal, and coloured there', async () => {
  const { out } = await runCommand(['--explain', 'no-root-user'], { cwd, isTerminal: true, env: { TERM: 'xterm' } });
  expect(out).toContain('\u001b[1m');
  const plain = await runCommand(['--explain', 'no-root-user', '--no-color'], { cwd, isTerminal: true });
  expect(plain.out).not.toContain('\u001b');
});
