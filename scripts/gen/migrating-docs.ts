import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInPreset, type PresetChoice, presetSetting } from '@plimsoll/core';
import type { Rule } from '@plimsoll/core/rule';
import type { GeneratedFile } from '../gen.ts';
import { root } from '../project-files.ts';
import { renderReasons } from './coverage-docs.ts';
import { markdownTable } from './markdown-table.ts';
import { aliasOf, isOpen, keyOf, type PeerId, readPeerIds, readTable } from './peer-ids.ts';

/** A linter that people come from. */
interface Peer {
  readonly name: string;
  readonly title: string;
  /** The preset that is like it. */
  readonly preset?: PresetChoice;
  readonly intro: string;
}

const peers: readonly Peer[] = [
  {
    name: 'hadolint',
    title: 'hadolint',
    preset: 'hadolint',
    intro: `\`plimsoll --init\` takes over a \`.hadolint.yaml\`. The preset \`hadolint\` turns on what hadolint has on, with its
severities and its own reading where a rule has an option for that. \`# hadolint ignore=DL3008\` counts as it is.`,
  },
  {
    name: 'buildkit',
    title: 'docker build --check',
    preset: 'buildkit',
    intro: `The preset \`buildkit\` turns on the checks that \`docker build --check\` makes, as warnings and with BuildKit's own reading.
\`# check=skip=JSONArgsRecommended\` counts as it is.`,
  },
  { name: 'tally', title: 'tally', intro: 'Ids of tally work wherever a rule is named.' },
  { name: 'trivy', title: 'Trivy', intro: '`# trivy:ignore:DS-0002` counts as it is.' },
  { name: 'checkov', title: 'Checkov', intro: '`# checkov:skip=CKV_DOCKER_3: why` counts as it is.' },
  { name: 'kics', title: 'KICS', intro: '`# kics-scan ignore-line` counts as it is.' },
  {
    name: 'dclint',
    title: 'dclint',
    intro: '`plimsoll --init` takes over a `.dclintrc`. `# dclint disable-line RULE` counts as it is.',
  },
  { name: 'compose-lint', title: 'compose-lint', intro: '`plimsoll --init` takes over a `.compose-lint.yml`.' },
];

/** One page for each linter that people come from, and their index. */
export function migratingDocs(): readonly GeneratedFile[] {
  return [
    { path: 'docs/migrating/README.md', render: renderIndex },
    ...peers.map((peer) => ({ path: `docs/migrating/${peer.name}.md`, render: () => renderPage(peer, readPeerIds()) })),
  ];
}

function renderIndex(): string {
  return [
    '# Coming from another linter',
    `\`plimsoll --init\` writes a configuration with what those of hadolint, dclint and compose-lint say
([Configuration](../configuration.md#from-another-linter)). The ids of other linters work wherever an id of ours does:
\`--rule hadolint/DL3008:off\`. Their comments that silence a rule do too ([Suppression](../suppression.md)).`,
    peers.map(({ name, title }) => `- [${title}](${name}.md)`).join('\n'),
    'What has no rule, and where each is tested: [Coverage](../coverage.md). What we answer otherwise on purpose: [Differences](../differences.md).',
  ].join('\n\n');
}

function renderPage({ name, title, preset, intro }: Peer, all: readonly PeerId[]): string {
  const own = all.filter(({ peer }) => peer === name);
  const notes = readNotes(own);
  const rows = own.flatMap(({ id, rules }) =>
    rules.map((rule) => [
      `\`${id}\``,
      `[${rule.id}](../rules/${rule.id}.md)`,
      `${rule.severity}, ${presetsOf(rule)}`,
      ...(preset ? [isInPreset(rule, preset) ? presetSetting(rule, preset).severity : 'off'] : []),
      [notes.get(id), together(name, id, rule)].filter((note) => note !== undefined).join(' '),
    ]),
  );
  const head = ['theirs', 'ours', 'severity and presets', ...(preset ? [`in \`${preset}\``] : []), 'what differs'];
  const open = own.filter(isOpen).map(({ id }) => `\`${id}\``);
  return [
    `# From ${title}`,
    intro,
    ...(rows.length > 0 ? [markdownTable(head, rows)] : []),
    ...renderReasons(own),
    ...(open.length > 0 ? [`Not yet: ${open.join(', ')}`] : []),
  ].join('\n\n');
}

/** `strict` contains `recommended`; presets for tools are what these pages are about. */
function presetsOf({ presets }: Rule): string {
  return presets.length === 0 ? 'in no preset' : presets.map((name) => `\`${name}\``).join(' ');
}

/** Other ids of the same linter that go on and off with it. */
function together(peer: string, id: string, { aliases }: Rule): string | undefined {
  const prefix = peer === 'tally' ? 'tally/' : `${peer}/`;
  const others = aliases.filter((alias) => alias.startsWith(prefix) && alias !== aliasOf(peer, id));
  if (others.length === 0 || peer === 'kics') return undefined;
  return `One rule with ${others.map((alias) => (peer === 'tally' ? alias : alias.slice(prefix.length))).join(', ')}.`;
}

/** What differs, by id: from `notes.tsv`, else from the tables of docs/differences.md, where they name the id. */
function readNotes(own: readonly PeerId[]): ReadonlyMap<string, string> {
  const given = readTable('notes.tsv');
  const page = readFileSync(join(root, 'docs/differences.md'), 'utf8');
  const rows = [...page.matchAll(/^\|(.+)\|$/gm)].map(([, row = '']) =>
    row.split(/(?<!\\)\|/).map((cell) => cell.trim()),
  );
  const notes = new Map<string, string>();
  for (const { peer, id } of own) {
    const note =
      given.get(keyOf(peer, id)) ??
      rows
        .filter(([theirs = '']) => speaksOf(theirs, peer, id))
        .map(noteOf)
        .join(' ');
    if (note !== '') notes.set(id, note.replaceAll('\\|', '|'));
  }
  return notes;
}

/** UUIDs are shortened to their first part; names of tally stand without its prefix. */
function speaksOf(cell: string, peer: string, id: string): boolean {
  if (!cell.toLowerCase().includes(peer)) return false;
  const words = new Set(cell.match(/[\w./-]+/g));
  return (
    words.has(id) || words.has(id.replace(/^tally\//, '')) || (peer === 'kics' && words.has(id.split('-')[0] ?? id))
  );
}

function noteOf([, they = '', we = '', why = '']: readonly string[]): string {
  return `Theirs: ${they}. Ours: ${we}${why === '' ? '' : ` (${why})`}.`;
}
