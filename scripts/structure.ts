import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectFiles, root } from './project-files.ts';

// The house rules that a program can judge. There is no list of exceptions: split the file or find it a better name.

interface SizeLimit {
  readonly what: string;
  readonly path: RegExp;
  readonly lines: number;
}

const ruleFolders = /^packages\/rules\/src\/(dockerfile|compose|project|daemon|plimsoll)\//;

/** The first entry that fits a path decides. */
const sizeLimits: readonly SizeLimit[] = [
  { what: 'test', path: /\.(test|story)\.ts$/, lines: 300 },
  { what: 'rule', path: ruleFolders, lines: 250 },
  { what: 'source file', path: /^(packages|scripts|stories)\/.*\.(ts|mjs|js)$/, lines: 400 },
];

const emptyNames = /^(utils?|helpers?|common|misc|managers?)$|-(utils?|helpers?)$/;

const isCode = (path: string): boolean => /^(packages|scripts|stories)\/.*\.(ts|mjs|js)$/.test(path);
const isGenerated = (path: string): boolean => path.includes('/generated/');
const isRule = (path: string): boolean => ruleFolders.test(path) && !path.endsWith('.test.ts');

function problemsOf(path: string, text: string): readonly string[] {
  const problems: string[] = [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const limit = sizeLimits.find((entry) => entry.path.test(path));
  if (limit && lines > limit.lines) problems.push(`${lines} lines; a ${limit.what} has at most ${limit.lines}`);

  for (const segment of path.split('/')) {
    const name = segment.replace(/\..*$/, '');
    if (emptyNames.test(name)) problems.push(`"${name}" does not say what is inside; name it after its main export`);
  }
  if (!/^[a-z0-9.-]+$/.test(basename(path))) problems.push('file names are in kebab-case');

  text.split('\n').forEach((line, index) => {
    if (/\b(?:TO(?:DO)|FIX(?:ME))\b(?!\(#\d+\))/.test(line)) {
      problems.push(`line ${index + 1}: an open task carries the number of its issue, in brackets after the word`);
    }
    if (/^export default\b/.test(line) && path.includes('/src/') && !isRule(path)) {
      problems.push(`line ${index + 1}: only rule files have a default export`);
    }
  });

  const parts = path.split('/');
  if (isRule(path) && parts.length !== 5) problems.push('rule folders are flat');
  return problems;
}

const failures = projectFiles()
  .filter((path) => isCode(path) && !isGenerated(path))
  .flatMap((path) => problemsOf(path, readFileSync(join(root, path), 'utf8')).map((problem) => `${path}: ${problem}`));

for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
