import type { ExposeInstruction, Instruction, KeyValuePair, StopsignalInstruction, Word } from '../dockerfile/nodes.ts';
import { expandToWords } from '../dockerfile/words.ts';
import { nearest } from '../text/nearest.ts';
import { buildArguments } from './build-arguments.ts';
import type { StageEnvironment } from './environment-at.ts';
import { parseExposedPort } from './ports.ts';
import { addProblem, checkedValue, type ProblemSink, reportExpansion } from './problem-sink.ts';
import { isSignal, signalNames } from './signals.ts';

/** Values of all instructions that BuildKit expands, save FROM, RUN, COPY and ADD. */
export function checkValues(sink: ProblemSink, instruction: Instruction, environment: StageEnvironment): void {
  switch (instruction.kind) {
    case 'Env':
    case 'Label':
      checkPairs(sink, instruction.pairs, environment);
      return;
    case 'Arg':
      for (const { key, value } of instruction.pairs) {
        if (value && !buildArguments(sink.build).given(key.text)) checkedValue(sink, value, environment);
      }
      return;
    case 'Workdir':
    case 'User':
      if (instruction.value) checkedValue(sink, instruction.value, environment);
      return;
    case 'Volume':
      for (const path of instruction.paths) checkVolume(sink, path, environment);
      return;
    case 'Expose':
      checkPorts(sink, instruction, environment);
      return;
    case 'Stopsignal':
      checkSignal(sink, instruction, environment);
      return;
    default:
  }
}

function checkPairs(sink: ProblemSink, pairs: readonly KeyValuePair[], environment: StageEnvironment): void {
  for (const { key, value } of pairs) {
    checkedValue(sink, key, environment);
    if (value) checkedValue(sink, value, environment);
  }
}

function checkVolume(sink: ProblemSink, path: Word, environment: StageEnvironment): void {
  if (checkedValue(sink, path, environment) !== '' || path.text.trim() === '') return;
  const problem = 'This path of VOLUME comes to nothing.';
  addProblem(sink, 'invalid-argument', path, { problem, advice: 'Give its variable a value.', name: path.text });
}

function checkPorts(sink: ProblemSink, instruction: ExposeInstruction, environment: StageEnvironment): void {
  for (const word of instruction.ports) {
    const expanded = expandToWords(word, environment);
    if ('message' in expanded) {
      reportExpansion(sink, expanded.message, expanded.at);
      continue;
    }
    for (const { value, state } of expanded.pieces) {
      // A variable without a value may still get one; the rest of the word says nothing then.
      const certain = state === 'known' && (sink.build.exact || !word.text.includes('$'));
      const ports = certain ? parseExposedPort(value) : undefined;
      if (!ports || ports.ok) continue;
      const advice = 'Write PORT, FIRST-LAST or either with /tcp, /udp or /sctp.';
      addProblem(sink, 'invalid-argument', word, { problem: ports.problem, advice, name: value });
    }
  }
}

function checkSignal(sink: ProblemSink, instruction: StopsignalInstruction, environment: StageEnvironment): void {
  const { value: word } = instruction;
  const value = word && checkedValue(sink, word, environment);
  if (!word || value === undefined || isSignal(value)) return;
  const suggestion = nearest(value.toUpperCase().replace(/^SIG/, ''), signalNames);
  const advice = suggestion ? `Did you mean SIG${suggestion}?` : 'Use a name such as SIGTERM, or a number.';
  addProblem(sink, 'invalid-argument', word, { problem: `"${value}" is not a signal.`, advice, name: value });
}
