import { spawn } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { shown, startClient, useServer } from './language-client.ts';

// What no client should do, and some do.

useServer();

const add = 'FROM alpine:3.22\nADD a /a\nUSER app\n';
const found = ['dockerfile/prefer-copy-over-add 1:0'];
const framed = (text: string, length = Buffer.byteLength(text)): string => `Content-Length: ${length}\r\n\r\n${text}`;

describe('a server that was sent nonsense serves on', () => {
  test.each([
    ['bytes without a header', 'nonsense\r\n'.repeat(3000)],
    ['a header without a length', 'Content-Type: nothing\r\n\r\n'],
    ['a length that is no number', 'Content-Length: many\r\n\r\n'],
    ['a length beyond everything', framed('{}', 99_999_999_999)],
    ['a length beyond numbers', `Content-Length: ${'9'.repeat(400)}\r\n\r\n`],
    ['an empty message', framed('')],
    ['no JSON', framed('{"jsonrpc":"2.0",')],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from('Content-Length: 2\r\n\r\n'), Buffer.from([0xff, 0xfe])])],
    [
      'JSON that is no message',
      ['1', 'null', '[]', '"text"', '{}', '{"id":{},"method":"x"}'].map((t) => framed(t)).join(''),
    ],
    ['an answer that nobody waits for', framed('{"jsonrpc":"2.0","id":99,"result":{}}')],
    ['a zero in the middle', framed('{"jsonrpc":"2.0","method":"a\u0000b"}')],
    [
      'parameters of other types',
      ['didOpen', 'didChange', 'didClose', 'didSave']
        .flatMap((name) =>
          ['[]', 'null', '{"textDocument":1}', '{"textDocument":{"uri":5}}'].map((params) => [name, params]),
        )
        .map(([name, params]) => framed(`{"jsonrpc":"2.0","method":"textDocument/${name}","params":${params}}`))
        .join(''),
    ],
  ])('%s', async (_, bytes) => {
    const client = startClient();
    await client.start();
    client.child.stdin?.write(bytes);
    expect(shown(await client.open('Dockerfile', add))).toEqual(found);
  });

  test('a header that comes in pieces, and two messages in one piece', async () => {
    const client = startClient();
    await client.start();
    const message = (uri: string): string => {
      const textDocument = { uri: client.uri(uri), languageId: 'dockerfile', version: 1, text: add };
      return framed(JSON.stringify({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument } }));
    };
    const both = [client.published('a.Dockerfile'), client.published('b.Dockerfile')];
    const [text, cut] = [`${message('a.Dockerfile')}${message('b.Dockerfile')}`, 9];
    client.child.stdin?.write(text.slice(0, cut));
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.child.stdin?.write(text.slice(cut));
    expect((await Promise.all(both)).map(shown)).toEqual([found, found]);
  });
});

describe('requests that can not be answered are errors', () => {
  const codeOf = (answer: Promise<unknown>): Promise<unknown> =>
    answer.then(
      () => 'no error',
      ({ code }: { code: number }) => code,
    );

  test('by their codes', async () => {
    const { connection, start, uri } = startClient();
    const textDocument = { uri: uri('Dockerfile') };
    expect(await codeOf(connection.sendRequest('textDocument/hover', {}))).toBe(-32002);
    await connection.sendNotification('textDocument/didOpen', {});
    await start();
    expect(await codeOf(connection.sendRequest('initialize', {}))).toBe(-32600);
    expect(await codeOf(connection.sendRequest('textDocument/rename', { textDocument }))).toBe(-32601);
    expect(await codeOf(connection.sendRequest('textDocument/hover', { textDocument }))).toBe(-32602);
    const position = { line: -1, character: 0.5 };
    expect(await codeOf(connection.sendRequest('textDocument/hover', { textDocument, position }))).toBe(-32602);
    expect(await codeOf(connection.sendRequest('textDocument/codeAction', { textDocument, range: 1 }))).toBe(-32602);
    await connection.sendRequest('shutdown');
    expect(await codeOf(connection.sendRequest('textDocument/hover', { textDocument }))).toBe(-32600);
  });

  test('documents that nobody opened have nothing', async () => {
    const { connection, start, uri } = startClient();
    await start();
    const textDocument = { uri: uri('Dockerfile') };
    const position = { line: 0, character: 0 };
    expect(await connection.sendRequest('textDocument/hover', { textDocument, position })).toBeNull();
    const range = { start: position, end: position };
    expect(await connection.sendRequest('textDocument/codeAction', { textDocument, range, context: {} })).toEqual([]);
    for (const bad of ['nonsense', 'file://host/share/Dockerfile', 'git:/Dockerfile', 'file:///%zz']) {
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: bad, languageId: 'dockerfile', version: 1, text: add },
      });
    }
    expect(await connection.sendRequest('shutdown')).toBeNull();
  });
});

describe('no process is left behind', () => {
  test('after shutdown and exit the status is 0, after exit alone 1', async () => {
    const orderly = startClient();
    await orderly.start();
    await orderly.connection.sendRequest('shutdown');
    await orderly.connection.sendNotification('exit');
    expect(await orderly.ended).toBe(0);
    const rude = startClient();
    await rude.start();
    await rude.connection.sendNotification('exit');
    expect(await rude.ended).toBe(1);
  });

  test('a client that closes its stream, before it said anything or in the middle of a message', async () => {
    const silent = startClient();
    silent.child.stdin?.end();
    expect(await silent.ended).toBe(1);
    const broken = startClient();
    await broken.start();
    broken.child.stdin?.end('Content-Length: 500\r\n\r\n{');
    expect(await broken.ended).toBe(1);
  });

  test('a client that does not read any more', async () => {
    const client = startClient();
    await client.start();
    client.child.stdout?.destroy();
    void client.open('Dockerfile', add);
    expect(await client.ended).toBe(1);
  });

  test('a client whose process is gone, though its streams are open', async () => {
    const parent = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
    const client = startClient();
    await client.start({ processId: parent.pid });
    parent.kill();
    expect(await client.ended).toBe(1);
  }, 20_000);
});
