import { expect, test } from '@jest/globals';
import { isLicenceExpression } from './spdx-licences.ts';

test.each([
  'MIT',
  'mit',
  'Apache-2.0',
  'GPL-2.0+',
  'MIT OR Apache-2.0',
  '(MIT AND BSD-3-Clause) OR GPL-2.0-only WITH Classpath-exception-2.0',
  'LicenseRef-Acme-1.0',
  'NONE',
])('%s is a licence expression', (text) => expect(isLicenceExpression(text)).toBe(true));

test.each(['', 'Apache 2.0', 'not-spdx', 'MIT OR', 'MIT,BSD-3-Clause', '(MIT', 'MIT)', 'MIT and', 'WITH MIT', '()'])(
  '%j is none',
  (text) => expect(isLicenceExpression(text)).toBe(false),
);
