import { expect, test } from '@jest/globals';
import type { TextEdit } from '../text/text-edit.ts';
import { type AddedEntry, addEntries, addItems, writtenMapping, writtenValue } from './add-entries.ts';
import { parseCompose } from './parse-compose.ts';

const flag: AddedEntry = { key: 'init', value: { kind: 'scalar', text: 'true' } };
const list: AddedEntry = { key: 'cap_drop', value: { kind: 'list', items: ['ALL'] } };
const nested: AddedEntry = { key: 'deploy', value: { kind: 'map', entries: [flag, list] } };

function made(text: string, edit: TextEdit | undefined): string | undefined {
  return edit && text.slice(0, edit.at.span.start) + edit.text + text.slice(edit.at.span.end);
}

function web(text: string) {
  return writtenMapping(parseCompose(text, { path: 'compose.yaml' }), ['services', 'web']);
}

test.each<[string, string, AddedEntry, string | undefined]>([
  [
    'a file without a last line end',
    'services:\n  web:\n    image: x',
    flag,
    'services:\n  web:\n    image: x\n    init: true',
  ],
  [
    'CRLF',
    'services:\r\n  web:\r\n    image: x\r\n',
    flag,
    'services:\r\n  web:\r\n    image: x\r\n    init: true\r\n',
  ],
  [
    'a comment on the last line',
    'services:\n web:\n  image: x # y\n',
    flag,
    'services:\n web:\n  image: x # y\n  init: true\n',
  ],
  [
    'comments below stay where they belong',
    'services:\n  web:\n    image: x\n    # own\n  # next\n  db:\n    image: y\n',
    flag,
    'services:\n  web:\n    image: x\n    # own\n    init: true\n  # next\n  db:\n    image: y\n',
  ],
  [
    'a comment behind an empty line is about what comes next',
    'services:\n  web:\n    image: x\n\n    # far\n',
    flag,
    'services:\n  web:\n    image: x\n    init: true\n\n    # far\n',
  ],
  [
    'dashes below the key, steps of four',
    'services:\n    web:\n        ports:\n        - "1"\n',
    nested,
    'services:\n    web:\n        ports:\n        - "1"\n        deploy:\n            init: true\n            cap_drop:\n            - ALL\n',
  ],
  [
    'a block scalar at the end',
    'services:\n  web:\n    command: |\n      a\n      # b\n',
    list,
    'services:\n  web:\n    command: |\n      a\n      # b\n    cap_drop:\n      - ALL\n',
  ],
  ['braces', 'services:\n  web: {image: x}\n', flag, undefined],
  ['an alias', 'x-a: &a\n  image: x\nservices:\n  web: *a\n', flag, undefined],
  ['nothing', 'services:\n  web:\n', flag, undefined],
  ['two YAML documents', 'services:\n  web:\n    image: x\n---\nservices:\n  web:\n    image: y\n', flag, undefined],
])('an entry is added: %s', (_name, text, entry, expected) => {
  const mapping = web(text);
  expect(made(text, mapping && addEntries(mapping, [entry]))).toBe(expected);
});

test.each<[string, string, string | undefined]>([
  ['a block list', '\n    - A # a\n    # b\n', '\n    - A # a\n    # b\n    - N\n'],
  ['an indented one in quotes', "\n      - 'A'\n", "\n      - 'A'\n      - 'N'\n"],
  ['brackets', ' ["A", "B"] # c\n', ' ["A", "B", "N"] # c\n'],
  ['brackets over lines', ' [A,\n      B,\n    ]\n', ' [A,\n      B, N,\n    ]\n'],
  ['an empty list', ' []\n', undefined],
])('an item is added: %s', (_name, value, expected) => {
  const head = 'services:\n  web:\n    cap_add:';
  const mapping = web(head + value);
  const node = mapping && writtenValue(mapping, 'cap_add');
  const edit = node?.kind === 'YamlSequence' ? addItems(node, ['N']) : undefined;
  expect(made(head + value, edit)).toBe(expected === undefined ? undefined : head + expected);
});
