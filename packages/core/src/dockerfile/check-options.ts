import type { Located } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
import { detectDirective } from './detect-directive.ts';
import { directiveParts } from './directives.ts';
import type { Comment, SyntaxProblem } from './nodes.ts';
import { syntaxProblem } from './problems.ts';

/** The options of `# check=`. */
export interface CheckOptions {
  readonly skipAll: boolean;
  /** Names as written, unknown and empty ones included. */
  readonly skip: readonly string[];
  readonly experimentalAll: boolean;
  readonly experimental: readonly string[];
  /** `error=true`: BuildKit fails if any of its checks fired. */
  readonly error: boolean;
}

/** Options, or the first thing that is wrong with them. */
export type CheckOptionsResult =
  | { readonly ok: true; readonly options: CheckOptions }
  | { readonly ok: false; readonly problem: string; readonly start: number; readonly end: number };

const goTrue = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const goFalse = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** A boolean as Go's `strconv.ParseBool` reads it; undefined if it is none. */
export function goBoolean(text: string): boolean | undefined {
  if (goTrue.includes(text)) return true;
  return goFalse.includes(text) ? false : undefined;
}

/**
 * Reads `skip=...;experimental=...;error=...`: at most three parts, the rest stays glued to the third
 * (`ParseLintOptions` in `linter/linter.go`). Offsets are of `text`.
 */
export function parseCheckOptions(text: string): CheckOptionsResult {
  const state = { skipAll: false, skip: noNames, experimentalAll: false, experimental: noNames, error: false };
  if (text.trim() === '') return { ok: true, options: state };
  let start = 0;
  for (const part of splitIntoThree(text)) {
    const end = start + part.length;
    const equals = part.indexOf('=');
    const key = equals < 0 ? part : part.slice(0, equals).trim();
    const value = part.slice(equals + 1).trim();
    if (equals < 0) return { ok: false, problem: `"${part}" is not a check option.`, start, end };
    if (key === 'skip') {
      if (value === 'all') state.skipAll = true;
      else state.skip = namesIn(value);
    } else if (key === 'experimental') {
      if (value === 'all') state.experimentalAll = true;
      else state.experimental = namesIn(value);
    } else if (key === 'error') {
      const error = goBoolean(value);
      if (error === undefined)
        return { ok: false, problem: `"${value}" is not a boolean.`, start: end - value.length, end };
      state.error = error;
    } else {
      return { ok: false, problem: `"${key}" is not a check option.`, start, end: start + key.length };
    }
    start = end + 1;
  }
  return { ok: true, options: state };
}

const noNames: readonly string[] = [];

const namesIn = (list: string): readonly string[] => list.split(',').map((name) => name.trim());

function splitIntoThree(text: string): readonly string[] {
  const parts = text.split(';');
  return parts.length <= 3 ? parts : [...parts.slice(0, 2), parts.slice(2).join(';')];
}

/** What is wrong with the file's `# check=` directive. */
export function checkDirectiveProblem(source: SourceText): SyntaxProblem | undefined {
  const directive = detectDirective(source, 'check');
  if (!directive || directive.value === '') return undefined;
  const result = parseCheckOptions(directive.value);
  if (result.ok) return undefined;
  // An empty part is shown by the ";" before it.
  const start = directive.start + (result.end > result.start ? result.start : Math.max(0, result.start - 1));
  const end = Math.min(directive.start + Math.max(result.end, result.start), directive.end);
  const at: Located = { source, span: { start, end } };
  const advice = 'Write skip=RULE,RULE or skip=all, experimental=RULE or error=true, separated by ";" without blanks.';
  return syntaxProblem('invalid-check-option', at, { problem: result.problem, advice });
}

/**
 * The options of a `# check=` comment in the comment block of an instruction. The first such comment counts, even if its
 * options are invalid; then there are none. An indented comment is not one (BuildKit keeps its `#` in the text).
 */
export function instructionCheckOptions(comments: readonly Comment[]): CheckOptions | undefined {
  for (const comment of comments) {
    const start = comment.span.start;
    if (start > 0 && comment.source.text.charCodeAt(start - 1) !== 10) continue;
    const text = comment.text.trim();
    const parts = directiveParts(text, 0, text.length);
    if (parts?.name !== 'check') continue;
    const value = text.slice(parts.valueStart, parts.valueEnd).split(' ', 1)[0] ?? '';
    const result = parseCheckOptions(value);
    return result.ok ? result.options : undefined;
  }
  return undefined;
}
