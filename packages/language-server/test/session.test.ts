import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { CodeAction, Hover } from '../src/protocol.ts';
import { type Client, type Published, shown, startClient, useServer } from './language-client.ts';

// A client of VS Code's library talks to the server in a process of its own.

useServer();

const add = 'FROM alpine:3.22\nADD a /a\nUSER app\n';
const rule = 'dockerfile/prefer-copy-over-add';
const at = (line: number, character: number): object => ({
  start: { line, character },
  end: { line, character },
});

const actionsAt = (client: Client, path: string, range: object, only?: readonly string[]): Promise<CodeAction[]> =>
  client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: client.uri(path) },
    range,
    context: { diagnostics: [], ...(only ? { only } : {}) },
  });

test('diagnostics while typing, of the unsaved text', async () => {
  const client = startClient({ Dockerfile: 'FROM alpine:3.22\nUSER app\n' });
  expect(await client.start()).toMatchObject({ capabilities: { positionEncoding: 'utf-16' } });
  const opened = await client.open('Dockerfile', add);
  expect([opened.version, ...shown(opened)]).toEqual([1, `${rule} 1:0`]);
  expect(opened.diagnostics[0]).toMatchObject({
    severity: 2,
    source: 'plimsoll',
    codeDescription: { href: expect.stringContaining(`docs/rules/${rule}.md`) },
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } },
  });
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
  const changed = await client.change('Dockerfile', 2, [{ range, text: 'COPY' }]);
  expect([changed.version, ...shown(changed)]).toEqual([2]);
});

test('changes of one notification follow each other, in UTF-16 units, clamped to the text', async () => {
  const client = startClient();
  await client.start();
  await client.open('Dockerfile', 'FROM alpine:3.22\r\nLABEL a="\u{1f433}" b=c\r\nADD a /a\r\nUSER app\r\n');
  const whale = { start: { line: 1, character: 9 }, end: { line: 1, character: 11 } };
  const changed = await client.change('Dockerfile', 2, [
    { range: whale, text: 'xx' },
    { range: { start: { line: 99, character: 0 }, end: { line: 99, character: 99 } }, text: 'ADD b /b\r\n' },
    { range: { start: { line: 0, character: 500 }, end: { line: 1, character: 0 } }, text: '\n\n' },
  ]);
  expect(shown(changed)).toEqual([`${rule} 3:0`, `${rule} 5:0`]);
});

test('fixes, the safe one preferred, and what makes all safe ones', async () => {
  const client = startClient();
  await client.start();
  const text = 'FROM alpine:3.22\nMAINTAINER me\nADD a /a\nADD b /b\nUSER app\n';
  await client.open('Dockerfile', text);
  const [safe] = await actionsAt(client, 'Dockerfile', at(2, 1));
  const uri = client.uri('Dockerfile');
  const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } };
  expect(safe).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: rule }] });
  expect(safe?.edit).toEqual({
    documentChanges: [{ textDocument: { uri, version: 1 }, edits: [{ range, newText: 'COPY' }] }],
  });
  const [unsafe] = await actionsAt(client, 'Dockerfile', at(1, 0));
  expect(unsafe?.title).toContain('may change what the file means');
  expect(unsafe?.isPreferred).toBeUndefined();
  for (const only of [['source'], ['source.fixAll'], ['source.fixAll.plimsoll']]) {
    const all = await actionsAt(client, 'Dockerfile', at(0, 0), only);
    expect(all.map(({ kind }) => kind)).toEqual(['source.fixAll.plimsoll']);
    const edits = all[0]?.edit.documentChanges?.[0]?.edits;
    expect(edits?.map(({ newText }) => newText)).toEqual(['COPY a /a\nCOPY b /b\n']);
  }
  expect(await actionsAt(client, 'Dockerfile', at(2, 1), ['source.fixAll.eslint', 'refactor'])).toEqual([]);
});

test('the comment that disables a rule stands above the whole instruction', async () => {
  const client = startClient();
  await client.start();
  const text = 'FROM alpine:3.22\nRUN true && \\\n    cd /x && \\\n    sudo ls\nADD a /a\nUSER app\n';
  await client.open('Dockerfile', text);
  const actions = await actionsAt(client, 'Dockerfile', at(4, 0));
  const disable = actions.find(({ title }) => title === `Disable ${rule} for this line`);
  const edits = disable?.edit.documentChanges?.[0]?.edits;
  expect(edits).toEqual([{ range: at(4, 0), newText: `# plimsoll-disable-next-line ${rule}\n` }]);
  const changed = await client.change('Dockerfile', 2, [{ range: edits?.[0]?.range, text: edits?.[0]?.newText }]);
  expect(shown(changed).filter((line) => line.startsWith(rule))).toEqual([]);
  const compose = 'services:\n  a:\n    image: nginx:1.29\n    privileged: true\n';
  await client.open('compose.yaml', compose);
  const yaml = await actionsAt(client, 'compose.yaml', at(3, 16));
  const comment = yaml.find(({ title }) => title === 'Disable compose/no-privileged for this line');
  const inserted = comment?.edit.documentChanges?.[0]?.edits;
  expect(inserted).toEqual([{ range: at(3, 0), newText: '    # plimsoll-disable-next-line compose/no-privileged\n' }]);
});

