import {
  buildkitReadings,
  buildsOf,
  createLinter,
  type DockerfileDocument,
  type Finding,
  type Instruction,
  type Project,
  type RuleSetting,
} from '@plimsoll/core';
import {
  type CheckOptions,
  detectDirective,
  instructionCheckOptions,
  parseCheckOptions,
} from '@plimsoll/core/dockerfile';
import { type Build, stageGraph } from '@plimsoll/core/rule';
import { rules } from '@plimsoll/rules';
import { memoryProject } from '../memory-project.ts';
import { exactBuild, type RunOptions } from './buildkit-build.ts';

/** A warning of BuildKit's checks, or our finding that stands for it, on the first line that BuildKit names. */
export interface BuildkitWarning {
  readonly rule: string;
  readonly line: number;
}

/** What a case says of its run. */
export interface CheckedRun extends RunOptions {
  /** Other files of the build context, by name. */
  readonly files?: ReadonlyMap<string, string>;
  /** What base images set beside PATH. */
  readonly baseEnvironment?: ReadonlyMap<string, string>;
  /** Which stages BuildKit looks into; all if it is not said. */
  readonly stages?: 'all' | 'needed';
}

const prefix = 'buildkit/';
const checkRules = rules.filter((rule) => rule.aliases.some((alias) => alias.startsWith(prefix)));

const settings: Readonly<Record<string, RuleSetting>> = Object.fromEntries(
  Object.entries(buildkitReadings).flatMap(([check, options]) => {
    const rule = checkRules.find(({ aliases }) => aliases.includes(prefix + check));
    return rule ? [[rule.id, [rule.severity, options] satisfies RuleSetting]] : [];
  }),
);

const linter = createLinter({ rules: checkRules, preset: 'all', settings });

/** Checks that BuildKit makes before it looks at what a stage does. */
const beforeDispatch = new Set([
  'StageNameCasing',
  'FromAsCasing',
  'NoEmptyContinuation',
  'ConsistentInstructionCasing',
  'DuplicateStageName',
  'ReservedStageName',
  'MaintainerDeprecated',
  'UndefinedArgInFrom',
  'RedundantTargetPlatform',
  'FromPlatformFlagConstDisallowed',
  'InvalidDefaultArgInFrom',
  'InvalidDefinitionDescription',
]);

/** Our findings under the names of BuildKit's checks and on its lines. */
export function buildkitWarnings(text: string, run: CheckedRun = {}): readonly BuildkitWarning[] {
  const project = projectOf(text, run);
  const document = project.documents.get('Dockerfile');
  if (document?.kind !== 'dockerfile') return [];
  const { files, crashes } = linter.lintProject(project);
  const [crash] = crashes;
  if (crash) throw new Error(`${crash.rule}: ${crash.message}\n${crash.stack ?? ''}`);
  const findings = files.flatMap((file) => file.findings);
  const warnings = findings.flatMap((finding) =>
    finding.aliases.flatMap((alias) =>
      alias.startsWith(prefix) ? warningsOf(alias.slice(prefix.length), finding, { document, project, run }) : [],
    ),
  );
  return oncePerInstruction(warnings);
}

function projectOf(text: string, run: CheckedRun): Project {
  const others = [...(run.files ?? [])].map(([path, content]) => ({ path, text: content }));
  const project = memoryProject([{ path: 'Dockerfile', text }, ...others], 'closed');
  const document = project.documents.get('Dockerfile');
  if (document?.kind !== 'dockerfile') return project;
  const { target, args, platform, namedContexts, exact } = exactBuild(document, run);
  const baseEnvironment = new Map([...(exact?.baseEnvironment ?? []), ...(run.baseEnvironment ?? [])]);
  const parts = { target, args, platform, namedContexts, exact: { baseEnvironment } };
  return { ...project, builds: new Map([['Dockerfile', [parts]]]) };
}

interface Context {
  readonly document: DockerfileDocument;
  readonly project: Project;
  readonly run: CheckedRun;
}

function warningsOf(rule: string, finding: Finding, context: Context): readonly BuildkitWarning[] {
  const { document, project, run } = context;
  const [build] = buildsOf(project, document);
  const instruction = instructionOf(document, finding.start.offset);
  if (!build || !instruction) return [];
  if (rule === 'InvalidDefinitionDescription' && !isExperimental(rule, instruction, build)) return [];
  if (beforeDispatch.has(rule)) return [{ rule, line: lineIn(instruction, rule) }];
  const graph = stageGraph(build);
  const needed = run.stages === 'needed';
  return triggered(instruction, build).flatMap((at) => {
    const stage = graph.stages[at.stageIndex ?? -1];
    return stage && needed && !graph.isReachable(stage) ? [] : [{ rule, line: lineIn(at, rule) }];
  });
}

/** An instruction inside ONBUILD is checked where it runs: at FROM of the stages that are based on its own. */
function triggered(instruction: Instruction, build: Build): readonly Instruction[] {
  if (instruction.kind !== 'Onbuild') return [instruction];
  const graph = stageGraph(build);
  return graph.stages.flatMap((stage) => {
    const base = graph.baseOf(stage);
    return base.kind === 'stage' && base.stage.index === instruction.stageIndex ? [stage.from] : [];
  });
}

/** The instruction that holds a place, or whose comment does. */
function instructionOf({ root }: DockerfileDocument, offset: number): Instruction | undefined {
  return root.instructions.findLast(({ span, leadingComments }) => {
    const start = Math.min(span.start, ...leadingComments.map((comment) => comment.span.start));
    return start <= offset;
  });
}

function lineIn({ source, span, blankContinuations }: Instruction, rule: string): number {
  if (rule !== 'NoEmptyContinuation') return source.position(span.start).line;
  const blank = blankContinuations.at(-1)?.span.end ?? 0;
  return source.position(Math.max(span.end, blank)).line;
}

/** Blank lines of one instruction are one warning. */
function oncePerInstruction(warnings: readonly BuildkitWarning[]): readonly BuildkitWarning[] {
  const seen = new Set<number>();
  return warnings.filter(({ rule, line }) => {
    if (rule !== 'NoEmptyContinuation') return true;
    const fresh = !seen.has(line);
    seen.add(line);
    return fresh;
  });
}

function isExperimental(rule: string, instruction: Instruction, build: Build): boolean {
  const asks = (options: CheckOptions | undefined): boolean =>
    options !== undefined && (options.experimentalAll || options.experimental.includes(rule));
  return asks(fileCheckOptions(build)) || asks(instructionCheckOptions(instruction.leadingComments));
}

/** The options of the file's directive, or of the build argument in its place. */
function fileCheckOptions({ args, dockerfile }: Build): CheckOptions | undefined {
  const given = args.get('BUILDKIT_DOCKERFILE_CHECK') ?? detectDirective(dockerfile.source, 'check')?.value;
  const result = given === undefined ? undefined : parseCheckOptions(given);
  return result?.ok ? result.options : undefined;
}

/** True if BuildKit ends with an error where it has warnings. */
export function warningsAreErrors(text: string, run: CheckedRun): boolean {
  const project = projectOf(text, run);
  const document = project.documents.get('Dockerfile');
  const [build] = document?.kind === 'dockerfile' ? buildsOf(project, document) : [];
  return build !== undefined && fileCheckOptions(build)?.error === true;
}

/** As texts that compare without regard to order. */
export const sortedWarnings = (warnings: readonly BuildkitWarning[]): readonly string[] =>
  warnings.map(({ rule, line }) => `${rule}:${line}`).sort();
