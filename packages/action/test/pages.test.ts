import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readInputs } from '../src/inputs.ts';

// The action's metadata, its code and docs/pull-requests.md tell the same.

const workspace = join(import.meta.dirname, '../../..');
const page = readFileSync(join(workspace, 'docs/pull-requests.md'), 'utf8');
const metadata = parse(readFileSync(join(workspace, 'packages/action/action.yml'), 'utf8'));
const { version } = JSON.parse(readFileSync(join(workspace, 'packages/cli/package.json'), 'utf8'));

function namesAsked(): readonly string[] {
  const asked: string[] = [];
  readInputs(
    new Proxy<Record<string, string | undefined>>(
      {},
      {
        get: (_, name) => {
          asked.push(String(name));
          return undefined;
        },
      },
    ),
  );
  return asked.sort();
}

/** First cells of the rows that follow a table's head. */
function cellsOf(head: string): readonly (readonly string[])[] {
  const [, rows = ''] = new RegExp(`^\\| ${head} \\|.*\\n\\| ---.*\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
  return rows
    .trimEnd()
    .split('\n')
    .map((row) =>
      row
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
}

describe('inputs', () => {
  test('of action.yml are those that are read', () => {
    expect(
      Object.keys(metadata.inputs)
        .map((name) => `INPUT_${name.toUpperCase()}`)
        .sort(),
    ).toEqual(namesAsked());
  });

  test('are in the table, with their defaults', () => {
    const rows = cellsOf('input').map(([name, , otherwise]) => [name, otherwise]);
    expect(rows.map(([name]) => name)).toEqual(Object.keys(metadata.inputs).map((name) => `\`${name}\``));
    for (const [name = '', otherwise] of rows) {
      const told = metadata.inputs[name.replaceAll('`', '')].default;
      if (told !== undefined) expect(otherwise).toBe(`\`${told}\``);
    }
  });

  test('left out are as their defaults', () => {
    const defaults = Object.entries<{ readonly default?: string }>(metadata.inputs);
    const env = Object.fromEntries(
      defaults.map(([name, input]) => [`INPUT_${name.toUpperCase()}`, input.default ?? '']),
    );
    expect(readInputs(env)).toEqual({ ...readInputs({}), failOn: 'error' });
  });
});

test('outputs are in the table', () => {
  const names = cellsOf('output').flatMap(([cell = '']) => cell.split(', '));
  expect(names).toEqual(Object.keys(metadata.outputs).map((name) => `\`${name}\``));
});

interface Step {
  readonly uses?: string;
  readonly id?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => parse(text));
const workflows = blocks
  .filter((block) => block.jobs)
  .map((block): [string, Step[]] => [JSON.stringify(block), block.jobs.plimsoll.steps]);

describe('workflows', () => {
  test('are found', () => {
    expect(workflows).toHaveLength(3);
  });

  test.each(workflows)('%s', (text, steps) => {
    const step = steps.find(({ uses }) => uses?.startsWith('plimsoll-lint/action@'));
    expect(step?.uses).toBe(`plimsoll-lint/action@v${version}`);
    expect(Object.keys(metadata.inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})));
    const used = [...text.matchAll(/steps\.(\w+)\.outputs\.([\w-]+)/g)];
    for (const [, id, output] of used) {
      expect(id).toBe(step?.id);
      expect(Object.keys(metadata.outputs)).toContain(output);
    }
    const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkout?.with?.['fetch-depth']).toBe(step?.with?.['changed-only'] === true ? 0 : undefined);
  });
});
