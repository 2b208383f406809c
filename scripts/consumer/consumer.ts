// Uses every public entry as a dependent would; `scripts/types.mjs` compiles it against the built declarations.
// Each expected error proves that the types arrive there, and not `any`.
import { createLinter, type LintResult, lintText, parseCompose, parseDockerfile } from '@plimsoll/core';
import * as formatters from '@plimsoll/core/formatters';
import { dockerfileRule, option } from '@plimsoll/core/rule';
import * as rules from '@plimsoll/rules';
import * as plimsoll from 'plimsoll';

const rule = dockerfileRule({
  id: 'dockerfile/no-example',
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],
  summary: 'Write no examples.',
  why: 'There are enough.',
  fixable: 'none',
  options: { names: option.strings({ default: [], summary: 'Names that may stay.' }) },
  messages: { example: '{name} is an example.' },
  examples: [{ title: 'An example', bad: 'FROM example' }],
  on: {
    From(from, { options, report }) {
      const name: string | undefined = options.names[0];
      report({ message: 'example', at: from, data: { name: name ?? '' } });
      // @ts-expect-error the message has a hole
      report({ message: 'example', at: from });
      // @ts-expect-error the rule has no such option
      options.missing;
    },
  },
});

const id: 'dockerfile/no-example' = rule.id;
const start: number = parseDockerfile('FROM scratch', { path: 'Dockerfile' }).root.span.start;
const path: string = parseCompose('services: {}', { path: 'compose.yaml' }).source.path;
const result: LintResult = lintText('FROM scratch', { path: 'Dockerfile', rules: [rule], settings: { [id]: 'error' } });
// @ts-expect-error there is no such preset
createLinter({ rules: [rule], preset: 'everything' });

export const entries: readonly unknown[] = [formatters, rules, plimsoll, start, path, result];
