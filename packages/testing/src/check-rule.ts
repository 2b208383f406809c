import type { Category, Rule, Severity } from '@plimsoll/core';

/** Which severities a rule of a category may have: what is a matter of taste is never an error. */
const legalSeverities: Readonly<Record<Category, readonly Severity[]>> = {
  correctness: ['error', 'warning', 'info'],
  security: ['error', 'warning', 'info'],
  'supply-chain': ['error', 'warning', 'info'],
  reliability: ['error', 'warning', 'info'],
  performance: ['warning', 'info'],
  maintainability: ['warning', 'info'],
  style: ['info'],
};

const idForm =
  /^(dockerfile|compose|project|daemon|plimsoll)\/(no|require|prefer|valid|max|consistent|pin|sort)(-[a-z0-9]+)+$/;
const aliasForm = /^[a-z0-9-]+(\/[A-Za-z0-9_.-]+){1,2}$/;

/**
 * What is wrong with a rule's metadata as far as types can't say it, as sentences. `usedMessages`: the messages that
 * its examples and fixtures show. `version`: of the package that ships it.
 */
export function checkRule(rule: Rule, usedMessages: ReadonlySet<string>, version: string): readonly string[] {
  const complaints = [...checkNames(rule), ...checkTexts(rule), ...checkWeaknesses(rule)];
  for (const message of Object.keys(rule.messages)) {
    if (!usedMessages.has(message)) complaints.push(`no example and no fixture shows the message ${message}`);
  }
  for (const message of Object.keys(rule.atMost)) {
    if (!(message in rule.messages)) complaints.push(`atMost names the message ${message}, which is not there`);
  }
  if (!legalSeverities[rule.category].includes(rule.severity)) {
    complaints.push(`a rule of the category ${rule.category} is never of severity ${rule.severity}`);
  }
  if (rule.category === 'security' && rule.sources.length === 0) complaints.push('a security rule names its sources');
  if (compareVersions(rule.since, version) > 0)
    complaints.push(`since ${rule.since} is after this version, ${version}`);
  return complaints.map((complaint) => `${rule.id}: ${complaint}`);
}

/** Code scanning ranks security findings by these, and nothing else. */
function checkWeaknesses({ category, cwe, securitySeverity }: Rule): readonly string[] {
  const complaints: string[] = [];
  if (category === 'security') {
    if (cwe.length === 0) complaints.push('a security rule names its weaknesses (cwe)');
    if (securitySeverity === undefined) complaints.push('a security rule has a securitySeverity');
  } else if (securitySeverity !== undefined) {
    complaints.push('only a security rule has a securitySeverity');
  }
  return complaints;
}

/** What is wrong between rules: ids and aliases that stand for two. `rules` are all that ship. */
export function checkRuleNames(rules: readonly Rule[]): readonly string[] {
  const complaints: string[] = [];
  const ids = new Set<string>();
  for (const { id } of rules) {
    if (ids.has(id)) complaints.push(`${id} is there twice`);
    ids.add(id);
  }
  for (const rule of rules) {
    for (const alias of rule.aliases)
      if (ids.has(alias)) complaints.push(`${rule.id}: the alias ${alias} is the id of a rule`);
    for (const other of rule.supersedes) {
      if (!ids.has(other)) complaints.push(`${rule.id}: supersedes ${other}, which is no rule`);
    }
  }
  return complaints;
}

function checkNames(rule: Rule): readonly string[] {
  const complaints: string[] = [];
  if (!idForm.test(rule.id)) complaints.push('the id is not <kind>/<verb>-<thing>');
  for (const alias of new Set(rule.aliases)) {
    if (!aliasForm.test(alias)) complaints.push(`the alias ${alias} is not <tool>/<id>`);
    if (rule.aliases.indexOf(alias) !== rule.aliases.lastIndexOf(alias))
      complaints.push(`the alias ${alias} is there twice`);
  }
  return complaints;
}

function checkTexts(rule: Rule): readonly string[] {
  const complaints: string[] = [];
  if (!isOneSentence(rule.summary)) complaints.push(`the summary is not one sentence: ${rule.summary}`);
  if (/^\s*#/m.test(rule.why)) complaints.push('why has a heading');
  if (rule.why.trim() === '') complaints.push('why is empty');
  for (const [id, text] of Object.entries(rule.messages)) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(id)) complaints.push(`the message id ${id} is not in camelCase`);
    // A hole at the end is filled with a sentence.
    if (!/[.?)}]$/.test(text)) complaints.push(`the message ${id} does not end like a sentence: ${text}`);
    if (/\s\s|^\s|\s$/.test(text)) complaints.push(`the message ${id} has stray white space`);
  }
  const titles = rule.examples.map((example) => example.title);
  for (const title of titles) {
    if (titles.indexOf(title) !== titles.lastIndexOf(title)) complaints.push(`two examples are called "${title}"`);
  }
  return complaints;
}

/** Ends with its only full stop; stops inside words (`compose.yaml`) do not count. */
function isOneSentence(text: string): boolean {
  return /^[A-Z`].*\.$/.test(text) && !/[.!?]\s/.test(text);
}

function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
