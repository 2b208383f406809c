import type { Document } from '../project/document.ts';
import { type Located, locateInFile } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { ActiveRule } from './active-rules.ts';
import type { Draft, FinishContext } from './finish.ts';
import { lookUpName, reportName, splitReportName, suggestRule } from './rule-names.ts';
import { isWhollyLinted, rulesThatRan } from './rules-that-ran.ts';
import type { NamedRule } from './suppression-comments.ts';
import { countUpTo, isExpired, type SuppressionIndex } from './suppression-index.ts';
import type { SuppressionComment } from './suppressions.ts';

/** Rules without listeners: what they report is made here, if they are on. */
const unusedRuleId = 'plimsoll/no-unused-suppression';
const validRuleId = 'plimsoll/valid-suppression';

/** A rule's finding with the places at which a comment may silence it. */
interface SilenceablePlaces {
  readonly rule: string;
  readonly code: string | undefined;
  readonly places: readonly Located[];
}

/** What the engine reports about comments of ours, as drafts of its two rules. */
export function suppressionDrafts(
  comments: readonly SuppressionComment[],
  found: readonly SilenceablePlaces[],
  index: SuppressionIndex,
  context: FinishContext,
): readonly Draft[] {
  const used = usedNames(found, index);
  const hasRun = runTeller(context);
  const hintFor = hintGiver(context);
  return comments.flatMap((comment) => {
    const { active } = context.configOf(comment.document.source.path);
    const unused = active.find(({ rule }) => rule.id === unusedRuleId);
    const valid = active.find(({ rule }) => rule.id === validRuleId);
    return [
      ...(valid ? invalidParts(comment, { valid, index, hasRun, hintFor, context }) : []),
      ...(unused
        ? unusedNames(comment, used, hasRun, context).map((named) =>
            draftOf(unused, comment, named.span, 'unused', { rule: named.name }),
          )
        : []),
    ];
  });
}

/** The names of which a cover holds a finding; each cover is asked with one search among the findings' places. */
function usedNames(found: readonly SilenceablePlaces[], { covers }: SuppressionIndex): ReadonlySet<NamedRule> {
  const offsets = new Map<SourceText, Map<string, number[]>>();
  for (const { rule, code, places } of found) {
    for (const { source, span } of places) {
      const byRule = offsets.get(source) ?? new Map<string, number[]>();
      offsets.set(source, byRule);
      for (const name of new Set([rule, reportName(rule, code)])) {
        const list = byRule.get(name);
        if (list) list.push(span.start);
        else byRule.set(name, [span.start]);
      }
    }
  }
  const used = new Set<NamedRule>();
  for (const [source, byRule] of covers) {
    for (const [rule, { list }] of byRule) {
      const sorted =
        offsets
          .get(source)
          ?.get(rule)
          ?.sort((a, b) => a - b) ?? [];
      for (const { named, span } of list) {
        if (countUpTo(sorted, span.end) > countUpTo(sorted, span.start - 1)) used.add(named);
      }
    }
  }
  return used;
}

interface Judge {
  readonly valid: ActiveRule;
  readonly index: SuppressionIndex;
  readonly hasRun: RunTeller;
  readonly hintFor: (name: string, kind: Document['kind']) => string;
  readonly context: FinishContext;
}

function invalidParts(comment: SuppressionComment, judge: Judge): readonly Draft[] {
  const { valid, hintFor, context } = judge;
  const { rules, faults, document } = comment;
  const drafts = faults.map(({ message, span, data }) => draftOf(valid, comment, span, message, data));
  for (const { name, span } of rules) {
    if (lookUpName(name, context.config.idsByName)) continue;
    const data = { rule: name, hint: hintFor(name, document.kind) };
    drafts.push(draftOf(valid, comment, span, 'unknownRule', data));
  }
  const [first] = rules;
  if (first && faults.length === 0 && rules.some(({ name }) => judge.hasRun(name, comment))) {
    drafts.push(...uselessParts(comment, first, judge));
  }
  if (comment.coverage === 'end' && judge.index.idleEnds.has(comment)) {
    drafts.push(draftOf(valid, comment, wordSpan(comment), 'nothingToEnable', {}));
  }
  const needsReason = valid.options.requireReason === true && comment.coverage !== undefined;
  if (first && needsReason && comment.coverage !== 'end' && comment.reason === undefined) {
    drafts.push(draftOf(valid, comment, first.span, 'noReason', {}));
  }
  return drafts;
}

