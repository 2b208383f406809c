import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../schema/output.schema.json'), 'utf8'));
const stories = join(import.meta.dirname, '../../../fixtures/cli');
const inJson = readdirSync(stories).filter((name) => {
  return readFileSync(join(stories, name, 'command'), 'utf8').includes('--format json');
});

test('there is JSON to check', () => {
  expect(inJson.length).toBeGreaterThan(2);
});

test.each(inJson)('the output of the story %s has the form of the schema', (name) => {
  const expected = readFileSync(join(stories, name, 'expected.txt'), 'utf8');
  const out = expected.slice(expected.indexOf('--- stdout\n') + 11, expected.indexOf('--- stderr'));
  const validate = new Ajv2020({ allErrors: true, formats: { uri: true } }).compile(schema);
  validate(JSON.parse(out));
  expect(validate.errors).toBeNull();
});
