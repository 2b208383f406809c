import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { leavesOf } from '../src/dockerfile/leaves.ts';
import type { DockerfileDocument, Instruction, Word } from '../src/dockerfile/nodes.ts';
import { parseDockerfile } from '../src/dockerfile/parse-dockerfile.ts';
import { expandWord, wordParts } from '../src/dockerfile/words.ts';
import { buildProblems } from '../src/facts/build-problems.ts';
import { environmentAt } from '../src/facts/environment-at.ts';
import { finalImage } from '../src/facts/final-image.ts';
import { bareBuild } from '../src/project/builds.ts';
import type { Span } from '../src/text/span.ts';

const folder = join(import.meta.dirname, '../../../fixtures/syntax/dockerfile');
const seeds = readdirSync(folder)
  .filter((name) => name.endsWith('.Dockerfile'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

const pieces = [
  ...['FROM', 'RUN', 'COPY', 'ENV', 'ARG', 'ONBUILD', 'HEALTHCHECK', 'CMD', 'LABEL', 'EXPOSE', 'SHELL', 'from'],
  ...['\n', '\n', '\\\n', '`\n', '\r\n', ' ', '\t', '# c\n', '#\n', '# escape=`\n', '\uFEFF', '\0', '\v', '\u0085'],
  ...['<<EOF', '<<-E', '\nEOF\n', '\nE\n', '<<', "<<'E'", '"', "'", '\\', '$', '${', '}', '${A:-', '$A', '/', ':', '@'],
  ...[
    '[',
    ']',
    '["a"',
    ',',
    '"b"]',
    '--from=',
    '--mount=type=',
    '--link',
    '--',
    '=',
    'a',
    'AS',
    'é',
    '\u{1F600}',
    '\uD800',
  ],
];
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));

/** A seed with a stretch of it replaced. */
const mutant = fc
  .tuple(fc.constantFrom(...seeds), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 30 }), soup)
  .map(([seed, where, length, text]) => {
    const at = Math.floor(where * seed.length);
    return seed.slice(0, at) + text + seed.slice(at + length);
  });
const texts = fc.oneof(soup, mutant, fc.string({ unit: 'binary', maxLength: 200 }));
const runs = { numRuns: 2000 };

const inside = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end && inner.start <= inner.end;

/** Every located object below `value`, with the located object that holds it. */
function placesBelow(value: object): readonly { readonly outer: Span; readonly inner: Span; readonly path: string }[] {
  const found: { outer: Span; inner: Span; path: string }[] = [];
  const open: { value: object; outer: Span | undefined; path: string }[] = [{ value, outer: undefined, path: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const span = 'span' in next.value ? (next.value.span as Span) : undefined;
    if (span && next.outer) found.push({ outer: next.outer, inner: span, path: next.path });
    for (const [name, child] of Object.entries(next.value)) {
      if (typeof child !== 'object' || child === null || skipped.has(name)) continue;
      open.push({ value: child, outer: span ?? next.outer, path: `${next.path}.${name}` });
    }
  }
  return found;
}
/** What is no part of the node, or stands elsewhere. */
const skipped = new Set(['source', 'span', 'derived', 'body', 'script', 'leadingComments', 'problems', 'data', 'flag']);

function wordsOf(document: DockerfileDocument): readonly { readonly word: Word; readonly instruction: Instruction }[] {
  const words: { word: Word; instruction: Instruction }[] = [];
  for (const instruction of document.root.instructions) {
    const open: object[] = [instruction];
    for (let next = open.pop(); next; next = open.pop()) {
      if ('kind' in next && next.kind === 'Word') words.push({ word: next as Word, instruction });
      else
        for (const [name, child] of Object.entries(next))
          if (typeof child === 'object' && child && !skipped.has(name)) open.push(child);
    }
  }
  return words;
}

/** The tree without places. */
function shapeOf(text: string): string {
  const { root } = parseDockerfile(text);
  const view = root.instructions.map((instruction) => [
    instruction.kind,
    instruction.keyword.text,
    instruction.body.text,
    instruction.flags.map((flag) => flag.name),
    instruction.heredocs.map((heredoc) => [heredoc.name, heredoc.body.text.replaceAll('\r\n', '\n')]),
    instruction.leadingComments.map((comment) => comment.text),
  ]);
  return JSON.stringify([view, root.escape, root.problems.map((problem) => [problem.code, problem.data])]);
}

describe('any text', () => {
  test('parses, and all facts of its build can be asked for', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = parseDockerfile(text);
        const build = bareBuild(document);
        buildProblems(build);
        finalImage(build);
        for (const { word, instruction } of wordsOf(document)) {
          expandWord(word, environmentAt(build, instruction));
          wordParts(word);
        }
      }),
      runs,
    );
  });

  test('gives spans that nest and lie inside it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { root } = parseDockerfile(text);
        for (const { outer, inner, path } of placesBelow(root)) {
          if (!inside(outer, inner)) throw new Error(`${path}: ${JSON.stringify([outer, inner])}`);
        }
        for (const { span } of root.problems) expect(inside(root.span, span)).toBe(true);
      }),
      runs,
    );
  });

  test('is covered by directives, comments and instructions up to blanks', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { root, source } = parseDockerfile(text);
        const outer = root.comments.filter(
          (comment) => !root.instructions.some((instruction) => inside(instruction.span, comment.span)),
        );
        const nodes = [...root.directives, ...outer, ...root.instructions].sort((a, b) => a.span.start - b.span.start);
        let at = 0;
        let rest = '';
        for (const { span } of nodes) {
          expect(span.start).toBeGreaterThanOrEqual(at);
          rest += source.text.slice(at, span.start);
          at = span.end;
        }
        expect(`${rest}${source.text.slice(at)}`.replaceAll(/[\s\u0085]/g, '')).toBe('');
      }),
      runs,
    );
  });

  test('is what its leaves print, one behind the other', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = parseDockerfile(text);
        const leaves = leavesOf(document);
        expect(leaves.map((leaf) => document.source.slice(leaf.span)).join('')).toBe(document.source.text);
        let at = 0;
        for (const { span } of leaves) {
          expect([span.start, span.end > span.start]).toEqual([at, true]);
          at = span.end;
        }
      }),
      runs,
    );
  });

  test('has leaves of blanks, continuations and line ends that are nothing else', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { kind, source, span } of leavesOf(parseDockerfile(text))) {
          const piece = source.slice(span);
          if (kind === 'blank') expect(piece).toMatch(/^[\s\u0085]+$/);
          if (kind === 'line-end') expect(piece).toMatch(/^\r*\n?$/);
          if (kind === 'continuation') expect(piece).toMatch(/^[\\`][ \t]*\r*\n?$/);
          if (kind === 'comment') expect(piece).toMatch(/^#/);
        }
      }),
      runs,
    );
  });

  test('maps every character of a word to itself, in order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = parseDockerfile(text);
        for (const { word } of wordsOf(document)) {
          let last = -1;
          for (let at = 0; at < word.text.length; at++) {
            const span = word.derived.toSource({ start: at, end: at + 1 });
            expect(span.start).toBeGreaterThanOrEqual(last);
            // An escape of JSON is longer than what it stands for.
            if (span.end - span.start === 1) expect(document.source.text[span.start]).toBe(word.text[at]);
            last = span.start;
          }
        }
      }),
      runs,
    );
  });

  test('means the same with CRLF', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const lf = text.replaceAll('\r', '');
        expect(shapeOf(lf.replaceAll('\n', '\r\n'))).toBe(shapeOf(lf));
      }),
      runs,
    );
  });
});
