import type { FormatOptions } from '../src/formatters.ts';
import { createLinter, createProject, type LintResult } from '../src/index.ts';
import { dockerfileRule, type Rule, replace } from '../src/rule.ts';

/** A security rule that says everything a report can hold: a fix, a second place, a subject. It breaks on USER. */
const security = dockerfileRule({
  id: 'dockerfile/no-toy',
  aliases: ['other/T1', 'cis/4.1'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  summary: 'No toys.',
  why: `
    They break, and then somebody cries.

    Twice, if <b>nobody</b> looks.
  `,
  sources: ['https://example.org/toys'],
  cwe: [250],
  owasp: ['RULE #2'],
  securitySeverity: 8.1,
  fixable: 'safe',
  fixTitle: 'Quote it',
  messages: { env: 'The variable {name} is {value}.' },
  examples: [{ title: 'Toys', bad: 'ENV A=1\n', good: 'ENV A="1"\n' }],
  on: {
    Env(env, { report }) {
      const [pair] = env.pairs;
      if (!pair) return;
      const value = pair.value?.text ?? '';
      report({
        at: pair,
        message: 'env',
        data: { name: pair.key.text, value },
        related: [{ at: env.keyword, label: `set to ${value}` }],
        subject: pair.key.text,
        fix: () => [replace(pair, `${pair.key.text}="${value}"`)],
      });
    },
    User() {
      throw new Error('broken on password: hunter2 ::error::]]>');
    },
  },
});

const style = dockerfileRule({
  id: 'dockerfile/no-label',
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: ['recommended'],
  summary: 'No labels.',
  why: 'They say nothing.',
  fixable: 'none',
  messages: { label: 'A label over {count} lines.' },
  examples: [{ title: 'Labels', bad: 'LABEL a=b\n' }],
  on: {
    Label: (label, { report }) => report({ at: label, message: 'label', data: { count: label.pairs.length } }),
  },
});

/** The rules of the samples. */
export const sampleRules: readonly Rule[] = [security, style];

/** Lints Dockerfiles by path with the rules of the samples. */
export function lintSample(files: Readonly<Record<string, string>>): LintResult {
  const linter = createLinter({ rules: sampleRules });
  const named = Object.entries(files).map(([path, text]) => ({ path, kind: 'dockerfile' as const, text }));
  return linter.lintProject(createProject({ files: named }));
}

/** Two files, one clean; three findings, two of them on wide characters; one suppressed; a crash. */
export function sampleResult(): LintResult {
  return lintSample({
    'web app/Dockerfile': [
      'FROM scratch',
      'ENV A=1',
      'ENV Ä𐐀=é',
      'LABEL a=b \\',
      '  c=d',
      '# plimsoll-disable-next-line other/t1 -- needed',
      'ENV B=2',
      'USER root',
      '',
    ].join('\n'),
    'clean/Dockerfile': 'FROM scratch\n',
  });
}

export const sampleOptions: FormatOptions = {
  tool: { name: 'plimsoll', version: '1.2.3' },
  errors: [{ path: 'locked/Dockerfile', message: 'permission denied' }],
  rules: sampleRules,
};

/** What breaks careless formats: each is the value of a variable, and most are the name of a file too. */
export const hostileTexts: readonly string[] = [
  '::error::x',
  '%0A::error::x',
  'a,line=9::b:c',
  ']]>',
  '<script>alert(1)</script>&amp;"\'',
  'a|b\\|c',
  '[x](http://evil.example)',
  '![x](http://evil.example/x.png)',
  '@everyone #1 http://evil.example www.evil.example',
  '`code` **bold** __x__ ~~y~~ $z$ {0}',
  '\u202eright\u2066to\u2069left',
  '\u001b[31mred\u001b[0m\u0007\u0000\u009b',
  '\ud800lone\udc00',
  '\ufffe\uffff',
  '##[error]x ##vso[task.complete] ##teamcity[x]',
  '../%2e%2e/a b?c#d:é',
];

/** All of the texts above in one result, as file names and in the findings' messages. */
export function hostileResult(): LintResult {
  const files = hostileTexts.map((text, index) => {
    // A quoted value may hold anything but the quote, a backslash, a dollar sign and the end of the line.
    const value = text.replace(/["\\$\r\n]/g, '_');
    return [`${index}/${text}`, `FROM scratch\nENV A="${value}"\nUSER root\n`] as const;
  });
  return lintSample(Object.fromEntries(files));
}

/** What the host could not read may have any name too. */
export const hostileOptions: FormatOptions = {
  ...sampleOptions,
  errors: hostileTexts.map((text) => ({ path: text, message: text })),
};
