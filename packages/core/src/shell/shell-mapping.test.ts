import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DerivedText, DerivedTextBuilder } from '../text/derived-text.ts';
import { SourceText } from '../text/source-text.ts';
import { type CommandWord, type ShellCommand, valueOf } from './command-nodes.ts';
import { walkScript } from './commands.ts';
import { argumentsOf } from './flags.ts';
import { parseShell } from './parse-shell.ts';
import { stepsDownFromRoot } from './steps-down.ts';

const settings = { errexit: false, pipefail: false };

/** The text of a RUN: line ends behind a backslash are joined, as in a Dockerfile. */
function joined(text: string): DerivedText {
  const source = new SourceText(text, 'Dockerfile');
  const builder = new DerivedTextBuilder(source);
  let from = 0;
  for (let at = text.indexOf('\\\n'); at !== -1; at = text.indexOf('\\\n', at + 2)) {
    builder.copy(from, at);
    from = at + 2;
  }
  builder.copy(from, text.length);
  return builder.build();
}

const wordsOf = ({ nameWord, args }: ShellCommand): readonly CommandWord[] => (nameWord ? [nameWord, ...args] : args);
const sourceOf = ({ source, span }: CommandWord): string => source.slice(span);

/** Words that mean themselves to every shell, to be cut by continuation lines. */
const plainWord = fc
  .stringMatching(/^[a-z][a-z0-9./:_-]{0,11}$/)
  .filter(
    (word) =>
      !/^(if|then|else|elif|fi|do|done|for|in|case|esac|while|until|time|select|function|coproc|set|trap|sh|su|find|eval|exec|env|nice)$/.test(
        word,
      ),
  );
const writtenWord = fc
  .tuple(plainWord, fc.constantFrom('', "'", '"'), fc.nat(20), fc.boolean())
  .map(([word, quote, at, cut]) => {
    const whole = quote + word + quote;
    const place = 1 + (at % Math.max(1, whole.length - 1));
    return {
      value: word,
      written: cut && whole.length > 1 ? `${whole.slice(0, place)}\\\n${whole.slice(place)}` : whole,
    };
  });
const separators = fc.constantFrom(' && ', ' || ', '; ', ' | ', ' &&\\\n  ', '\\\n && ', ' & ');
const commands = fc.array(fc.tuple(fc.array(writtenWord, { minLength: 1, maxLength: 5 }), separators), {
  minLength: 1,
  maxLength: 6,
});

describe('places of shell words', () => {
  test('every word maps to its own characters, continuation lines between them left out', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const expected = list.map(([words]) => words);
        const text = list.map(([words, separator], index) => {
          return words.map((word) => word.written).join(' ') + (index < list.length - 1 ? separator : '');
        });
        const found = walkScript(parseShell(joined(text.join('')), 'sh'), settings);
        const top = found.filter((command) => command.wrappers.length === 0);
        expect(top.map((command) => wordsOf(command).map((word) => word.value))).toEqual(
          expected.map((words) => words.map((word) => word.value)),
        );
        expect(top.map((command) => wordsOf(command).map(sourceOf))).toEqual(
          expected.map((words) => words.map((word) => word.written)),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('a script in quotes maps through both readings', () => {
    fc.assert(
      fc.property(
        fc.array(plainWord, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('bash', 'sh'),
        (words, shell) => {
          const inner = words.map((word) => `\\"${word}\\"`).join(' ');
          const text = `sudo ${shell} -ec "cd /x && ${inner}"`;
          const found = walkScript(parseShell(joined(text), 'sh'), settings);
          const [last] = found.filter((command) => command.wrappers.length === 2).slice(1);
          expect(last && wordsOf(last).map((word) => word.value)).toEqual(words);
          // An escaped quote is one character of the script and two of the file.
          expect(last && wordsOf(last).map(sourceOf)).toEqual(words.map((word) => `\\"${word}\\"`));
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** Pieces that make scripts go wrong in many ways. */
const pieces = fc.constantFrom(
  'a',
  'if ',
  'then ',
  'fi',
  'case x in ',
  'esac',
  'b) ',
  ';;',
  '; ',
  '\n',
  ' && ',
  ' || ',
  ' | ',
  '$(',
  ')',
  '`',
  '"',
  "'",
  '$x',
  '${',
  '}',
  '{ ',
  '(',
  '<<E\n',
  'E\n',
  '\\',
  '\\\n',
  '$((',
  '))',
  '[[ ',
  ' ]]',
  '# c',
  ' > f',
  '2>&1',
  'sudo ',
  'sh -c ',
  'bash -ec ',
  'env A=b ',
  'xargs ',
  'find . -exec ',
  ' \\;',
  'set -e',
  'set +eo pipefail ',
  'trap ',
  ' EXIT',
  'f() ',
  'eval ',
  'apt-get install -y ',
  ' -',
  '--',
  '--x=',
  ' *',
  'é',
  '\u{1f600}',
  '\0',
);

describe('any text', () => {
  test('is walked without an exception, every place inside the file and inside its command', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (list) => {
        const text = list.join('');
        for (const command of walkScript(parseShell(joined(text), 'sh'), settings)) {
          argumentsOf(command);
          stepsDownFromRoot(command);
          let at = 0;
          for (const word of wordsOf(command)) {
            const { start, end } = word.span;
            expect([start >= 0, start <= end, end <= text.length]).toEqual([true, true, true]);
            // Words joined by `eval` keep their order too.
            expect(start).toBeGreaterThanOrEqual(at);
            at = start;
            if (word.value !== undefined) expect(valueOf(word).text).toBe(word.value);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('costs steps in proportion to its length', () => {
    const steps = (times: number): number => {
      const text = 'a "$(b | c)" && sudo env X=y sh -c "d; e" || { f; } ; '.repeat(times);
      return walkScript(parseShell(joined(text), 'sh'), settings).length;
    };
    expect(steps(400)).toBe(4 * steps(100));
  });
});

test('a verbatim text maps to itself', () => {
  const source = new SourceText('RUN a b', 'Dockerfile');
  const [command] = walkScript(parseShell(DerivedText.verbatim(source, { start: 4, end: 7 }), 'sh'), settings);
  expect(command && wordsOf(command).map((word) => word.span)).toEqual([
    { start: 4, end: 5 },
    { start: 6, end: 7 },
  ]);
});
