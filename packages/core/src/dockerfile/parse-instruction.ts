import type { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import { nearest } from '../text/nearest.ts';
import { blankAfter, skipBlanks, tokenAt } from './arguments.ts';
import { skipSpaces, trimmedEnd } from './blanks.ts';
import { readFlags } from './flags.ts';
import { parseAdd, parseCopy } from './instructions/copy.ts';
import { parseExpose, parseVolume } from './instructions/expose.ts';
import { parseFrom } from './instructions/from.ts';
import { parseHealthcheck } from './instructions/healthcheck.ts';
import { complete, type InstructionText, report, reportTooFew } from './instructions/instruction-text.ts';
import { parseArg, parseEnv, parseLabel } from './instructions/pairs.ts';
import { parseCmd, parseEntrypoint, parseRun, parseShell } from './instructions/run.ts';
import { parseMaintainer, parseStopsignal, parseUser, parseWorkdir } from './instructions/single-value.ts';
import { readJsonArray } from './json-array.ts';
import type {
  Comment,
  Heredoc,
  Instruction,
  InstructionBase,
  OnbuildInstruction,
  SyntaxProblem,
  UnknownInstruction,
} from './nodes.ts';

type Parser = (from: InstructionText) => Instruction;

const parsers: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['ADD', parseAdd],
  ['ARG', parseArg],
  ['CMD', parseCmd],
  ['COPY', parseCopy],
  ['ENTRYPOINT', parseEntrypoint],
  ['ENV', parseEnv],
  ['EXPOSE', parseExpose],
  ['FROM', parseFrom],
  ['HEALTHCHECK', parseHealthcheck],
  ['LABEL', parseLabel],
  ['MAINTAINER', parseMaintainer],
  ['ONBUILD', (from) => parseOnbuild(from)],
  ['RUN', parseRun],
  ['SHELL', parseShell],
  ['STOPSIGNAL', parseStopsignal],
  ['USER', parseUser],
  ['VOLUME', parseVolume],
  ['WORKDIR', parseWorkdir],
]);

/** The names of all instructions, in capitals. */
export const instructionNames: readonly string[] = [...parsers.keys()];

/** An instruction split into keyword, flags and arguments; offsets are of the joined text. */
export interface SplitInstruction {
  readonly line: DerivedText;
  /** Capitals. */
  readonly name: string;
  readonly keywordStart: number;
  readonly keywordEnd: number;
  readonly flags: InstructionBase['flags'];
  readonly bodyStart: number;
  readonly start: number;
  readonly end: number;
}

/** Splits `line` from `from` on (`splitCommand` in BuildKit's split_command.go). */
export function splitInstruction(line: DerivedText, from: number, escape: '\\' | '`'): SplitInstruction {
  const { text } = line;
  const keywordStart = skipSpaces(text, from, text.length);
  const end = trimmedEnd(text, keywordStart, text.length);
  const keywordEnd = blankAfter(text, keywordStart, end);
  const bodyStart = skipBlanks(text, keywordEnd, end);
  const name = nameOf(text, keywordStart, keywordEnd);
  const { flags, rest } = readFlags(line, bodyStart, end, escape);
  return { line, name, keywordStart, keywordEnd, flags, bodyStart, start: Math.min(rest, end), end };
}

/** Names in capitals and in small letters, as nearly all files write them: every instruction then shares one text. */
const commonNames: ReadonlyMap<string, string> = new Map(
  instructionNames.flatMap((name) => [
    [name, name],
    [name.toLowerCase(), name],
  ]),
);

function nameOf(text: string, start: number, end: number): string {
  const written = text.slice(start, end);
  return commonNames.get(written) ?? written.toUpperCase();
}

/** True if heredocs count on this instruction: ADD, COPY or RUN, also under ONBUILD, and not in JSON form. */
export function takesHeredocs(split: SplitInstruction, escape: '\\' | '`'): boolean {
  const inner =
    split.name === 'ONBUILD' && split.start < split.end ? splitInstruction(split.line, split.start, escape) : split;
  if (inner.name !== 'RUN' && inner.name !== 'COPY' && inner.name !== 'ADD') return false;
  return readJsonArray(inner.line, inner.start, inner.end).kind !== 'array';
}

