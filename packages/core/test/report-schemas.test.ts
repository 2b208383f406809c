import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { validate as validateRdjson } from '@umbrelladocs/rdformat-validator';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { validateXML } from 'xmllint-wasm';
import { type FormatOptions, formatters } from '../src/formatters.ts';
import type { LintResult } from '../src/index.ts';
import { hostileOptions, hostileResult, lintSample, sampleOptions, sampleResult } from './report-sample.ts';

// Every format for programs against its schema, with ordinary and with hostile contents, and with nothing at all.

const require = createRequire(import.meta.url);
const workspace = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(workspace, path), 'utf8');

const clean = lintSample({ 'clean/Dockerfile': 'FROM scratch\n' });
const cases: readonly (readonly [string, LintResult, FormatOptions])[] = [
  ['a sample', sampleResult(), sampleOptions],
  ['hostile texts', hostileResult(), hostileOptions],
  ['no findings', clean, sampleOptions],
  ['nothing at all', lintSample({}), {}],
];

describe('sarif', () => {
  // OASIS' schema in the edition of SchemaStore. Its draft 4 keywords mean the same in draft 7 but for the name of `id`.
  const { id, $schema, ...schema } = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const isReference = (text: string): boolean =>
    URL.canParse(text, 'https://example.org/') && !/[\s<>"{}|\\^`]/.test(text);
  const formats = { uri: /^[a-z][a-z0-9+.-]*:/i, 'uri-reference': isReference, 'date-time': true } as const;
  const validate = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, formats }).compile(schema);

  test.each(cases)('%s', (_, result, options) => {
    validate(JSON.parse(formatters.sarif(result, options)));
    expect(validate.errors).toBeNull();
  });

  test('the schema is read', () => {
    const log = JSON.parse(formatters.sarif(sampleResult(), sampleOptions));
    log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b';
    log.runs[0].results[1].level = 'info';
    expect(validate(log)).toBe(false);
    expect(validate.errors?.map(({ instancePath }) => instancePath)).toEqual(
      expect.arrayContaining([
        '/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri',
        '/runs/0/results/1/level',
      ]),
    );
  });
});

describe('rdjson', () => {
  test.each(cases)('%s', async (_, result, options) => {
    const { valid, errors } = await validateRdjson(formatters.rdjson(result, options), { strictMode: true });
    expect({ valid, errors }).toEqual({ valid: true, errors: [] });
  });

  test('the schema is read', async () => {
    const report = JSON.parse(formatters.rdjson(sampleResult()));
    report.diagnostics[0].severity = 'error';
    expect((await validateRdjson(report)).valid).toBe(false);
  });
});

describe.each(['checkstyle', 'junit'] as const)('%s', (name) => {
  const schema = read(`fixtures/reports/${name}.xsd`);
  const lint = (contents: string) => validateXML({ xml: { fileName: 'report.xml', contents }, schema });

  test.each(cases)('%s', async (_, result, options) => {
    const { valid, errors } = await lint(formatters[name](result, options));
    expect({ valid, errors }).toEqual({ valid: true, errors: [] });
  });

  test('the schema is read', async () => {
    const text = formatters[name](sampleResult(), sampleOptions);
    expect((await lint(text.replace(' message=', ' massage='))).valid).toBe(false);
    expect((await lint(text.replace('&quot;', '"').replace('[31m', '<'))).valid).toBe(!text.includes('&quot;'));
  });
});

describe('gitlab', () => {
  // GitLab Docs, "Code Quality report format": the properties that are required, and their values.
  const issue = {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', minLength: 1, pattern: '^(?!\\./|/)' },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  };
  const validate = new Ajv({ allErrors: true }).compile({ type: 'array', items: issue });

  test.each(cases)('%s', (_, result, options) => {
    const issues = JSON.parse(formatters.gitlab(result, options));
    validate(issues);
    expect(validate.errors).toBeNull();
    const fingerprints = issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });
});

describe('jsonl', () => {
  const schema: { readonly $id: string } = JSON.parse(read('packages/cli/schema/output.schema.json'));
  const ajv = new Ajv2020({ allErrors: true, formats: { uri: /^https:/ } });
  ajv.addSchema(schema);
  const validate = ajv.compile({ $ref: `${schema.$id}#/$defs/line` });

  test.each(cases)('%s', (_, result, options) => {
    const lines = formatters.jsonl(result, options).trimEnd().split('\n');
    for (const line of lines) {
      validate(JSON.parse(line));
      expect(validate.errors).toBeNull();
    }
    expect(JSON.parse(lines.at(-1) ?? '').kind).toBe('summary');
  });

  test('the schema is read', () => {
    expect(validate({ kind: 'finding' })).toBe(false);
    expect(validate({ kind: 'other' })).toBe(false);
  });
});
