import type { Rule } from '@plimsoll/core/rule';
import { checkFixture, exampleFiles, lintMemory, type RuleFixture, ruleFixtures } from '@plimsoll/testing';
import type { GeneratedFile } from '../gen.ts';
import { markdownTable } from './markdown-table.ts';
import { coverageFolder, isOpen, type PeerId, readPeerIds } from './peer-ids.ts';

/** The page that says what became of each id of other linters. */
export function coverageDocs(): readonly GeneratedFile[] {
  return [{ path: 'docs/coverage.md', render: renderCoverage }];
}

function renderCoverage(): string {
  const all = readPeerIds();
  const peers = [...new Set(all.map(({ peer }) => peer))];
  const places = makePlaces();
  return [
    '# What other linters check, and what stands for it',
    `Every id of the linters and benchmarks that we know, the rules that stand for it, and a file that is reported for it.
Ids of ours are links to their pages; a file is a fixture that the rule reports something in, or an example on its page, as
found by running it. The ids are in \`${coverageFolder}/peer-ids.json\`, reasons in \`without-rule.tsv\` beside it.`,
    markdownTable(
      ['', 'ids', 'with a rule', 'without, for a reason', 'not yet'],
      peers.map((peer) => counts(peer, all)),
    ),
    ...peers.flatMap((peer) => renderPeer(peer, all, places)),
    ...renderOpen(all),
  ].join('\n\n');
}

function counts(peer: string, all: readonly PeerId[]): readonly string[] {
  const own = all.filter((one) => one.peer === peer);
  const covered = own.filter((one) => one.rules.length > 0).length;
  const open = own.filter(isOpen).length;
  return [peer, own.length, covered, own.length - covered - open, open].map(String);
}

type Places = (rule: Rule, id: string) => string;

function renderPeer(peer: string, all: readonly PeerId[], places: Places): readonly string[] {
  const own = all.filter((one) => one.peer === peer);
  const rows = own
    .filter((one) => one.rules.length > 0)
    .map(({ id, rules }) => [
      `\`${id}\``,
      rules.map((rule) => `[${rule.id}](rules/${rule.id}.md)`).join(', '),
      rules.slice(0, 1).map((rule) => places(rule, id))[0] ?? '',
    ]);
  const none = renderReasons(own);
  const table = rows.length === 0 ? [] : [markdownTable(['theirs', 'ours', 'reported in'], rows)];
  return table.length + none.length === 0 ? [] : [`## ${peer}`, ...table, ...none];
}

/** Ids without a rule, those with one reason together. */
export function renderReasons(own: readonly PeerId[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, rules, reason } of own) {
    if (rules.length > 0 || reason === undefined) continue;
    byReason.set(reason, [...(byReason.get(reason) ?? []), `\`${id}\``]);
  }
  if (byReason.size === 0) return [];
  return ['Without a rule:', [...byReason].map(([reason, ids]) => `- ${ids.join(', ')}: ${reason}`).join('\n')];
}

function renderOpen(all: readonly PeerId[]): readonly string[] {
  const open = all.filter(isOpen);
  if (open.length === 0) return [];
  const peers = [...new Set(open.map(({ peer }) => peer))];
  const lines = peers.map((peer) => {
    const ids = open.filter((one) => one.peer === peer).map(({ id }) => `\`${id}\``);
    return `- ${peer}: ${ids.join(', ')}`;
  });
  return ['## Not yet', 'These have neither a rule nor a reason yet.', lines.join('\n')];
}

/** Where a rule reports something: a fixture, one that speaks of the id if there is one, or an example of its page. */
function makePlaces(): Places {
  const fixtures = ruleFixtures();
  const firing = new Map<string, readonly RuleFixture[]>();
  const examples = new Map<string, string | undefined>();
  return (rule, id) => {
    const own = firing.get(rule.id) ?? fixtures.filter((fixture) => fixture.rule === rule.id && fires(fixture, rule));
    firing.set(rule.id, own);
    const fixture = own.find(({ files }) => files.some(({ raw }) => raw.includes(id))) ?? own[0];
    if (fixture) return `[${fixture.name}](../fixtures/rules/${fixture.name})`;
    const title = examples.get(rule.id) ?? firingExample(rule);
    examples.set(rule.id, title);
    if (title !== undefined) return `the example "${title}"`;
    throw new Error(`${rule.id}: no fixture and no example of it is reported`);
  };
}

function fires(fixture: RuleFixture, rule: Rule): boolean {
  return checkFixture(fixture, rule, 'lf').messages.size > 0;
}

function firingExample(rule: Rule): string | undefined {
  return rule.examples.find(({ bad, options }) => {
    if (bad === undefined) return false;
    const world = typeof bad === 'string' ? 'open' : 'closed';
    const settings = new Map([[rule.id, options ?? {}]]);
    return lintMemory({ files: exampleFiles(rule, bad), world, rules: [rule], options: settings }).length > 0;
  })?.title;
}
