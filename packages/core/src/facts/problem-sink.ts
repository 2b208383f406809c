import type { SyntaxProblem, SyntaxProblemCode, Word } from '../dockerfile/nodes.ts';
import { type ProblemData, syntaxProblem } from '../dockerfile/problems.ts';
import { type ExpandOptions, type Expansion, expandWord, isPlainWord } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import type { Located } from '../text/located.ts';
import type { StageEnvironment } from './environment-at.ts';

/** Where the checks of a build put what they find. */
export interface ProblemSink {
  readonly build: Build;
  readonly problems: SyntaxProblem[];
  readonly deferred: boolean;
}

export function addProblem(sink: ProblemSink, code: SyntaxProblemCode, at: Located, data: ProblemData): void {
  sink.problems.push({ ...syntaxProblem(code, at, data), deferred: sink.deferred });
}

/** An expansion's value if no argument of the build could change it. */
export function certainValue(build: Build, expansion: Expansion, environment: StageEnvironment): string | undefined {
  if (expansion.state !== 'known') return undefined;
  if (!build.exact && expansion.unset.some((name) => environment.declares(name))) return undefined;
  return expansion.value;
}

/** Expands a word, notes its error, and gives its certain value. */
export function checkedValue(
  sink: ProblemSink,
  word: Word,
  environment: StageEnvironment,
  options: ExpandOptions = {},
): string | undefined {
  if (!options.raw && isPlainWord(word)) return word.text;
  const expansion = expandWord(word, environment, options);
  if (expansion.state !== 'error') return certainValue(sink.build, expansion, environment);
  if (!mayBeGiven(sink.build, expansion.at, environment)) reportExpansion(sink, expansion.message, expansion.at);
  return undefined;
}

/** True for `${name:?message}` where a build argument may give what it asks for. */
export function mayBeGiven(build: Build, at: Located, environment: StageEnvironment): boolean {
  const name = /^\$\{(\w+):?\?/.exec(at.source.slice(at.span))?.[1];
  return name !== undefined && !build.exact && environment.declares(name);
}

export function reportExpansion(sink: ProblemSink, message: string, at: Located): void {
  const quote = /matching (single|double)-quote/.exec(message)?.[1];
  const problem = quote ? `A ${quote} quote is not closed.` : `BuildKit can't expand this: ${message}.`;
  const advice = quote
    ? 'Close it. Where words are separated by blanks, quotes do not group them: use the JSON form.'
    : expansionAdvice(message);
  if (quote && isOtherEnd(sink.problems.at(-1), quote, at)) return;
  addProblem(sink, 'invalid-expansion', at, { problem, advice, ...(quote && { quote }) });
}

/** True if the last problem is the same kind of quote on the same line: two words then share one quoted text. */
function isOtherEnd(last: SyntaxProblem | undefined, quote: string, at: Located): boolean {
  if (last?.data.quote !== quote || last.source !== at.source) return false;
  return !at.source.text.slice(last.span.start, at.span.start).includes('\n');
}

function expansionAdvice(message: string): string {
  if (message.startsWith('unsupported modifier')) {
    return 'Use ${name}, ${name:-word}, ${name:+word}, ${name:?word}, ${name#pattern}, ${name%pattern} or ${name/pattern/word}.';
  }
  if (message.startsWith('syntax error')) return 'Write ${name}, with its closing brace.';
  if (message.startsWith('invalid pattern'))
    return 'A backslash in a pattern may stand before *, ? and another backslash.';
  return 'Give the variable a value.';
}