test('a hover shows the page of the rule', async () => {
  const client = startClient();
  await client.start();
  await client.open('Dockerfile', add);
  const ask = (line: number, character: number): Promise<Hover | null> =>
    client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: client.uri('Dockerfile') },
      position: { line, character },
    });
  const hover = await ask(1, 1);
  expect(hover?.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining(`**${rule}** (warning`) });
  expect(hover?.contents.value).toContain('```dockerfile\nFROM');
  expect(await ask(0, 0)).toBeNull();
  expect(await ask(999, 999)).toBeNull();
});

test('a Compose file decides how the Dockerfile that is open is judged, as it is typed', async () => {
  const dockerfile = 'FROM alpine:3.22 AS base\nFROM base AS app\nUSER app\nFROM base AS tests\nUSER app\n';
  const compose = (target: string): string => `services:\n  a:\n    build: { context: ., target: ${target} }\n`;
  const client = startClient({ Dockerfile: dockerfile, 'compose.yaml': compose('app') });
  await client.start();
  expect(shown(await client.open('Dockerfile', dockerfile))).toEqual([]);
  const opened = await client.open('compose.yaml', compose('app'));
  expect(shown(opened).filter((line) => line.startsWith('project/'))).toEqual([]);
  const dockerfileAgain = client.published('Dockerfile');
  const changed = await client.change('compose.yaml', 2, [{ text: compose('base') }]);
  expect(shown(changed).join()).not.toContain('valid-build-target');
  expect(shown(await dockerfileAgain)).toEqual(['dockerfile/no-root-user 0:5']);
  const wrong = await client.change('compose.yaml', 3, [{ text: compose('none') }]);
  expect(shown(wrong)).toContain('project/valid-build-target 2:33');
  // The stage is written in the Dockerfile, which is not saved either.
  const composeAgain = client.published('compose.yaml');
  await client.change('Dockerfile', 2, [{ text: `${dockerfile}FROM base AS none\nUSER app\n` }]);
  expect(shown(await composeAgain).join()).not.toContain('valid-build-target');
});

test('.dockerignore counts as it is typed, and as it is on disk once it is closed or changed there', async () => {
  const dockerfile = 'FROM alpine:3.22\nCOPY a /a\nUSER app\n';
  const client = startClient({ Dockerfile: dockerfile, a: '', '.dockerignore': 'b\n' });
  await client.start();
  const ignored = 'dockerfile/no-copy-ignored-file 1:5';
  expect(shown(await client.open('Dockerfile', dockerfile))).toEqual([]);
  const send = (method: string, params: object): void => void client.connection.sendNotification(method, params);
  const typed = client.published('Dockerfile');
  const item = { uri: client.uri('.dockerignore'), languageId: 'ignore', version: 1, text: 'a\n' };
  send('textDocument/didOpen', { textDocument: item });
  expect(shown(await typed)).toEqual([ignored]);
  const closed = client.published('Dockerfile');
  send('textDocument/didClose', { textDocument: { uri: item.uri } });
  expect(shown(await closed)).toEqual([]);
  writeFileSync(join(client.root, '.dockerignore'), 'a\n');
  const watched = client.published('Dockerfile');
  send('workspace/didChangeWatchedFiles', { changes: [{ uri: item.uri, type: 2 }] });
  expect(shown(await watched)).toEqual([ignored]);
});

test('settings of the editor, at the start and later', async () => {
  const client = startClient();
  await client.start({ initializationOptions: { rules: { [rule]: 'error' } } });
  const opened = await client.open('Dockerfile', add);
  expect(opened.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([[rule, 1]]);
  const set = async (plimsoll: object): Promise<readonly string[]> => {
    const next = client.published('Dockerfile');
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { plimsoll } });
    return shown(await next);
  };
  expect(await set({ rules: { [rule]: 'off' } })).toEqual([]);
  expect(await set({ rules: {} })).toEqual([`${rule} 1:0`]);
  expect(await set({ enable: false })).toEqual([]);
  expect(await set({ rules: { 'dockerfile/prefer-copy': 'off' } })).toEqual([`${rule} 1:0`]);
  expect(client.said.join('\n')).toContain('dockerfile/prefer-copy');
});

