import type { DocumentKind } from '../project/document.ts';
import type { Category, Severity } from '../rule/rule-types.ts';
import type { SourceText } from '../text/source-text.ts';
import type { FixSafety } from '../text/text-edit.ts';

/** A point in a file: line and column 1-based, offset in UTF-16 units. */
export interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A place in a file; `end` is exclusive. */
export interface Place {
  readonly path: string;
  readonly start: Point;
  readonly end: Point;
}

export interface RelatedPlace extends Place {
  readonly label: string;
}

export interface FindingEdit extends Place {
  readonly text: string;
}

export interface FindingFix {
  readonly safety: FixSafety;
  readonly title: string;
  readonly edits: readonly FindingEdit[];
}

/** One reported problem: plain data, final. */
export interface Finding extends Place {
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly aliases: readonly string[];
  /** Independent of line numbers: rule, message id, text of the span and ordinal among equals in the file. */
  readonly fingerprint: string;
  readonly related: readonly RelatedPlace[];
  readonly fix: FindingFix | undefined;
  readonly docs: string;
  /** What the finding is about, where several findings are about one thing (a service). */
  readonly subject: string | undefined;
  /** The rule speaks about something missing; `pretty` shows those as one block per subject. */
  readonly aboutMissing: boolean;
}

/** Why a finding is silent: a comment, or the file that lists findings of old code. */
export interface Suppression {
  readonly kind: 'comment' | 'file';
  readonly reason: string | undefined;
  /** The line of the comment, in its file; undefined for `file`. */
  readonly line: number | undefined;
}

/** A finding that is known and accepted. */
export interface SuppressedFinding extends Finding {
  readonly suppression: Suppression;
}

/** One linted file with what was found in it. */
export interface LintedFile {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Ids of the rules that ran to their end here: what they did not find is not there. Absent if nobody knows. */
  readonly rulesRun?: ReadonlySet<string>;
  /** The text, for formatters that show lines; not part of any machine format. */
  readonly source: SourceText;
}

/** Stands in a crash for the rule where the engine itself failed. */
export const engineName = 'plimsoll';

/** A bug of ours: a rule threw. Other rules went on. */
export interface Crash {
  /** The rule's id, or `plimsoll` for the engine: then the file was not linted to its end. */
  readonly rule: string;
  readonly path: string;
  readonly message: string;
  readonly stack: string | undefined;
}

export interface LintSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Findings with a fix, by safety. */
  readonly fixable: { readonly safe: number; readonly unsafe: number };
  readonly suppressed: number;
}

/** What linting gives: plain data, in the order of the project's files; findings ordered by place. */
export interface LintResult {
  readonly files: readonly LintedFile[];
  readonly crashes: readonly Crash[];
  readonly summary: LintSummary;
}
