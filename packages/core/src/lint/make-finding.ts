import { fillMessage } from '../rule/messages.ts';
import { type Located, locateInFile, textAt } from '../text/located.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { docsUrl } from './docs-url.ts';
import type { Draft } from './finish.ts';
import type { Finding, FindingFix, Place, Point } from './findings.ts';
import { hashText, normaliseForFingerprint } from './fingerprint.ts';

/** Turns the drafts of one file into findings. Ordinals count equal findings in file order. */
export function makeFindings(drafts: readonly Draft[]): readonly Finding[] {
  const ordinals = new Map<string, number>();
  return drafts.map((draft) => {
    const identity = identityOf(draft);
    const ordinal = ordinals.get(identity) ?? 0;
    ordinals.set(identity, ordinal + 1);
    return makeFinding(draft, hashText(`${identity}\n${ordinal}`));
  });
}

function identityOf({ active, report, at }: Draft): string {
  return [active.rule.id, report.message, report.subject ?? '', normaliseForFingerprint(textAt(at))].join('\n');
}

function makeFinding({ active, report, at, severity }: Draft, fingerprint: string): Finding {
  const { rule } = active;
  const template = rule.messages[report.message];
  if (template === undefined) throw new Error(`The rule ${rule.id} has no message ${report.message}.`);
  return {
    rule: rule.id,
    messageId: report.message,
    message: maskSecrets(fillMessage(template, report.data)),
    severity,
    category: rule.category,
    aliases: rule.aliases,
    ...placeOf(at),
    fingerprint,
    related: (report.related ?? []).map((other) => ({ ...placeOf(locateInFile(other.at)), label: maskSecrets(other.label) })),
    fix: makeFix({ active, report }),
    docs: docsUrl(rule.id),
    subject: report.subject,
    aboutMissing: rule.aboutMissing,
  };
}

function makeFix({ active, report }: Pick<Draft, 'active' | 'report'>): FindingFix | undefined {
  const { rule } = active;
  if (rule.fixable === 'none' || !report.fix) return undefined;
  const edits = report.fix();
  if (edits.length === 0) return undefined;
  return {
    safety: rule.fixable,
    title: report.fixTitle ?? rule.fixTitle ?? rule.summary,
    edits: edits.map((edit) => ({ ...placeOf(locateInFile(edit.at)), text: edit.text })),
  };
}

/** A place as plain data: path, and both ends with line, column and offset. */
export function placeOf(at: Located): Place {
  return { path: at.source.path, start: pointOf(at, at.span.start), end: pointOf(at, at.span.end) };
}

function pointOf(at: Located, offset: number): Point {
  return { ...at.source.position(offset), offset };
}
