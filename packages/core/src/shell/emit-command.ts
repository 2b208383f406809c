import type { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import {
  type CommandAssignment,
  type CommandContext,
  type CommandRedirection,
  type CommandWord,
  type Enclosure,
  programName,
  type ShellCommand,
  type ShellSetting,
  shellWord,
  valueOf,
} from './command-nodes.ts';
import type { AssignmentNode, RedirectionNode, SimpleCommandNode, SubstitutionNode } from './nodes.ts';
import { parseShell } from './parse-shell.ts';
import { changedSettings } from './settings.ts';
import { substitutionsIn } from './substitutions.ts';
import { type Frame, inOrder, type PendingFunction, type Place, subshellOf, type Walk } from './walk-state.ts';
import { heredocValue } from './word-value.ts';
import { innerCommands } from './wrappers.ts';

/** Wrappers in wrappers (`sudo env timeout 5 sh -c ...`) are looked through this deep; real Dockerfiles have up to 3. */
const maxWrappers = 16;

/** A command before its context is known. */
export interface PlainCommand {
  readonly words: readonly CommandWord[];
  readonly assignments: readonly CommandAssignment[];
  readonly redirections: readonly CommandRedirection[];
  readonly at: Located;
  readonly node: SimpleCommandNode | undefined;
}

/** First the substitutions in its words, then the command, then what it runs. */
export function walkSimple(walk: Walk, frame: Frame, place: Place, node: SimpleCommandNode): void {
  const { text } = frame;
  const plain: PlainCommand = {
    words: node.words.map((word) => shellWord(text, word)),
    assignments: node.assignments.map((assignment) => assignmentOf(text, assignment)),
    redirections: redirectionsOf(text, node.redirections),
    at: text.locate(node),
    node,
  };
  walk.tasks.push(() => emit(walk, frame, place, plain));
  walkSubstitutions(walk, frame, place, substitutionsIn([...node.assignments, ...node.words, ...node.redirections]));
}

/** Walks what substitutions run, each in a subshell. */
export function walkSubstitutions(walk: Walk, frame: Frame, place: Place, found: readonly SubstitutionNode[]): void {
  if (found.length === 0) return;
  inOrder(
    walk,
    found.map((substitution) => () => {
      const enclosing: Enclosure = {
        kind: 'Substitution',
        part: 'body',
        at: frame.text.locate(substitution),
        redirections: [],
        outer: place.enclosing,
      };
      const inner: Place = {
        ...place,
        enclosing,
        after: undefined,
        before: undefined,
        pipeline: undefined,
        pipelineIndex: 0,
        subshell: true,
      };
      walk.walkList(walk, subshellOf(frame), inner, substitution.list);
    }),
  );
}

export function redirectionsOf(text: DerivedText, nodes: readonly RedirectionNode[]): readonly CommandRedirection[] {
  return nodes.map((node) => ({
    ...text.locate(node),
    operator: node.operator,
    descriptor: node.descriptor,
    target: node.target && shellWord(text, node.target),
    body: node.heredoc && heredocValue(text, node.heredoc),
  }));
}

function assignmentOf(text: DerivedText, node: AssignmentNode): CommandAssignment {
  return {
    ...text.locate(node),
    name: node.name,
    append: node.append,
    value: node.value && shellWord(text, node.value),
  };
}

/** Adds a command, lets it act on its shell, and goes on with what it runs. */
export function emit(walk: Walk, frame: Frame, place: Place, plain: PlainCommand): void {
  const { wrappers } = place;
  const nameWord = plain.words[0];
  const command: ShellCommand = {
    kind: 'ShellCommand',
    source: plain.at.source,
    span: plain.at.span,
    name: programName(nameWord),
    nameWord,
    args: plain.words.slice(1),
    assignments: plain.assignments,
    redirections: plain.redirections,
    wrappers,
    context: contextAt(place, frame),
    node: plain.node,
  };
  walk.commands.push(command);
  if (plain.node) actOnShell(walk, frame, place, command);
  if (wrappers.length < maxWrappers) walkInner(walk, frame, place, command);
}

/** Written out: one object for each command instead of two. */
function contextAt(place: Place, { process }: Frame): CommandContext {
  return {
    after: place.after,
    before: place.before,
    pipeline: place.pipeline,
    pipelineIndex: place.pipelineIndex,
    negated: place.negated,
    tested: place.tested,
    conditional: place.conditional,
    loop: place.loop,
    background: place.background,
    subshell: place.subshell,
    functionName: place.functionName,
    enclosing: place.enclosing,
    errexit: process.errexit,
    pipefail: process.pipefail,
  };
}

/** `set`, `trap`, and calls of functions. */
function actOnShell(walk: Walk, frame: Frame, place: Place, command: ShellCommand): void {
  const { process } = frame;
  if (command.name === 'set') {
    const { errexit, pipefail } = changedSettings(command.args);
    const settled = (before: ShellSetting, now: ShellSetting) => {
      return place.conditional && before !== now ? 'unknown' : now;
    };
    if (errexit) process.errexit = settled(process.errexit, errexit);
    if (pipefail) process.pipefail = settled(process.pipefail, pipefail);
  }
  if (command.name === 'trap') addTrap(walk, frame, place, command);
  const called = command.nameWord?.value === undefined ? undefined : process.functions.get(command.nameWord.value);
  if (called && !called.walked) walkFunction(walk, frame, place, called);
}

/** The body of a function where it is called. */
export function walkFunction(walk: Walk, frame: Frame, place: Place, called: PendingFunction): void {
  const { node, text } = called;
  called.walked = true;
  const enclosing: Enclosure = {
    kind: 'Function',
    part: 'body',
    at: text.locate(node),
    redirections: [],
    outer: place.enclosing,
  };
  const inner = { ...place, enclosing, after: undefined, before: undefined, functionName: node.name };
  walk.tasks.push(() => walk.walkList(walk, { ...frame, text }, inner, node.body));
}

function addTrap(walk: Walk, frame: Frame, place: Place, command: ShellCommand): void {
  const args = command.args[0]?.value === '--' ? command.args.slice(1) : command.args;
  const [action, ...signals] = args;
  if (!action || signals.length === 0 || action.value === '-' || action.value === '') return;
  const exits = signals.some(({ value }) => value === 'EXIT' || value === '0' || value === 'exit');
  const script = parseShell(valueOf(action), 'sh');
  const enclosing: Enclosure = { kind: 'Trap', part: 'body', at: command, redirections: [], outer: place.enclosing };
  const inner = { ...place, enclosing, after: undefined, before: undefined, conditional: place.conditional || !exits };
  frame.process.atExit.push(() => {
    if (script.parsed.state !== 'parsed') return;
    walk.walkList(walk, { ...frame, text: script.text }, inner, script.parsed.tree.list);
  });
}

/** What a wrapper runs: a command of some of its words, or a script in one of them. */
function walkInner(walk: Walk, frame: Frame, place: Place, command: ShellCommand): void {
  const wrappers = [...place.wrappers, command];
  const inner = innerCommands(command).map((runs) => () => {
    if (runs.kind === 'command') {
      const plain = {
        words: runs.words,
        assignments: runs.assignments,
        redirections: command.redirections,
        at: spanning(runs.words, command),
        node: undefined,
      };
      emit(walk, frame, { ...place, wrappers, conditional: place.conditional || runs.conditional }, plain);
      return;
    }
    const enclosing: Enclosure = {
      kind: 'Shell',
      part: 'body',
      at: command,
      redirections: command.redirections,
      outer: place.enclosing,
    };
    const nested = { ...place, wrappers, enclosing, after: undefined, before: undefined };
    const settings = runs.own ?? { errexit: frame.process.errexit === 'on', pipefail: frame.process.pipefail === 'on' };
    walk.walkShell(walk, parseShell(runs.script, runs.dialect), settings, nested);
  });
  inOrder(walk, inner);
}

function spanning(words: readonly CommandWord[], fallback: Located): Located {
  const first = words[0];
  const last = words[words.length - 1];
  if (!first || !last) return fallback;
  return { source: first.source, span: { start: first.span.start, end: Math.max(first.span.end, last.span.end) } };
}
