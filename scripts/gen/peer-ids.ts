import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namesOf } from '@plimsoll/core';
import type { Rule } from '@plimsoll/core/rule';
import { rules } from '@plimsoll/rules';
import { root } from '../project-files.ts';

/** Where the data about other linters lies, relative to the root. */
export const coverageFolder = 'scripts/coverage';

/** One id of another linter, and what we have for it. */
export interface PeerId {
  readonly peer: string;
  readonly id: string;
  /** The rules that stand for it; empty if there are none. */
  readonly rules: readonly Rule[];
  /** Why there is none. */
  readonly reason: string | undefined;
}

/**
 * Every id of every other linter that was looked at (`peer-ids.json`), in its order. Throws where an id has neither a rule
 * with its alias, nor a reason (`without-rule.tsv`), nor a place among those to come (`not-yet.tsv`).
 */
export function readPeerIds(): readonly PeerId[] {
  const peers: Readonly<Record<string, readonly string[]>> = JSON.parse(read('peer-ids.json'));
  const reasons = readTable('without-rule.tsv');
  const later = readTable('not-yet.tsv');
  const names = namesOf(rules);
  const all = Object.entries(peers).flatMap(([peer, ids]) =>
    ids.map((id) => ({ peer, id, rules: rulesOf(peer, id, names), reason: reasons.get(keyOf(peer, id)) })),
  );
  const known = new Set(all.map(({ peer, id }) => keyOf(peer, id)));
  const strange = [...reasons.keys(), ...later.keys()].filter((key) => !known.has(key));
  const open = all
    .filter((own) => isOpen(own))
    .map(({ peer, id }) => keyOf(peer, id))
    .filter((key) => !later.has(key));
  if (open.length + strange.length === 0) return all;
  const wrong = [
    ...open.map(
      (key) => `${key}: no rule has the alias; give it one, or a reason in ${coverageFolder}/without-rule.tsv`,
    ),
    ...strange.map((key) => `${key}: is no id in ${coverageFolder}/peer-ids.json`),
  ];
  throw new Error(wrong.join('\n').replaceAll('\t', ' '));
}

/** True for an id that has neither a rule nor a reason. */
export function isOpen({ rules: own, reason }: PeerId): boolean {
  return own.length === 0 && reason === undefined;
}

function rulesOf(peer: string, id: string, names: ReadonlyMap<string, readonly string[]>): readonly Rule[] {
  if (peer === 'owasp') return rules.filter(({ owasp }) => owasp.includes(id.replace(/^rule /, 'RULE #')));
  const ids = names.get(aliasOf(peer, id).toLowerCase()) ?? [];
  return rules.filter((rule) => ids.includes(rule.id));
}

/** How rules name it. Docker Bench has the numbers of the CIS benchmark; ids of tally have a prefix of their own. */
export function aliasOf(peer: string, id: string): string {
  if (peer === 'tally') return id;
  return peer === 'docker-bench-security' ? `cis/${id}` : `${peer}/${id}`;
}

/** The third column of a table of peer and id, by both; empty where the table has two. */
export function readTable(name: string): ReadonlyMap<string, string> {
  const [, ...rows] = read(name).trimEnd().split('\n');
  return new Map(
    rows.map((row) => {
      const [peer = '', id = '', text = ''] = row.split('\t');
      return [keyOf(peer, id), text];
    }),
  );
}

/** The key of an id in such a table. */
export function keyOf(peer: string, id: string): string {
  return `${peer}\t${id}`;
}

function read(name: string): string {
  return readFileSync(join(root, coverageFolder, name), 'utf8');
}
