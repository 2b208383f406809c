import { fillMessage } from '../rule/messages.ts';
import { type Located, locateInFile, textAt } from '../text/located.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { maskedTextAt, secretsBeside } from '../text/source-secrets.ts';
import type { TextEdit } from '../text/text-edit.ts';
import { docsUrl } from './docs-url.ts';
import type { Crash, Finding, FindingFix, Place, Point } from './findings.ts';
import { hashText, normaliseForFingerprint } from './fingerprint.ts';
import type { Draft } from './finish.ts';
import { reportName } from './rule-names.ts';
import { crashOf } from './run-rules.ts';
import { isShort, shortenQuote } from './shorten-quote.ts';

/** A finding with the draft that it was made from. */
export interface MadeFinding {
  readonly draft: Draft;
  readonly finding: Finding;
}

/**
 * Turns the drafts of one file, in file order, into findings. Ordinals count equal findings. A rule that throws while
 * its fix or its message is made becomes a crash: the finding then has no fix, or is left out.
 */
export function makeFindings(drafts: readonly Draft[], crashes: Crash[]): readonly MadeFinding[] {
  const ordinals = new Map<string, number>();
  return drafts.flatMap((draft) => {
    const identity = identityOf(draft);
    const ordinal = ordinals.get(identity) ?? 0;
    ordinals.set(identity, ordinal + 1);
    try {
      return { draft, finding: makeFinding(draft, hashText(`${identity}\n${ordinal}`), crashes) };
    } catch (error) {
      crashes.push(crashOf(draft.active.rule.id, draft.at.source.path, error));
      return [];
    }
  });
}

/** Secrets take no part: a hash of a short one could be tried out. */
function identityOf({ active, report, at }: Draft): string {
  return [
    reportName(active.rule.id, report.code),
    report.message,
    report.subject ?? '',
    normaliseForFingerprint(maskedTextAt(at)),
  ].join('\n');
}

function makeFinding(draft: Draft, fingerprint: string, crashes: Crash[]): Finding {
  const { active, report, at, severity } = draft;
  const { rule } = active;
  const template = rule.messages[report.message];
  if (template === undefined) throw new Error(`The rule ${rule.id} has no message ${report.message}.`);
  const related = (report.related ?? []).map((other) => ({ at: locateInFile(other.at), label: other.label }));
  const secrets = [at, locateInFile(report.at), ...related.map((other) => other.at)].flatMap(secretsBeside);
  return {
    rule: rule.id,
    messageId: report.message,
    message: report.data ? messageOf(template, report.data, secrets) : template,
    severity,
    category: rule.category,
    aliases: aliasesOf(rule.aliases, report.code),
    ...placeOf(at),
    fingerprint,
    related: related.map((other) => ({ ...placeOf(other.at), label: quoted(other.label, secrets) })),
    fix: makeFix(draft, crashes),
    docs: rule.docs ?? docsUrl(rule.id),
    subject: report.subject,
    aboutMissing: rule.aboutMissing,
  };
}

/** A report with a code has the aliases that stand for that code alone. */
function aliasesOf(aliases: readonly string[], code: string | undefined): readonly string[] {
  if (code === undefined) return aliases;
  return aliases.map((alias) => alias.replace(/[A-Za-z]*nnnn$/, code));
}

/** Masked as a whole too: a secret may be known by the words around it. */
function messageOf(
  template: string,
  data: Readonly<Record<string, string | number>>,
  secrets: readonly string[],
): string {
  const isLong = Object.values(data).some((value) => !isShort(String(value)));
  const shown = isLong
    ? Object.fromEntries(Object.entries(data).map(([name, value]) => [name, quoted(String(value), secrets)]))
    : data;
  return maskSecrets(fillMessage(template, shown), secrets);
}

/** Masked before it is cut: half of a secret is not known for one. */
function quoted(text: string, secrets: readonly string[]): string {
  return shortenQuote(maskSecrets(text, secrets));
}

function makeFix({ active, report, at }: Draft, crashes: Crash[]): FindingFix | undefined {
  const { rule } = active;
  if (rule.fixable === 'none' || !report.fix) return undefined;
  try {
    const edits = report.fix();
    if (edits.length === 0 || !edits.every(fitsIntoFile)) return undefined;
    return {
      safety: report.fixSafety ?? rule.fixable,
      title: report.fixTitle === undefined ? (rule.fixTitle ?? rule.summary) : maskSecrets(report.fixTitle),
      edits: edits.map((edit) => ({ ...placeOf(locateInFile(edit.at)), text: edit.text })),
    };
  } catch (error) {
    crashes.push(crashOf(rule.id, at.source.path, error));
    return undefined;
  }
}

/**
 * An edit of an embedded text (`dockerfile_inline`) can be made in the file around it where what it replaces stands there
 * verbatim and the new text means the same inside a YAML scalar: no line ends, quotes, backslashes, `$`, `#` or `:`.
 */
function fitsIntoFile({ at, text }: TextEdit): boolean {
  if (!at.source.embedding) return true;
  const outer = locateInFile(at);
  return textAt(outer) === textAt(at) && !/[\r\n"'\\$#:]/.test(text);
}

/** A place as plain data: path, and both ends with line, column and offset. */
export function placeOf(at: Located): Place {
  return { path: at.source.path, start: pointOf(at, at.span.start), end: pointOf(at, at.span.end) };
}

function pointOf(at: Located, offset: number): Point {
  return { ...at.source.position(offset), offset };
}
