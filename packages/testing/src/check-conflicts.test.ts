import { describe, expect, test } from '@jest/globals';
import { dockerfileRule, type PresetName, type Rule, replace } from '@plimsoll/core/rule';
import { rules } from '@plimsoll/rules';
import { type ConflictCase, conflictFinder, exampleCases, fixtureCases } from './check-conflicts.ts';
import { ruleFixtures } from './fixture-files.ts';

/**
 * Fixes after which another rule of the same preset has something to say, and why that is right: it speaks of what was
 * there before, and could not be judged, or was told by the worse finding. No two of them undo each other.
 */
const known: readonly (readonly [fixed: RegExp, reported: RegExp, why: string])[] = [
  [/\/valid-/, /./, 'nobody could read what the build or Compose refuses; once it is mended, it is judged'],
  [
    /^compose\/no-privileged$/,
    /^compose\/(require-cap-drop|no-.*-?capabilit\w*):/,
    'capabilities count once it is not privileged',
  ],
  [
    /^compose\/no-(host|extra)-capabilities$/,
    /^compose\/no-host-(network|pid):/,
    'the capability was the worse of the two',
  ],
  [/^compose\/no-dangerous-capabilities$/, /^compose\/no-redundant-capability:/, 'what is dropped was added by ALL'],
  [/^compose\/no-redundant-capability$/, /^compose\/require-cap-drop:/, 'what it dropped was nothing'],
  [/^compose\/no-writable-system-mount$/, /^compose\/no-sensitive-mount:/, 'to write is worse than to read'],
  [/^dockerfile\/no-apt-lists$/, /^dockerfile\/require-package-update:/, 'a later RUN relied on the lists that stayed'],
  [
    /^dockerfile\/require-package-update$/,
    /^dockerfile\/no-apt-lists:/,
    'the RUN fetches lists now, and the fix of that goes on',
  ],
  [/^dockerfile\/prefer-apt-get$/, /^dockerfile\/no-install-recommends:/, 'it looks at apt only if it is asked to'],
  [/^dockerfile\/no-(duplicate|generated)-label$/, /^dockerfile\/no-unused-arg:/, 'the label was the last to use it'],
  [/^compose\/no-unbound-port$/, /^compose\/no-disabled-authentication:inside/, 'the same finding, milder'],
  [/^compose\/no-host-network$/, /^compose\/no-(unbound|duplicate)-port:/, 'ports count once the network is its own'],
  [
    /^compose\/no-unbound-port$/,
    /^compose\/no-duplicate-port:taken/,
    'it was on one address beside all, and now on two',
  ],
  [/^compose\/no-privileged$/, /^compose\/no-permissive-seccomp:/, 'a profile counts once it is not privileged'],
  [
    /^dockerfile\/prefer-slim-base$/,
    /^project\/require-healthcheck-tool:/,
    'the title of the fix says that tools may be missing, and this names one',
  ],
  [/^dockerfile\/prefer-exec-form$/, /^dockerfile\/prefer-nginx-sigquit:/, 'the shell hid which program runs'],
];

describe('no fix makes another rule of the same preset report something', () => {
  const isKnown = (fixed: string, reported: string): boolean =>
    known.some(([fixer, other]) => fixer.test(fixed) && other.test(reported));
  const conflictsIn = conflictFinder(rules);
  const seen: [string, string][] = [];
  const surprises = (cases: readonly ConflictCase[]): readonly string[] =>
    cases.flatMap((own) =>
      conflictsIn(own).flatMap(({ title, fixed, reported, message, presets }) => {
        seen.push([fixed, reported]);
        return isKnown(fixed, reported) ? [] : `${title}: ${fixed} -> ${reported} in ${presets.join(', ')}: ${message}`;
      }),
    );

  test('in examples', () => expect(surprises(exampleCases(rules))).toEqual([]), 120_000);

  test('in fixtures', () => expect(surprises(fixtureCases(ruleFixtures()))).toEqual([]), 120_000);

  test('what is known still comes up', () => {
    const idle = known.filter(
      ([fixer, other]) => !seen.some(([fixed, reported]) => fixer.test(fixed) && other.test(reported)),
    );
    expect(idle.map(([, , why]) => why)).toEqual([]);
  });
});

/** Wants another user than the other: each undoes what the other does. */
function toy(id: `dockerfile/no-${string}`, from: string, to: string, presets: readonly PresetName[]): Rule {
  return dockerfileRule({
    id,
    since: '0.1.0',
    category: 'style',
    severity: 'warning',
    presets,
    summary: 'Toy.',
    why: 'Toy.',
    fixable: 'unsafe',
    fixTitle: 'Change it',
    messages: { user: 'No such user.' },
    examples: [{ title: 'A user', bad: `FROM a\nUSER ${from}`, good: `FROM a\nUSER ${to}` }],
    on: {
      User({ value }, { report }) {
        if (value?.text === from) report({ at: value, message: 'user', fix: () => [replace(value, to)] });
      },
    },
  });
}

test.each<[readonly PresetName[], readonly string[]]>([
  [['recommended'], ['recommended', 'strict', 'strict-2027']],
  [['strict'], ['strict', 'strict-2027']],
  [['php'], []],
])('rules of %j that undo each other', (own, expected) => {
  const pair = [toy('dockerfile/no-a', 'a', 'b', ['recommended']), toy('dockerfile/no-b', 'b', 'a', own)];
  const found = exampleCases(pair).flatMap(conflictFinder(pair));
  expect([...new Set(found.flatMap(({ presets }) => presets))]).toEqual(expected);
  expect(found.every(({ fixed, reported }) => fixed !== reported.split(':')[0])).toBe(true);
});
