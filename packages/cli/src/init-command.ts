import { rmSync, writeFileSync } from 'node:fs';
import { type ParsedConfig, parseJsonConfig, parseYamlConfig } from '@plimsoll/core';
import { escapeText } from '@plimsoll/core/formatters';
import { rules } from '@plimsoll/rules';
import type { Arguments } from './arguments.ts';
import { codeOf, reasonOf } from './file-system.ts';
import { configNames } from './find-config.ts';
import { importComposeLint } from './import-compose-lint.ts';
import { importDclint } from './import-dclint.ts';
import { importHadolint } from './import-hadolint.ts';
import { loadCompose } from './load-compose.ts';
import { type ImportedConfig, openImport, type PeerImporter } from './peer-import.ts';
import { decodeText } from './read-text.ts';
import { renderConfig } from './render-config.ts';
import { openSession, type Session } from './session.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';

const fileName = 'plimsoll.config.jsonc';

/** No configuration is larger, in bytes. */
const maxSize = 1_000_000;

interface Peer {
  readonly tool: string;
  /** Names of its configuration at the root; it reads the first that is there. */
  readonly names: readonly string[];
  readonly read: (root: Extract<ParsedConfig, { readonly ok: true }>['root'], importer: PeerImporter) => void;
}

const code = ['.js', '.cjs', '.mjs', '.ts'];

const peers: readonly Peer[] = [
  { tool: 'hadolint', names: ['.hadolint.yaml', '.hadolint.yml'], read: importHadolint },
  {
    tool: 'dclint',
    names: [
      ...['', '.json', '.yaml', '.yml', ...code].map((extension) => `.dclintrc${extension}`),
      ...code.map((extension) => `dclint.config${extension}`),
    ],
    read: importDclint,
  },
  { tool: 'compose-lint', names: ['.compose-lint.yml'], read: importComposeLint },
];

/**
 * Writes a configuration at the root, with what the configurations of other linters there say, and tells what was taken
 * over and what not. Throws `UserError` if there is a configuration already, or none can be written.
 */
export async function initCommand(args: Arguments, terminal: Terminal): Promise<string> {
  if (args.paths.length > 0) throw new UserError('--init takes no paths: it writes at the root (--root DIR)');
  const session = openSession({ cwd: terminal.cwd, root: args.value('root') }, terminal.fs, () => undefined);
  const { path, paths } = session;
  const there = configNames.map((name) => path.join(paths.root, name)).find((disk) => isThere(disk, session));
  if (there !== undefined) throw new UserError(`${paths.toShown(there)} is there already, and stays as it is`);
  const config = await importPeers(session);
  const disk = path.join(paths.root, fileName);
  write(disk, paths.toShown(disk), renderConfig(config));
  return report(paths.toShown(disk), config);
}

function isThere(disk: string, { fs, paths }: Session): boolean {
  try {
    return fs.entryKind(disk) !== 'missing';
  } catch (error) {
    throw new UserError(`${paths.toShown(disk)}: ${reasonOf(error)}`);
  }
}

async function importPeers(session: Session): Promise<ImportedConfig> {
  const all = openImport(rules);
  const { path, paths } = session;
  for (const { tool, names, read } of peers) {
    const found = names.map((name) => path.join(paths.root, name)).filter((disk) => isThere(disk, session));
    const [first, ...others] = found;
    if (first === undefined) continue;
    const importer = all.from(tool, paths.toShown(first));
    const parsed = await parsePeer(first, session);
    if (parsed.ok) read(parsed.root, importer);
    else importer.refuse(parsed.at, parsed.message);
    for (const other of others) {
      all.from(tool, paths.toShown(other)).refuse(undefined, `${tool} reads ${paths.toShown(first)} alone`);
    }
  }
  return all.finish();
}

async function parsePeer(disk: string, session: Session): Promise<ParsedConfig> {
  const refuse = (message: string): ParsedConfig => ({ ok: false, message, at: undefined });
  if (code.includes(session.path.extname(disk))) return refuse('is code, which is not run; see docs/configuration.md');
  try {
    if (!session.mayRead(disk)) return refuse('leads outside of the root, and is not read');
    const read = session.fs.read(disk, maxSize);
    if (read.state === 'too-large') return refuse(`larger than ${maxSize} bytes`);
    if (read.state === 'no-file') return refuse('is no file');
    const { text, problem } = decodeText(read.bytes);
    if (problem) return refuse('is no text in UTF-8');
    // A mapping in braces is JSON to dclint and YAML to the others; of JSON, comments are understood too.
    if (/^\s*\{/.test(text)) {
      const parsed = parseJsonConfig(text);
      if (parsed.ok) return parsed;
    }
    await loadCompose();
    return parseYamlConfig(text);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return refuse(reasonOf(error));
  }
}

/** Never over anything, a dangling link included; what is half written goes. */
function write(disk: string, shown: string, text: string): void {
  try {
    writeFileSync(disk, text, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    if (codeOf(error) === 'EEXIST') throw new UserError(`${shown} is there already, and stays as it is`);
    rmSync(disk, { force: true });
    throw new UserError(`${shown} can't be written: ${reasonOf(error)}`);
  }
}

function report(shown: string, { presets, taken, refused }: ImportedConfig): string {
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${escapeText(line)}`)];
  return [
    `Wrote ${escapeText(shown)}, with the presets ${[...presets, 'recommended'].join(' and ')}.`,
    ...section('Imported:', taken),
    ...section('Not imported:', refused),
    ...(taken.length + refused.length > 0
      ? ['', 'Comments in your files that silence rules of these linters count as they are.']
      : []),
    '',
  ].join('\n');
}
