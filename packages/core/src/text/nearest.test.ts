import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearest } from './nearest.ts';

test.each([
  ['a letter too many', 'pports', ['ports', 'volumes'], 'ports'],
  ['a letter missing', 'prts', ['ports', 'volumes'], 'ports'],
  ['another letter', 'posts', ['ports', 'volumes'], 'ports'],
  ['two neighbours swapped count once', 'imaeg', ['image'], 'image'],
  ['letter case counts nothing', 'FORM', ['from', 'arg'], 'from'],
  ['the same word', 'image', ['image'], 'image'],
  ['the nearest of several', 'volume', ['volumes_from', 'volumes', 'value'], 'volumes'],
  ['the first of equals', 'cat', ['bat', 'hat'], 'bat'],
  ['up to a third of the word', 'networkz_mod', ['network_mode'], 'network_mode'],
  ['never more than three', 'abcdefghijklmnop', ['wxyzefghijklmnop'], undefined],
  ['never most of a short word', 'ab', ['cd'], undefined],
  ['nothing near', 'kubernetes', ['image', 'ports'], undefined],
  ['nothing to choose from', 'image', [], undefined],
  ['no word', '', ['image'], undefined],
  ['no word that is too long', 'x'.repeat(65), ['x'.repeat(65)], undefined],
])('%s', (_, word, candidates, found) => {
  expect(nearest(word, candidates)).toBe(found);
});

test('one change of a word of three letters or more is found', () => {
  const word = fc.stringMatching(/^[a-z]{4,12}$/);
  fc.assert(
    fc.property(word, fc.nat(11), fc.constantFrom('q', ''), (meant, at, put) => {
      const typed = meant.slice(0, at % meant.length) + put + meant.slice((at % meant.length) + 1);
      expect(nearest(typed, [meant])).toBe(meant);
    }),
  );
});
