import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildExtension } from '../../../scripts/build-extension.mjs';

// The package as VS Code gets it, read by the directory at its end, as ZIP readers do.

let files: ReadonlyMap<string, Buffer>;
let work: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'plimsoll-vsix-'));
  files = readZip(await buildExtension('the licences'));
}, 30_000);

afterAll(() => rmSync(work, { recursive: true }));

function readZip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    expect(zip.toString('latin1', at, at + 4)).toBe('PK\x01\x02');
    const [crc, packed, length, start] = [16, 20, 28, 42].map((field) =>
      field === 28 ? zip.readUInt16LE(at + field) : zip.readUInt32LE(at + field),
    ) as [number, number, number, number];
    const name = zip.toString('utf8', at + 46, at + 46 + length);
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const content = inflateRawSync(zip.subarray(from, from + packed));
    expect(crc32(content)).toBe(crc);
    found.set(name, content);
    at += 46 + length;
  }
  return found;
}

const textOf = (name: string): string => files.get(name)?.toString('utf8') ?? '';

test('it holds what it needs, and nothing else', () => {
  expect([...files.keys()]).toEqual([
    'extension.vsixmanifest',
    '[Content_Types].xml',
    'extension/package.json',
    'extension/README.md',
    'extension/LICENSE.txt',
    'extension/THIRD-PARTY-NOTICES.txt',
    'extension/dist/extension.cjs',
    'extension/dist/server.mjs',
  ]);
  const sizes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  expect(sizes).toBeLessThan(3_000_000);
});

test('its manifests agree, and declare what it does without trust', () => {
  const manifest = JSON.parse(textOf('extension/package.json'));
  expect(textOf('extension.vsixmanifest')).toContain(
    `Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}"`,
  );
  expect(files.has(`extension/${manifest.main.slice(2)}`)).toBe(true);
  expect(manifest.capabilities.untrustedWorkspaces).toMatchObject({
    supported: 'limited',
    restrictedConfigurations: ['plimsoll.allowConfigCode'],
  });
  for (const asset of textOf('extension.vsixmanifest').matchAll(/ Path="([^"]+)"/g)) {
    expect(files.has(asset[1] ?? '')).toBe(true);
  }
  const extensions = [...files.keys()].map((name) => /\.\w+$/.exec(name)?.[0]);
  for (const extension of new Set(extensions)) {
    if (extension !== '.xml') expect(textOf('[Content_Types].xml')).toContain(`"${extension}"`);
  }
  expect(textOf('extension/README.md')).toContain('"source.fixAll.plimsoll": "explicit"');
});

test('the client loads where only VS Code is there, and the server beside it answers', async () => {
  const client = join(work, 'extension.cjs');
  writeFileSync(client, files.get('extension/dist/extension.cjs') ?? '');
  const wanted = new Set(
    [...textOf('extension/dist/extension.cjs').matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name),
  );
  const builtIn = createRequire(import.meta.url)('node:module').builtinModules as readonly string[];
  expect([...wanted].filter((name) => !builtIn.includes(name?.replace('node:', '') ?? ''))).toEqual(['vscode']);
  const server = join(work, 'server.mjs');
  writeFileSync(server, files.get('extension/dist/server.mjs') ?? '');
  expect(readFileSync(server).length).toBeGreaterThan(100_000);
  const child = spawn(process.execPath, [server, '--stdio']);
  const answer = new Promise<string>((resolve) => child.stdout.once('data', (bytes) => resolve(String(bytes))));
  const body = '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}';
  child.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
  expect(await answer).toContain('"name":"plimsoll"');
  const ended = new Promise((resolve) => child.on('close', resolve));
  child.stdin.end();
  expect(await ended).toBe(1);
});
