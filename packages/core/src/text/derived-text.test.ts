import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DerivedText, DerivedTextBuilder } from './derived-text.ts';
import { locateInFile, textAt } from './located.ts';
import { SourceText } from './source-text.ts';

/** `RUN a \<newline>  b "\t"`: joined over the continuation, with the escape decoded. */
const source = new SourceText('RUN ab \\\n  cd "\\t!"\n', 'Dockerfile');
function sample(): DerivedText {
  const builder = new DerivedTextBuilder(source);
  builder.copy(4, 7);
  builder.copy(9, 15);
  builder.substitute('\t', 15, 17);
  builder.copy(17, 18);
  return builder.build();
}

describe('a text of pieces', () => {
  const derived = sample();

  test('reads as joined', () => {
    expect(derived.text).toBe('ab   cd "\t!');
  });

  test.each([
    ['inside a piece', 0, 2, 'ab'],
    ['over what was dropped', 1, 7, 'b \\\n  cd'],
    ['up to what was dropped, without it', 0, 3, 'ab '],
    ['behind what was dropped, without it', 3, 7, '  cd'],
    ['an escape', 9, 10, '\\t'],
    ['with an escape', 8, 11, '"\\t!'],
  ])('maps a span %s', (_, start, end, quoted) => {
    expect(textAt(derived.locate({ start, end }))).toBe(quoted);
    expect(textAt(derived.slice({ start, end }).locate({ start: 0, end: end - start }))).toBe(quoted);
  });

  test.each([
    ['at the start', 0, 4],
    ['behind a dropped part', 3, 9],
    ['at an escape', 9, 15],
    ['at the end', 11, 18],
  ])('maps an empty span %s', (_, at, offset) => {
    expect(derived.toSource({ start: at, end: at })).toEqual({ start: offset, end: offset });
  });
});

describe('other texts', () => {
  test('a verbatim text maps by addition, and so do its slices', () => {
    const derived = DerivedText.verbatim(source, { start: 4, end: 7 });
    expect(derived.text).toBe('ab ');
    expect(derived.toSource({ start: 1, end: 2 })).toEqual({ start: 5, end: 6 });
    expect(derived.slice({ start: 1, end: 3 }).toSource({ start: 0, end: 1 })).toEqual({ start: 5, end: 6 });
  });

  test('an empty text has a place', () => {
    expect(new DerivedTextBuilder(source).build(7).toSource({ start: 0, end: 0 })).toEqual({ start: 7, end: 7 });
  });

  test('a text inside another file is located there', () => {
    const map = sample();
    const inner = new SourceText(map.text, 'Dockerfile', { host: source, map });
    const place = locateInFile({ source: inner, span: { start: 1, end: 7 } });
    expect(place.source).toBe(source);
    expect(textAt(place)).toBe('b \\\n  cd');
  });
});

describe('properties', () => {
  /** Pieces of a source, some of them left out or replaced. */
  const built = fc
    .array(fc.tuple(fc.constantFrom('copy', 'drop', 'replace'), fc.integer({ min: 1, max: 4 })), {
      minLength: 1,
      maxLength: 12,
    })
    .map((pieces) => {
      const text = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
      const builder = new DerivedTextBuilder(new SourceText(text, 'x'));
      let at = 0;
      for (const [what, length] of pieces) {
        if (what === 'copy') builder.copy(at, at + length);
        if (what === 'replace') builder.substitute('#', at, at + length);
        at += length;
      }
      return { derived: builder.build(), end: at };
    });

  test('spans map inside the source, in order, and copied characters to themselves', () => {
    fc.assert(
      fc.property(built, ({ derived, end }) => {
        let last = 0;
        for (let at = 0; at < derived.text.length; at++) {
          const span = derived.toSource({ start: at, end: at + 1 });
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(end);
          if (derived.text[at] !== '#') expect(derived.source.slice(span)).toBe(derived.text[at]);
          last = span.end;
        }
      }),
    );
  });

  test('slices, and copies into another text, map as the whole does', () => {
    fc.assert(
      fc.property(built, fc.nat(30), fc.nat(30), ({ derived }, a, b) => {
        const start = Math.min(a, b, derived.text.length);
        const end = Math.min(Math.max(a, b), derived.text.length);
        const slice = derived.slice({ start, end });
        const builder = new DerivedTextBuilder(derived.source);
        derived.appendTo(builder, { start, end });
        const copy = builder.build();
        expect(slice.text).toBe(derived.text.slice(start, end));
        expect(copy.text).toBe(slice.text);
        for (let at = start; at < end; at++) {
          const whole = derived.toSource({ start: at, end: at + 1 });
          expect(slice.toSource({ start: at - start, end: at - start + 1 })).toEqual(whole);
          expect(copy.toSource({ start: at - start, end: at - start + 1 })).toEqual(whole);
        }
      }),
    );
  });
});
