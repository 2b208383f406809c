import type { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import type { CommandWord, Enclosure, ShellCommand } from './command-nodes.ts';
import { emit, redirectionsOf, walkFunction, walkSimple, walkSubstitutions } from './emit-command.ts';
import type { FunctionNode, ShellCommandNode, ShellList, ShellPipeline, ShellStatement } from './nodes.ts';
import type { ShellScript } from './parse-shell.ts';
import { substitutionsIn } from './substitutions.ts';
import { type Frame, inOrder, newFrame, type Place, type ShellSettings, subshellOf, type Walk } from './walk-state.ts';

const topPlace: Place = {
  after: undefined,
  before: undefined,
  pipeline: undefined,
  pipelineIndex: 0,
  negated: false,
  tested: false,
  conditional: false,
  loop: false,
  background: false,
  subshell: false,
  functionName: undefined,
  enclosing: undefined,
  wrappers: [],
};

const newWalk = (): Walk => ({ tasks: [], commands: [], walkList, walkShell });

/**
 * Every simple command of a script in the order in which they run: through lists, pipelines, groups, substitutions,
 * branches, loops and wrappers. A function's commands stand where it is first called (at the end if nothing calls it),
 * the action of `trap ... EXIT` at the end. A wrapper (`sudo`) is a command itself and comes before the one that it runs.
 * Empty for scripts that are opaque or unparsed. Linear in the length of the script.
 */
export function walkScript(script: ShellScript, settings: ShellSettings): readonly ShellCommand[] {
  const walk = newWalk();
  walkShell(walk, script, settings, topPlace);
  return finish(walk);
}

/**
 * The command of an exec form (`["cmd", "arg"]`), and what it runs if it is a wrapper or a shell. `text` is what the words
 * stand in.
 */
export function walkExec(words: readonly CommandWord[], at: Located, text: DerivedText): readonly ShellCommand[] {
  const walk = newWalk();
  const frame = newFrame(text, { errexit: false, pipefail: false });
  emit(walk, frame, topPlace, { words, assignments: [], redirections: [], at, node: undefined });
  return finish(walk);
}

function finish(walk: Walk): readonly ShellCommand[] {
  for (let task = walk.tasks.pop(); task; task = walk.tasks.pop()) task();
  return walk.commands;
}

function walkShell(walk: Walk, script: ShellScript, settings: ShellSettings, place: Place): void {
  if (script.parsed.state !== 'parsed') return;
  const { list } = script.parsed.tree;
  const frame = newFrame(script.text, settings);
  inOrder(walk, [() => walkList(walk, frame, place, list), () => walkEnd(walk, frame, place)]);
}

/** What runs when the script ends, and then the functions that nothing called. */
function walkEnd(walk: Walk, frame: Frame, place: Place): void {
  const uncalled = frame.process.defined.map((pending) => () => {
    if (!pending.walked) walkFunction(walk, frame, { ...place, conditional: true }, pending);
  });
  inOrder(walk, [...frame.process.atExit, ...uncalled]);
}

function walkList(walk: Walk, frame: Frame, place: Place, list: ShellList): void {
  const { statements } = list;
  inOrder(
    walk,
    statements.map((statement, index) => () => {
      const previous = statements[index - 1];
      const after = previous && (previous.background ? '&' : ';');
      const before = statement.background ? '&' : index < statements.length - 1 ? ';' : undefined;
      walkStatement(walk, frame, { ...place, after, before }, statement);
    }),
  );
}

function walkStatement(walk: Walk, frame: Frame, place: Place, statement: ShellStatement): void {
  const { pipelines, operators } = statement;
  const background = place.background || statement.background;
  inOrder(
    walk,
    pipelines.map((pipeline, index) => () => {
      const after = index > 0 ? operators[index - 1] : place.after;
      const operator = operators[index];
      walkPipeline(walk, statement.background ? subshellOf(frame) : frame, pipeline, {
        ...place,
        after,
        before: operator ?? place.before,
        background,
        tested: place.tested || operator !== undefined,
        conditional: place.conditional || (index > 0 && after === '||'),
      });
    }),
  );
}

function walkPipeline(walk: Walk, frame: Frame, pipeline: ShellPipeline, place: Place): void {
  const { commands, operators } = pipeline;
  const outer = {
    ...place,
    negated: pipeline.negated || place.negated,
    tested: place.tested || pipeline.negated,
  };
  const only = commands[0];
  if (commands.length === 1 && only) {
    walkCommand(walk, frame, outer, only);
    return;
  }
  const shared = { ...frame.text.locate(pipeline), length: commands.length };
  inOrder(
    walk,
    commands.map((command, index) => () => {
      const after = index > 0 ? operators[index - 1] : place.after;
      const before = operators[index] ?? place.before;
      const inner = { ...outer, after, before, pipeline: shared, pipelineIndex: index, subshell: true };
      walkCommand(walk, subshellOf(frame), inner, command);
    }),
  );
}

function walkCommand(walk: Walk, frame: Frame, place: Place, node: ShellCommandNode): void {
  if (node.kind === 'Simple') {
    walkSimple(walk, frame, place, node);
    return;
  }
  const redirections = redirectionsOf(frame.text, node.redirections);
  const kind = node.kind === 'Test' || node.kind === 'Arithmetic' ? 'Group' : node.kind;
  const enclosing: Enclosure = {
    kind,
    part: 'body',
    at: frame.text.locate(node),
    redirections,
    outer: place.enclosing,
  };
  const inside = { ...place, enclosing, after: undefined, before: undefined };
  const substitutions = () =>
    walkSubstitutions(walk, frame, place, substitutionsIn([...node.redirections, ...expandedBy(node)]));
  inOrder(walk, [substitutions, ...bodiesOf(walk, frame, inside, node)]);
}

/** The words and parts that a compound command expands itself. */
function expandedBy(node: ShellCommandNode): Parameters<typeof substitutionsIn>[0] {
  switch (node.kind) {
    case 'For':
    case 'Select':
      return node.words ?? [];
    case 'Case':
      return [node.word, ...node.items.flatMap((item) => item.patterns)];
    case 'Test':
      return node.words;
    case 'Arithmetic':
    case 'ArithmeticFor':
      return node.parts;
    default:
      return [];
  }
}

/** The lists inside a compound command, in order. `place` is inside of it. */
function bodiesOf(walk: Walk, frame: Frame, place: Place, node: ShellCommandNode): readonly (() => void)[] {
  const branch = (list: ShellList, changes: Partial<Place>) => () =>
    walkList(walk, frame, { ...place, ...changes }, list);
  const condition = { tested: true, enclosing: place.enclosing && { ...place.enclosing, part: 'condition' as const } };
  switch (node.kind) {
    case 'Subshell':
    case 'Coprocess':
      return [() => walkList(walk, subshellOf(frame), { ...place, subshell: true }, node.body)];
    case 'Group':
      return [branch(node.body, {})];
    case 'If': {
      const branches = node.branches.flatMap((part, index) => [
        branch(part.condition, { ...condition, conditional: place.conditional || index > 0 }),
        branch(part.body, { conditional: true }),
      ]);
      return node.otherwise ? [...branches, branch(node.otherwise, { conditional: true })] : branches;
    }
    case 'While':
    case 'Until':
      return [
        branch(node.condition, { ...condition, loop: true }),
        branch(node.body, { conditional: true, loop: true }),
      ];
    case 'For':
    case 'Select':
    case 'ArithmeticFor':
      return [branch(node.body, { conditional: true, loop: true })];
    case 'Case':
      return node.items.map((item) => branch(item.body, { conditional: true }));
    case 'Function':
      return [() => defineFunction(frame, node)];
    default:
      return [];
  }
}

function defineFunction({ text, process }: Frame, node: FunctionNode): void {
  const pending = { node, text, walked: false };
  process.functions.set(node.name, pending);
  process.defined.push(pending);
}