test('configuration files, each for what is below it, read again when they change', async () => {
  const config = (severity: string): string => JSON.stringify({ rules: { [rule]: severity } });
  const client = startClient({ 'web/plimsoll.config.json': config('error'), 'web/Dockerfile': add, Dockerfile: add });
  await client.start();
  const severities = async (published: Promise<Published>): Promise<readonly number[]> =>
    (await published).diagnostics.map(({ severity }) => severity);
  expect(await severities(client.open('Dockerfile', add))).toEqual([2]);
  expect(await severities(client.open('web/Dockerfile', add))).toEqual([1]);
  const written = (text: string): Promise<Published> => {
    const next = client.published('web/Dockerfile');
    writeFileSync(join(client.root, 'web/plimsoll.config.json'), text);
    const changes = [{ uri: client.uri('web/plimsoll.config.json'), type: 2 }];
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    return next;
  };
  await written(config('off'));
  expect(await severities(client.change('web/Dockerfile', 2, [{ text: add }]))).toEqual([]);
  await written('{ "rulez": {} }');
  expect(await severities(client.change('web/Dockerfile', 3, [{ text: add }]))).toEqual([2]);
  expect(client.said.join('\n')).toMatch(/plimsoll\.config\.json.*rulez/);
});

test('findings of old code that are accepted, until the list changes, cannot be read or is left out', async () => {
  const client = startClient({ Dockerfile: add });
  const list = join(client.root, 'plimsoll-suppressions.json');
  // Written by --suppress-all; users have such files, so fingerprints stay what they are.
  const accepted = { version: 1, files: { Dockerfile: { [rule]: { '47d7fde96f73b080': 1 } } } };
  writeFileSync(list, JSON.stringify(accepted));
  await client.start();
  expect(shown(await client.open('Dockerfile', add))).toEqual([]);
  expect(shown(await client.change('Dockerfile', 2, [{ text: `${add}ADD b /b\n` }]))).toEqual([`${rule} 3:0`]);
  const setting = async (plimsoll: object): Promise<readonly string[]> => {
    const next = client.published('Dockerfile');
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { plimsoll } });
    return shown(await next);
  };
  expect(await setting({ suppressions: false })).toEqual([`${rule} 1:0`, `${rule} 3:0`]);
  expect(await setting({})).toEqual([`${rule} 3:0`]);
  writeFileSync(list, '{ "version": 2, "files": {} }');
  const judged = client.published('Dockerfile');
  await client.connection.sendNotification('textDocument/didSave', {
    textDocument: { uri: client.uri('plimsoll-suppressions.json') },
  });
  expect(shown(await judged)).toEqual([`${rule} 1:0`, `${rule} 3:0`]);
  const again = await client.change('Dockerfile', 3, [{ text: add }]);
  expect(shown(again)).toEqual([`${rule} 1:0`]);
  await client.open('other/Dockerfile', add);
  expect(client.said).toEqual([expect.stringContaining('plimsoll-suppressions.json is no file of suppressions')]);
});

test('texts without a file are judged by their language, other documents not at all', async () => {
  const client = startClient();
  await client.start();
  expect(shown(await client.open('untitled:Untitled-1', add))).toEqual([`${rule} 1:0`]);
  const compose = 'services:\n  a:\n    image: nginx:1.29\n    privileged: true\n';
  const named = await client.open('untitled:Untitled-2', compose, 'dockercompose');
  expect(shown(named)).toContain('compose/no-privileged 3:16');
  expect(shown(await client.open('untitled:Untitled-3', compose, 'yaml'))).toContain('compose/no-privileged 3:16');
  expect(shown(await client.open('untitled:Untitled-4', 'kind: Pod\n', 'yaml'))).toEqual([]);
});

test('each folder of the workspace is judged in its own root; a file outside of all in the one around it', async () => {
  const client = startClient({
    'one/Dockerfile': add,
    'one/compose.yaml': 'services:\n  a:\n    build: .\n',
    'two/.git/HEAD': '',
    'two/Dockerfile': add,
    'loose/Dockerfile': add,
  });
  const workspaceFolders = ['one', 'two'].map((path) => ({ uri: client.uri(path), name: path }));
  await client.start({ workspaceFolders });
  for (const path of ['one/Dockerfile', 'two/Dockerfile', 'loose/Dockerfile']) {
    expect(shown(await client.open(path, add))).toEqual([`${rule} 1:0`]);
  }
  expect(readFileSync(join(client.root, 'one/Dockerfile'), 'utf8')).toBe(add);
});
