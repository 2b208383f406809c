import type { DocumentKind } from '../project/document.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';

/** What a comment covers; `covered-spans.ts` has the span of each. */
export type Coverage = 'next' | 'line' | 'file';

interface CommentForm {
  readonly word: string;
  readonly coverage: Coverage;
  /** The languages that can hold such a comment. A Dockerfile has no comments at the end of a line. */
  readonly languages: readonly DocumentKind[];
}

/** The comments that silence findings. A new form is a row here and, if it covers something new, a span. */
export const commentForms: readonly CommentForm[] = [
  { word: 'plimsoll-disable-next-line', coverage: 'next', languages: ['dockerfile', 'compose'] },
  { word: 'plimsoll-disable-line', coverage: 'line', languages: ['compose'] },
  { word: 'plimsoll-disable-file', coverage: 'file', languages: ['dockerfile', 'compose'] },
];

/** What starts like one of our comments and is none is reported, and not taken for prose. */
const ours = /^plimsoll[-:](?:disable|enable|ignore|suppress|skip|off|on)/;

/** A rule as a comment names it. */
export interface NamedRule {
  readonly name: string;
  /** In the comment's text. */
  readonly span: Span;
}

/** Why a comment is malformed: a message of `plimsoll/valid-suppression` with its data. Spans are in the comment's text. */
export interface CommentFault {
  readonly message: 'unknownForm' | 'wrongLanguage' | 'noRule' | 'reasonWithoutDashes';
  readonly span: Span;
  readonly data: Readonly<Record<string, string>>;
}

export interface ParsedComment {
  /** Undefined if the form is unknown or impossible in this language. */
  readonly coverage: Coverage | undefined;
  readonly rules: readonly NamedRule[];
  readonly reason: string | undefined;
  readonly faults: readonly CommentFault[];
}

/**
 * Reads `plimsoll-disable-next-line RULE[, RULE] -- reason`. `text` is what follows the `#`. Undefined if the comment is
 * not meant for us. A comment with faults still silences the rules that could be read from it.
 */
export function parseSuppressionComment(text: string, language: DocumentKind): ParsedComment | undefined {
  const start = text.length - text.trimStart().length;
  const word = wordAt(text, start);
  const lower = word.toLowerCase();
  const form = commentForms.find((candidate) => candidate.word === lower);
  const wordSpan = { start, end: start + word.length };
  if (!form) {
    if (!ours.test(lower)) return undefined;
    const near = nearest(
      lower,
      commentForms.map((candidate) => candidate.word),
    );
    const hint =
      near === undefined ? `Known are ${commentForms.map((known) => known.word).join(', ')}.` : `Did you mean ${near}?`;
    return {
      coverage: undefined,
      rules: [],
      reason: undefined,
      faults: [{ message: 'unknownForm', span: wordSpan, data: { word, hint } }],
    };
  }
  const { listEnd, reason } = splitReason(text, wordSpan.end);
  const { rules, faults } = readRules(text, wordSpan.end, listEnd);
  if (rules.length === 0) faults.push({ message: 'noRule', span: wordSpan, data: { word: form.word } });
  if (form.languages.includes(language)) return { coverage: form.coverage, rules, reason, faults };
  faults.push({ message: 'wrongLanguage', span: wordSpan, data: { word: form.word } });
  return { coverage: undefined, rules: [], reason, faults };
}

/** The characters from `start` up to the next blank. */
function wordAt(text: string, start: number): string {
  return /^\S*/.exec(text.slice(start))?.[0] ?? '';
}

/** `--` between blanks begins the reason. */
function splitReason(text: string, from: number): { readonly listEnd: number; readonly reason: string | undefined } {
  const dashes = /(?:^|\s)--(?=\s|$)/.exec(text.slice(from));
  if (!dashes) return { listEnd: text.length, reason: undefined };
  const listEnd = from + dashes.index;
  return { listEnd, reason: text.slice(from + dashes.index + dashes[0].length).trim() || undefined };
}

/** Names between commas. Words behind a name are a reason without its dashes. */
function readRules(
  text: string,
  from: number,
  end: number,
): { readonly rules: NamedRule[]; readonly faults: CommentFault[] } {
  const rules: NamedRule[] = [];
  const faults: CommentFault[] = [];
  for (let at = from; at < end; ) {
    const comma = text.indexOf(',', at);
    const stop = comma === -1 || comma > end ? end : comma;
    const item = text.slice(at, stop);
    const start = at + (item.length - item.trimStart().length);
    const name = wordAt(item.trimStart(), 0);
    if (name !== '') rules.push({ name, span: { start, end: start + name.length } });
    const rest = item.trim().slice(name.length);
    if (rest !== '') {
      const trimmed = rest.trim();
      const restStart = start + name.length + (rest.length - rest.trimStart().length);
      faults.push({
        message: 'reasonWithoutDashes',
        span: { start: restStart, end: restStart + trimmed.length },
        data: {},
      });
      return { rules, faults };
    }
    at = stop + 1;
  }
  return { rules, faults };
}
