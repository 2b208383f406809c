import type { LintResult } from '../lint/findings.ts';
import type { Rule, Severity } from '../rule/rule-types.ts';

/** What became of fixes in a run that made them. */
export interface FixCounts {
  /** Fixes that came up; more than the others together where one fix made another needless. */
  readonly found: number;
  readonly applied: number;
  /** Fixes of findings that remain. */
  readonly refused: number;
  /** Nothing was written: `applied` are those that would be. */
  readonly isDryRun?: boolean;
}

/** What a formatter may be told; each has a default. */
export interface FormatOptions {
  /** Columns of the terminal; 80 if absent. Only for formats that people read. */
  readonly width?: number;
  /** Paints with SGR sequences; no if absent. */
  readonly colour?: boolean;
  /** The caller left out what is less severe, and so it is not counted either. Only for formats that people read. */
  readonly least?: Severity;
  /** Who makes the report: `plimsoll` and its version. Machine formats name it if it is given. */
  readonly tool?: { readonly name: string; readonly version: string };
  /** In a run that made fixes; the result is then what remains. */
  readonly fixes?: FixCounts;
  /** What the host could not read. Machine formats carry it, as their reader may see nothing else. */
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** The rules that were on, with their texts. For formats that describe rules: `sarif`. */
  readonly rules?: readonly Rule[];
}

/** A pure function that runs anywhere. The text ends with a line end, unless it is empty. */
export type Formatter = (result: LintResult, options?: FormatOptions) => string;
