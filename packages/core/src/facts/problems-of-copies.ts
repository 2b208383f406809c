import { wordOf } from '../dockerfile/arguments.ts';
import type { AddInstruction, CopyInstruction, Flag, Heredoc, Word } from '../dockerfile/nodes.ts';
import { literalValue } from '../dockerfile/words.ts';
import type { StageEnvironment } from './environment-at.ts';
import { addProblem, checkedValue, type ProblemSink } from './problem-sink.ts';
import { parseGitQuery, type SourceKind, sourceKind } from './sources.ts';

interface Source {
  readonly word: Word;
  /** Undefined where the value is not certain. */
  readonly kind: SourceKind | undefined;
  readonly value: string | undefined;
}

/** Paths, flags and heredocs of COPY and ADD (`dispatchCopy` in BuildKit's convert_copy.go). */
export function checkCopy(
  sink: ProblemSink,
  instruction: CopyInstruction | AddInstruction,
  environment: StageEnvironment,
): void {
  const sources = instruction.sources.map((word): Source => {
    const value = checkedValue(sink, word, environment);
    return { word, value, kind: value === undefined ? undefined : sourceKind(value) };
  });
  if (instruction.destination) checkedValue(sink, instruction.destination, environment);
  for (const heredoc of instruction.heredocs) checkBody(sink, heredoc, environment);
  for (const flag of instruction.flags) checkFlag(sink, instruction, flag, environment);
  if (instruction.kind === 'Copy') checkCopySources(sink, sources);
  else checkAddSources(sink, instruction, sources, environment);
}

function checkBody(sink: ProblemSink, heredoc: Heredoc, environment: StageEnvironment): void {
  if (heredoc.expand) checkedValue(sink, wordOf(heredoc.body, '\\'), environment, { raw: true });
}

function checkFlag(
  sink: ProblemSink,
  instruction: CopyInstruction | AddInstruction,
  { name, value }: Flag,
  environment: StageEnvironment,
): void {
  if (!value || !['chown', 'chmod', 'checksum'].includes(name)) return;
  if (name === 'checksum' && instruction.kind === 'Copy') return;
  const text = checkedValue(sink, value, environment);
  if (name === 'chmod' && text !== undefined && text !== '' && !isMode(text)) {
    const advice = 'Use an octal number from 0 to 7777, or a symbolic mode such as u+x.';
    addProblem(sink, 'invalid-flag-value', value, { problem: `"${text}" is not a file mode.`, advice, name });
  }
}

/** An octal number up to 7777, or a symbolic mode (`tonistiigi/dchapes-mode`). */
export function isMode(text: string): boolean {
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8) <= 0o7777;
  return text.split(',').every((clause) => /^[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+$/.test(clause));
}

function checkCopySources(sink: ProblemSink, sources: readonly Source[]): void {
  for (const { word, kind, value } of sources) {
    if (kind !== 'http' && kind !== 'git') continue;
    const what = kind === 'git' ? 'a Git repository' : 'a URL';
    const problem = `COPY can't take ${what} as its source.`;
    addProblem(sink, 'invalid-argument', word, { problem, advice: 'Use ADD for it.', name: value ?? '' });
  }
}

function checkAddSources(
  sink: ProblemSink,
  instruction: AddInstruction,
  sources: readonly Source[],
  environment: StageEnvironment,
): void {
  for (const source of sources) if (source.kind === 'git') checkGitSource(sink, instruction, source);
  const flag = instruction.flags.find((other) => other.name === 'checksum');
  if (flag?.value && flag.value.text !== '') checkChecksum(sink, flag.value, sources, environment);
}

function checkGitSource(sink: ProblemSink, instruction: AddInstruction, { word, value = '' }: Source): void {
  const { problem, keepGitDir, checksum } = parseGitQuery(value);
  const name = value;
  if (problem) {
    addProblem(sink, 'invalid-argument', word, { problem, advice: 'Name one tag, branch, commit or ref in it.', name });
    return;
  }
  const keep = instruction.flags.find((flag) => flag.name === 'keep-git-dir');
  const flagKeeps = keep && keep.value?.text.toLowerCase() !== 'false';
  if (keep && keepGitDir !== undefined && keepGitDir !== flagKeeps) {
    const data = {
      problem: 'The flag --keep-git-dir and the URL say different things.',
      advice: 'Keep one of them.',
      name,
    };
    addProblem(sink, 'invalid-flag-value', keep, data);
  }
  const sum = instruction.flags.find((flag) => flag.name === 'checksum')?.value;
  if (sum && checksum !== undefined && literalValue(sum) !== undefined && literalValue(sum) !== checksum) {
    const data = {
      problem: 'The flag --checksum and the URL name different commits.',
      advice: 'Keep one of them.',
      name,
    };
    addProblem(sink, 'invalid-flag-value', sum, data);
  }
}

const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

function checkChecksum(sink: ProblemSink, word: Word, sources: readonly Source[], environment: StageEnvironment): void {
  const name = 'checksum';
  const [source] = sources;
  if (sources.length !== 1 || !source) {
    const problem = '--checksum is for a single source.';
    addProblem(sink, 'invalid-flag-value', word, { problem, advice: 'Write one ADD per source.', name });
  } else if (source.kind === 'path') {
    const problem = '--checksum is for HTTP, HTTPS and Git sources.';
    addProblem(sink, 'invalid-flag-value', word, { problem, advice: 'Remove it, or name a URL.', name });
  } else if (source.kind === 'http') {
    const value = checkedValue({ ...sink, problems: [] }, word, environment);
    const problem = value === undefined || value === '' ? undefined : digestProblem(value);
    if (problem)
      addProblem(sink, 'invalid-flag-value', word, {
        problem,
        advice: 'Write sha256: and 64 hexadecimal digits.',
        name,
      });
  }
}

function digestProblem(value: string): string | undefined {
  const colon = value.indexOf(':');
  const algorithm = colon < 0 ? '' : value.slice(0, colon);
  const hex = value.slice(colon + 1);
  if (!Object.hasOwn(digestLengths, algorithm)) return `"${value}" is not a digest of a known algorithm.`;
  const right = /^[0-9a-f]+$/.test(hex) && hex.length === digestLengths[algorithm];
  return right ? undefined : `The digest "${value}" has not ${digestLengths[algorithm]} hexadecimal digits.`;
}