/** What the parser of an instruction is told about its surroundings. */
export interface Surroundings {
  readonly escape: '\\' | '`';
  readonly problems: SyntaxProblem[];
  /** The whole instruction, heredocs included. */
  readonly place: Located;
  readonly heredocs: readonly Heredoc[];
  readonly leadingComments: readonly Comment[];
  readonly blankContinuations: readonly Located[];
  readonly onbuild: boolean;
  readonly stageIndex: number | undefined;
}

const noHeredocs: readonly Heredoc[] = [];

export function parseInstruction(split: SplitInstruction, around: Surroundings): Instruction {
  const { line, name, flags, start, end } = split;
  const isOnbuild = name === 'ONBUILD';
  const common: InstructionBase = {
    source: around.place.source,
    span: around.place.span,
    keyword: tokenAt(line, split.keywordStart, split.keywordEnd),
    flags,
    body: line.slice({ start: split.bodyStart, end }),
    heredocs: isOnbuild ? noHeredocs : around.heredocs,
    leadingComments: around.leadingComments,
    blankContinuations: around.blankContinuations,
    onbuild: around.onbuild,
    stageIndex: around.stageIndex,
  };
  const from = { line, text: line.text, start, end, escape: around.escape, common, name, problems: around.problems };
  const parser = parsers.get(name);
  if (!parser) return unknownInstruction(from);
  return isOnbuild ? parseOnbuild(from, around.heredocs) : parser(from);
}

function unknownInstruction(from: InstructionText): UnknownInstruction {
  const { keyword } = from.common;
  const suggestion = nearest(from.name, instructionNames);
  const problem = keyword.text === '' ? 'There is no instruction here.' : `There is no instruction "${keyword.text}".`;
  const advice = suggestion
    ? `Did you mean ${suggestion}?`
    : 'A line that continues the one above needs a "\\" at its end.';
  const at = keyword.text === '' ? from.common : keyword;
  const lower = keyword.text === keyword.text.toLowerCase();
  const correction = lower ? suggestion?.toLowerCase() : suggestion;
  const data = { problem, advice, name: keyword.text, ...(suggestion && { suggestion }) };
  report(from, 'unknown-instruction', at, data, correction);
  return complete(from, { kind: 'Unknown' });
}

const refusedTriggers = ['ONBUILD', 'FROM', 'MAINTAINER'];

/** `ONBUILD instruction` (`parseOnBuild` in BuildKit's instructions/parse.go). */
function parseOnbuild(from: InstructionText, heredocs: readonly Heredoc[] = noHeredocs): OnbuildInstruction {
  const { common } = from;
  reportFlags(from);
  if (from.start >= from.end) {
    reportTooFew(from, 'an instruction', 'Write ONBUILD RUN COMMAND, for instance.');
    return complete(from, { kind: 'Onbuild', trigger: undefined });
  }
  const split = splitInstruction(from.line, from.start, from.escape);
  const keyword = tokenAt(from.line, split.keywordStart, split.keywordEnd);
  if (refusedTriggers.includes(split.name)) {
    const problem = `ONBUILD can't hold ${split.name}.`;
    report(from, 'onbuild-not-allowed', keyword, { problem, advice: 'Put it on a line of its own.', name: split.name });
    // ONBUILD in ONBUILD may go on without end; its inside has no meaning.
    if (split.name === 'ONBUILD') return complete(from, { kind: 'Onbuild', trigger: undefined });
  }
  const trigger = parseInstruction(split, {
    escape: from.escape,
    problems: from.problems,
    place: { source: common.source, span: { start: keyword.span.start, end: common.span.end } },
    heredocs,
    leadingComments: common.leadingComments,
    blankContinuations: [],
    onbuild: true,
    stageIndex: common.stageIndex,
  });
  return complete(from, { kind: 'Onbuild', trigger });
}

function reportFlags(from: InstructionText): void {
  for (const flag of from.common.flags) {
    const problem = `ONBUILD has no flag --${flag.name}.`;
    report(from, 'unknown-flag', flag.name === '' ? flag : flag.nameAt, {
      problem,
      advice: 'Put the flag behind the inner instruction.',
      name: flag.name,
    });
  }
}
