import { afterEach, expect, test } from '@jest/globals';
import { endClients, shown, startClient } from './language-client.ts';

// A client of VS Code's library talks to the server in a process of its own.

afterEach(endClients);

const cast = 'FROM alpine:3.22 as build\nUSER app\n';

test('diagnostics while typing, of the unsaved text', async () => {
  const client = startClient({ Dockerfile: 'FROM alpine:3.22\nUSER app\n' });
  await client.start();
  const opened = await client.open('Dockerfile', cast);
  expect(opened.version).toBe(1);
  expect(shown(opened)).toContain('dockerfile/consistent-keyword-case 0:17');
  expect(opened.diagnostics[0]).toMatchObject({
    source: 'plimsoll',
    codeDescription: { href: expect.stringContaining('docs/rules/dockerfile/') },
  });
  const range = { start: { line: 0, character: 17 }, end: { line: 0, character: 19 } };
  const changed = await client.change('Dockerfile', 2, [{ range, text: 'AS' }]);
  expect(changed.version).toBe(2);
  expect(shown(changed)).not.toContain('dockerfile/consistent-keyword-case 0:17');
});
