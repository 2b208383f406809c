import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Bundle, browserBundle, commandLineBundle } from './bundles.ts';
import { root } from './project-files.ts';

interface Sizes {
  readonly min: number;
  readonly gzip: number;
}

/** Growth above this share of the committed size fails, so that it is a decision and not an accident. */
const allowedGrowth = 0.1;

const file = join(root, 'sizes.json');
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

const bundles: Readonly<Record<string, Bundle>> = { browser: await browserBundle(), cli: await commandLineBundle() };
const committed: Readonly<Record<string, Sizes>> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const grown: string[] = [];

for (const [name, bundle] of Object.entries(bundles)) {
  for (const measure of ['min', 'gzip'] as const) {
    const before = committed[name]?.[measure] ?? 0;
    const now = bundle[measure];
    const change = before === 0 ? 'new' : `${(((now - before) / before) * 100).toFixed(1)} %`;
    console.log(`${name} ${measure}: ${now} bytes (${change})`);
    if (now > before * (1 + allowedGrowth)) grown.push(`${name} ${measure}`);
  }
}

if (values.write) {
  const sizes = Object.entries(bundles).map(([name, { min, gzip }]) => [name, { min, gzip }]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(sizes), null, 2)}\n`);
} else if (grown.length > 0) {
  console.log(`More than ${allowedGrowth * 100} % larger than in sizes.json: ${grown.join(', ')}.`);
  console.log('If that is worth it, run `pnpm size --write` and commit sizes.json.');
  process.exitCode = 1;
}