/** What is well formed and of no use for a rule that ran: above nothing, over, or the end of a range that is not open. */
function uselessParts(comment: SuppressionComment, first: NamedRule, judge: Judge): readonly Draft[] {
  const { valid, index, hasRun, context } = judge;
  const { until, coverage, covers, rules } = comment;
  if (coverage === 'end') {
    const idle = rules.filter((named) => index.idleEnds.has(named) && hasRun(named.name, comment));
    return idle.map(({ span }) => draftOf(valid, comment, span, 'nothingToEnable', {}));
  }
  if (!covers) return [draftOf(valid, comment, first.span, 'nothingBelow', {})];
  if (!until || !isExpired(comment, context.project.today)) return [];
  return [draftOf(valid, comment, until.span, 'expired', { date: until.date })];
}

/** The comment's first word. */
function wordSpan({ document, textStart }: SuppressionComment): Span {
  const { text } = document.source;
  const blanks = /\s*/y;
  blanks.lastIndex = textStart;
  const start = blanks.test(text) ? blanks.lastIndex - textStart : 0;
  const word = /\S*/y;
  word.lastIndex = textStart + start;
  word.test(text);
  return { start, end: word.lastIndex - textStart };
}

/** Hostile files name thousands of rules that do not exist; a hint compares with every name there is. */
const maxHints = 50;

function hintGiver({ config }: FinishContext): Judge['hintFor'] {
  const known = new Map<string, string | undefined>();
  return (name, kind) => {
    const lower = name.toLowerCase();
    // Rules of several languages share names; the file's own is meant.
    const own = `${kind}/${lower}`;
    if (config.idsByName.has(own)) return `Did you mean ${own}?`;
    if (!known.has(lower) && known.size < maxHints) known.set(lower, suggestRule(name, config.idsByName));
    const near = known.get(lower);
    return near === undefined ? 'See plimsoll --list-rules.' : `Did you mean ${near}?`;
  };
}

/**
 * Names that silenced nothing. Never one whose rule may not have run here: off, crashed, about several files where only
 * one kind was read, or in a file that could not be read to its end.
 */
function unusedNames(
  comment: SuppressionComment,
  used: ReadonlySet<NamedRule>,
  hasRun: RunTeller,
  { project }: FinishContext,
): readonly NamedRule[] {
  const { covers, document, rules } = comment;
  if (!covers || isExpired(comment, project.today) || !isWhollyLinted(document)) return [];
  return rules.filter(({ name }) => hasRun(name, comment)).filter((named) => !used.has(named));
}

type RunTeller = (name: string, comment: SuppressionComment) => boolean;

/** Tells whether all rules of a name have run on a comment's file; false for a name of none. */
function runTeller(context: FinishContext): RunTeller {
  const { config, configOf } = context;
  const known = new Map<object, ReadonlySet<string>>();
  return (name, { document }) => {
    const own = configOf(document.source.path);
    const ran = known.get(own) ?? rulesThatRan(own, context);
    known.set(own, ran);
    const ids = (lookUpName(name, config.idsByName) ?? []).map((found) => splitReportName(found).id);
    // A comment that silences these two is judged together with them, so it can't be told whether it is of use.
    return ids.length > 0 && ids.every((id) => ran.has(id) && id !== unusedRuleId && id !== validRuleId);
  };
}

function draftOf(
  active: ActiveRule,
  comment: SuppressionComment,
  inText: Span,
  message: string,
  data: Readonly<Record<string, string>>,
): Draft {
  const { document, textStart } = comment;
  const at: Located = {
    source: document.source,
    span: { start: textStart + inText.start, end: textStart + inText.end },
  };
  const { severity } = active;
  return {
    active,
    report: { message, at, data },
    scope: document,
    at: locateInFile(at),
    severity,
    suppressed: undefined,
  };
}
