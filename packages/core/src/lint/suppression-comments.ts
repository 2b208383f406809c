import type { DocumentKind } from '../project/document.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';

/**
 * What a comment covers; `covered-spans.ts` has the span of each. `rest` begins a range and `end` ends it. Those from
 * `below` on are other tools' alone: `below` is what starts on the very next line, `line-below` that line,
 * `stage-rest` a stage from the comment on, `stage-below` the stage whose FROM is on the next line.
 */
export type Coverage =
  | 'next'
  | 'line'
  | 'file'
  | 'rest'
  | 'end'
  | 'stage'
  | 'below'
  | 'line-below'
  | 'stage-rest'
  | 'stage-below';

interface CommentForm {
  readonly word: string;
  readonly coverage: Coverage;
  /** The languages that can hold such a comment. A Dockerfile has no comments at the end of a line, YAML no stages. */
  readonly languages: readonly DocumentKind[];
}

/** The comments that silence findings. A new form is a row here and, if it covers something new, a span. */
export const commentForms: readonly CommentForm[] = [
  { word: 'plimsoll-disable-next-line', coverage: 'next', languages: ['dockerfile', 'compose'] },
  { word: 'plimsoll-disable-line', coverage: 'line', languages: ['compose'] },
  { word: 'plimsoll-disable-stage', coverage: 'stage', languages: ['dockerfile'] },
  { word: 'plimsoll-disable-file', coverage: 'file', languages: ['dockerfile', 'compose'] },
  { word: 'plimsoll-disable', coverage: 'rest', languages: ['dockerfile', 'compose'] },
  { word: 'plimsoll-enable', coverage: 'end', languages: ['dockerfile', 'compose'] },
];

/** What starts like one of our comments and is none is reported, and not taken for prose. */
const ours = /^plimsoll[-:](?:disable|enable|ignore|suppress|skip|off|on)/;

/** A rule as a comment names it; `tool/*` in the comment of another tool means all that it knows. */
export interface NamedRule {
  readonly name: string;
  /** In the comment's text. */
  readonly span: Span;
}

/** Why a comment is malformed: a message of `plimsoll/valid-suppression` with its data. Spans are in the comment's text. */
export interface CommentFault {
  readonly message: 'unknownForm' | 'wrongLanguage' | 'stageInYaml' | 'noRule' | 'reasonWithoutDashes' | 'invalidDate';
  readonly span: Span;
  readonly data: Readonly<Record<string, string>>;
}

/** The last day on which a comment of ours counts, and the first on which one of another tool does not. */
export interface Until {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** In the comment's text. */
  readonly span: Span;
}

export interface ParsedComment {
  /** Undefined if the form is unknown or impossible in this language. */
  readonly coverage: Coverage | undefined;
  readonly rules: readonly NamedRule[];
  readonly reason: string | undefined;
  readonly until: Until | undefined;
  readonly faults: readonly CommentFault[];
}

/**
 * Reads `plimsoll-disable-next-line RULE[, RULE] [until=YYYY-MM-DD] -- reason`. `text` is what follows the `#`. Undefined
 * if the comment is not meant for us. A comment with faults still silences the rules that could be read from it.
 */
export function parseSuppressionComment(text: string, language: DocumentKind): ParsedComment | undefined {
  const start = text.length - text.trimStart().length;
  const word = wordAt(text, start);
  const lower = word.toLowerCase();
  const form = commentForms.find((candidate) => candidate.word === lower);
  const wordSpan = { start, end: start + word.length };
  if (!form) return ours.test(lower) ? unknownForm(word, wordSpan) : undefined;
  const { listEnd, reason } = splitReason(text, wordSpan.end);
  const { rules, until, faults } = readList(text, { start: wordSpan.end, end: listEnd });
  if (rules.length === 0 && form.coverage !== 'end') {
    faults.push({ message: 'noRule', span: wordSpan, data: { word: form.word } });
  }
  if (form.languages.includes(language)) return { coverage: form.coverage, rules, reason, until, faults };
  const message = form.coverage === 'stage' ? 'stageInYaml' : 'wrongLanguage';
  faults.push({ message, span: wordSpan, data: { word: form.word } });
  return { coverage: undefined, rules: [], reason, until: undefined, faults };
}

function unknownForm(word: string, span: Span): ParsedComment {
  const known = commentForms.map((form) => form.word);
  const near = nearest(word.toLowerCase(), known);
  const hint = near === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${near}?`;
  return {
    coverage: undefined,
    rules: [],
    reason: undefined,
    until: undefined,
    faults: [{ message: 'unknownForm', span, data: { word, hint } }],
  };
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

interface RuleList {
  readonly rules: NamedRule[];
  readonly until: Until | undefined;
  readonly faults: CommentFault[];
}

/** Names between commas, and a date. Other words behind a name are a reason without its dashes. */
function readList(text: string, { start, end }: Span): RuleList {
  const rules: NamedRule[] = [];
  const faults: CommentFault[] = [];
  let until: Until | undefined;
  let mayName = true;
  for (const { 0: word, index } of text.slice(start, end).matchAll(/,|[^\s,]+/g)) {
    const span = { start: start + index, end: start + index + word.length };
    if (word === ',') mayName = true;
    else if (/^until=/i.test(word)) {
      const date = word.slice('until='.length);
      if (isDate(date)) until ??= { date, span };
      else faults.push({ message: 'invalidDate', span, data: { date } });
    } else if (mayName) {
      rules.push({ name: word, span });
      mayName = false;
    } else {
      const comma = text.indexOf(',', span.start);
      const stop = comma === -1 || comma > end ? end : comma;
      const prose = text.slice(span.start, stop).trimEnd();
      const proseSpan = { start: span.start, end: span.start + prose.length };
      faults.push({ message: 'reasonWithoutDashes', span: proseSpan, data: {} });
      break;
    }
  }
  return { rules, until, faults };
}

/** A day of the calendar as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (lengths[month - 1] ?? 0);
}
