import type { Flag, Stage, SyntaxProblem, Word } from '../dockerfile/nodes.ts';
import { expandWord } from '../dockerfile/words.ts';
import { parseImageReference, referenceProblemText } from '../image-reference/parse-image-reference.ts';
import type { Build } from '../project/build.ts';
import type { Located } from '../text/located.ts';
import { nearest } from '../text/nearest.ts';
import { buildArguments } from './build-arguments.ts';
import { environmentAt, type StageEnvironment } from './environment-at.ts';
import { parsePlatform } from './platforms.ts';
import {
  addProblem,
  certainValue,
  checkedValue,
  mayBeGiven,
  type ProblemSink,
  reportExpansion,
} from './problem-sink.ts';
import { checkEpoch } from './problems-of-epoch.ts';
import { type StageReference, stageGraph } from './stage-graph.ts';

/** Defaults of the arguments before the first FROM. */
export function checkGlobalArguments(sink: ProblemSink): void {
  for (const { pair, expansion } of buildArguments(sink.build).defaults) {
    if (expansion.state === 'error') reportExpansion(sink, expansion.message, expansion.at);
    else if (pair.key.text === 'SOURCE_DATE_EPOCH' && expansion.state !== 'unknown')
      checkEpoch(sink, pair, expansion.value);
  }
}

/** Image, platform and name of a FROM. */
export function checkFrom(sink: ProblemSink, stage: Stage): void {
  const { from } = stage;
  const environment = environmentAt(sink.build, from);
  if (from.image) checkImage(sink, stage, from.image, environment);
  if (from.platform) checkPlatform(sink, from.platform, environment);
  if (from.alias && stage.name !== undefined && /^[a-z][a-z0-9\-_.]*$/.test(stage.name))
    checkContextName(sink, stage.name, from.alias);
}

function checkImage(sink: ProblemSink, stage: Stage, image: Word, environment: StageEnvironment): void {
  const expansion = expandWord(image, environment);
  if (expansion.state === 'error') {
    if (!mayBeGiven(sink.build, expansion.at, environment)) reportExpansion(sink, expansion.message, expansion.at);
    return;
  }
  const base = stageGraph(sink.build).baseOf(stage);
  const value = certainValue(sink.build, expansion, environment);
  if (value === undefined || base.kind !== 'unknown') return;
  reportReference(sink, value, image);
}

function reportReference(sink: ProblemSink, value: string, image: Word): void {
  const result = parseImageReference(value);
  if (result.ok) return;
  const problem = referenceProblemText(result.problem, value);
  const stages = stageGraph(sink.build);
  const stage = result.problem === 'upper-case' ? stages.named(value)?.name : undefined;
  const advice = stage
    ? `FROM compares stage names as they are written in lower case: write "${stage}".`
    : result.problem === 'upper-case'
      ? 'Write the path in lower case.'
      : 'Write IMAGE, IMAGE:TAG or IMAGE@DIGEST.';
  const verbatim = image.text === value;
  const at: Located = verbatim && result.at.end > result.at.start ? image.derived.locate(result.at) : image;
  addProblem(sink, 'invalid-image-reference', at, { problem, advice, name: value });
}

function checkPlatform(sink: ProblemSink, flag: Flag, environment: StageEnvironment): void {
  const word = flag.value;
  const value = word && checkedValue(sink, word, environment);
  if (!word || value === undefined) return;
  const advice = 'Write os/architecture, as in linux/arm64.';
  if (value === '') {
    addProblem(sink, 'invalid-flag-value', word.text === '' ? flag : word, {
      problem: 'The platform comes to nothing.',
      advice,
      name: 'platform',
    });
    return;
  }
  const platform = parsePlatform(value);
  if (!('problem' in platform)) return;
  addProblem(sink, 'invalid-flag-value', word, {
    problem: `"${value}" is not a platform: ${platform.problem}.`,
    advice,
    name: 'platform',
  });
}

/** BuildKit looks a stage's name up as a build context first, so it must be a reference too. */
function checkContextName(sink: ProblemSink, name: string, at: Located): void {
  if (name === 'scratch' || name === 'context' || parseImageReference(name).ok) return;
  const problem = `"${name}" can't be the name of a stage, because it is not a valid image name.`;
  const advice =
    'End it with a letter or digit, and put a single ".", one or two "_" or dashes between letters and digits.';
  addProblem(sink, 'invalid-stage-name', at, { problem, advice, name });
}

/** What `--from` and `from=` name. */
export function checkReferences(build: Build, problems: SyntaxProblem[]): void {
  const graph = stageGraph(build);
  const inCycle = new Set(graph.cycles);
  for (const reference of graph.references) {
    const always: ProblemSink = { build, problems, deferred: false };
    const dispatched: ProblemSink = { build, problems, deferred: !graph.isReachable(reference.stage) };
    if (inCycle.has(reference)) reportCycle(always, reference);
    else checkReference(always, dispatched, reference);
  }
}

const nameOf = (stage: Stage): string => (stage.name === undefined ? `number ${stage.index}` : `"${stage.name}"`);

function reportCycle(sink: ProblemSink, { stage, word }: StageReference): void {
  const problem = `The stage ${nameOf(stage)} needs itself through this reference.`;
  addProblem(sink, 'invalid-stage-reference', word, {
    problem,
    advice: 'Break the circle of stages.',
    name: word.text,
  });
}

function checkReference(always: ProblemSink, dispatched: ProblemSink, reference: StageReference): void {
  const { stage, word, target } = reference;
  const name = word.text;
  const known = stageGraph(always.build).names;
  switch (target.kind) {
    case 'variable': {
      // The parser has noted it for a mount.
      if (reference.instruction.kind !== 'Copy') return;
      const advice = 'Give the image a stage of its own (FROM $IMAGE AS name), and name that.';
      addProblem(always, 'invalid-stage-reference', word, {
        problem: '--from takes no variables and quotes.',
        advice,
        name,
      });
      return;
    }
    case 'no-such-index': {
      const advice = `The file has the stages 0 to ${known.length === 0 ? 0 : stageGraph(always.build).stages.length - 1}; better use a name.`;
      addProblem(always, 'invalid-stage-reference', word, {
        problem: `There is no stage ${target.index}.`,
        advice,
        name,
      });
      return;
    }
    case 'image':
      if (!target.result.ok) reportImageName(always, word, known);
      return;
    case 'stage': {
      if (target.stage.index <= stage.index) return;
      const problem = `The stage ${nameOf(target.stage)} is defined after this one.`;
      const advice = 'Move it before this stage.';
      addProblem(dispatched, 'invalid-stage-reference', word, { problem, advice, name });
      return;
    }
    default:
  }
}

/** So many names are looked through for one that was meant: each costs the product of the lengths. */
const maximalCandidates = 64;

function reportImageName(sink: ProblemSink, word: Word, known: readonly string[]): void {
  const suggestion = nearest(word.text, known.slice(0, maximalCandidates));
  const problem = `"${word.text}" is neither a stage nor an image reference.`;
  const advice = suggestion ? `Did you mean "${suggestion}"?` : 'Name a stage of this file or an image.';
  addProblem(sink, 'invalid-image-reference', word, { problem, advice, name: word.text });
}
