import { looksLikeCompose } from '../compose/parse-compose.ts';
import type { Document } from '../project/document.ts';
import { type Located, locateInFile } from '../text/located.ts';
import type { Span } from '../text/span.ts';
import type { ActiveRule } from './active-rules.ts';
import { engineName } from './findings.ts';
import type { Draft, FinishContext } from './finish.ts';
import { suggestRule } from './rule-names.ts';
import type { NamedRule } from './suppression-comments.ts';
import type { SuppressionComment } from './suppressions.ts';

/** Rules without listeners: what they report is made here, if they are on. */
const unusedRuleId = 'plimsoll/no-unused-suppression';
const validRuleId = 'plimsoll/valid-suppression';

/** What the engine reports about comments, as drafts of its two rules. */
export function suppressionDrafts(
  comments: readonly SuppressionComment[],
  drafts: readonly Draft[],
  context: FinishContext,
): readonly Draft[] {
  const used = new Set<NamedRule>(drafts.flatMap(({ silencedBy }) => silencedBy ?? []));
  return comments.flatMap((comment) => {
    const { active } = context.configOf(comment.document.source.path);
    const unused = active.find(({ rule }) => rule.id === unusedRuleId);
    const valid = active.find(({ rule }) => rule.id === validRuleId);
    return [
      ...(valid ? invalidParts(comment, valid, context) : []),
      ...(unused
        ? unusedNames(comment, used, context).map((named) =>
            draftOf(unused, comment, named.span, 'unused', { rule: named.name }),
          )
        : []),
    ];
  });
}

function invalidParts(comment: SuppressionComment, valid: ActiveRule, { config }: FinishContext): readonly Draft[] {
  const faults = comment.faults.map(({ message, span, data }) => draftOf(valid, comment, span, message, data));
  const unknown = comment.rules.filter(({ name }) => !config.idsByName.has(name.toLowerCase()));
  const named = unknown.map(({ name, span }) => {
    // Rules of several languages share names; the file's own is meant.
    const own = `${comment.document.kind}/${name.toLowerCase()}`;
    const near = config.idsByName.has(own) ? own : suggestRule(name, config.idsByName);
    const hint = near === undefined ? 'See plimsoll --list-rules.' : `Did you mean ${near}?`;
    return draftOf(valid, comment, span, 'unknownRule', { rule: name, hint });
  });
  const [first] = comment.rules;
  if (comment.covers || faults.length > 0 || !first) return [...faults, ...named];
  return [...faults, ...named, draftOf(valid, comment, first.span, 'nothingBelow', {})];
}

/**
 * Names that silenced nothing. Never one whose rule may not have run here: off, crashed, about several files where only
 * one kind was read, or in a file that could not be read to its end.
 */
function unusedNames(
  comment: SuppressionComment,
  used: ReadonlySet<NamedRule>,
  context: FinishContext,
): readonly NamedRule[] {
  if (!comment.covers || !isWhollyLinted(comment.document)) return [];
  return comment.rules.filter((named) => {
    if (used.has(named)) return false;
    const ids = context.config.idsByName.get(named.name.toLowerCase()) ?? [];
    return ids.length > 0 && ids.every((id) => hasRun(id, comment, context));
  });
}

function hasRun(id: string, { document }: SuppressionComment, { configOf, project, crashes }: FinishContext): boolean {
  // A comment that silences these two is judged together with them, so it can't be told whether it is of use.
  if (id === unusedRuleId || id === validRuleId) return false;
  const active = configOf(document.source.path).active.find(({ rule }) => rule.id === id);
  if (!active || crashes.some(({ rule }) => rule === id || rule === engineName)) return false;
  if (active.rule.language !== 'project') return true;
  const kinds = new Set([...project.targets.values()].map(({ kind }) => kind));
  return kinds.size === 2;
}

function isWhollyLinted(document: Document): boolean {
  if (document.kind === 'dockerfile') return true;
  return looksLikeCompose(document) === 'compose' && document.root.problems.length === 0;
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
