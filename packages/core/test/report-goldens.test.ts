import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type FormatName, formatNames, formatters } from '../src/formatters.ts';
import { sampleOptions, sampleResult } from './report-sample.ts';

// What each format makes of the same result, to be read: `-u` writes it. JSON is laid out for the reader.

const folder = join(import.meta.dirname, '../../../fixtures/reports');
const extensions: Readonly<Partial<Record<FormatName, string>>> = {
  json: 'json',
  jsonl: 'jsonl',
  sarif: 'sarif.json',
  gitlab: 'gitlab.json',
  checkstyle: 'checkstyle.xml',
  junit: 'junit.xml',
  rdjson: 'rdjson.json',
  markdown: 'md',
};

test.each(formatNames)('%s', (name) => {
  const text = formatters[name](sampleResult(), sampleOptions);
  const extension = extensions[name] ?? `${name}.txt`;
  const shown = extension.endsWith('json') ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text;
  const golden = join(folder, `sample.${extension}`);
  if (process.env.PLIMSOLL_UPDATE_GOLDENS) writeFileSync(golden, shown);
  expect(existsSync(golden)).toBe(true);
  expect(shown).toBe(readFileSync(golden, 'utf8'));
});
