import type { Application } from '../compose/application.ts';
import type { ComposeDocument } from '../compose/nodes.ts';
import { looksLikeCompose } from '../compose/parse-compose.ts';
import type { DockerfileDocument } from '../dockerfile/nodes.ts';
import { composeModel } from '../facts/compose-model.ts';
import { applicationsOf, buildsOf, linkedBuildsOf } from '../facts/project-index.ts';
import { type InstructionScript, type ScriptInstruction, scriptOf } from '../facts/shell-scripts.ts';
import type { Build } from '../project/build.ts';
import type { Project } from '../project/project.ts';
import type { AnyContext, AnyReport } from '../rule/rule-types.ts';
import type { ActiveRule } from './active-rules.ts';
import type { FileConfigs } from './file-configs.ts';
import { type Crash, engineName } from './findings.ts';
import { hears, type Listener, type ListenerTable, listenersFor } from './listener-table.ts';
import { scriptListeners } from './script-listeners.ts';
import { type Visit, walkApplication, walkDockerfile, walkYaml } from './walk.ts';

/** A report with the rule that made it, before anything was decided about it. */
export interface RawReport {
  readonly active: ActiveRule;
  readonly report: AnyReport;
  /** The document or application that was walked: subjects of one scope can silence each other. */
  readonly scope: object;
}

export interface RunOutcome {
  readonly reports: readonly RawReport[];
  readonly crashes: readonly Crash[];
}

const applicationKinds = ['Application', 'Service', 'Resource'];
const yamlKinds = [
  'YamlFile',
  'YamlDocument',
  'YamlMapping',
  'YamlEntry',
  'YamlSequence',
  'YamlScalar',
  'YamlAlias',
  'YamlComment',
  'ComposeV1',
];

/** Told between files how many of them were walked; what it throws ends the linting. */
export type LintProgress = (done: number, total: number) => void;

/** Walks everything to lint once and collects what the rules report. */
export function runRules(project: Project, configs: FileConfigs, progress?: LintProgress): RunOutcome {
  const outcome = { reports: [] as RawReport[], crashes: [] as Crash[] };
  const total = project.targets.size;
  let done = 0;
  for (const target of project.targets.values()) {
    progress?.(done++, total);
    const table = configs.tableOf(target.path);
    if (target.inputProblem)
      visitWith(
        table,
        target.path,
        target,
        { project, document: undefined, application: undefined, builds: none },
        outcome,
      )('Input', target.inputProblem);
    const { document } = target;
    isolate(target.path, outcome.crashes, () => {
      if (document?.kind === 'dockerfile') runDockerfile(document, project, table, outcome);
      else if (document) runYaml(document, project, table, outcome);
    });
  }
  isolate('', outcome.crashes, () => {
    for (const application of applicationsToRun(project, configs)) {
      isolate(application.files[0]?.source.path ?? '', outcome.crashes, () =>
        runApplication(application, project, configs.tableOfApplication(application), outcome),
      );
    }
  });
  return outcome;
}

/** Also without a listener for applications: services hold Dockerfiles. */
function applicationsToRun(project: Project, { all }: FileConfigs): readonly Application[] {
  if (all.active.length === 0 || ![...project.targets.values()].some(({ kind }) => kind === 'compose')) return [];
  return applicationsOf(project);
}

interface Outcome {
  readonly reports: RawReport[];
  readonly crashes: Crash[];
}

function runDockerfile(document: DockerfileDocument, project: Project, table: ListenerTable, outcome: Outcome): void {
  const walked = { project, document, application: undefined, builds: buildsOf(project, document) };
  const visit = visitWith(table, document.source.path, document, walked, outcome);
  walkDockerfile(document.root, table, visit, (instruction) => visitScripts(instruction, walked.builds, visit));
}

/** Once for each way in which the builds read the instruction's script: mostly one. */
function visitScripts(instruction: ScriptInstruction, builds: readonly Build[], visit: Visit): void {
  let first: InstructionScript | undefined;
  const others: InstructionScript[] = [];
  for (let at = 0; at < builds.length; at++) {
    const script = scriptOf(builds[at] as Build, instruction);
    if (!script || script === first || others.includes(script)) continue;
    if (first) others.push(script);
    else first = script;
    visit('Script', script);
  }
}

function runYaml(document: ComposeDocument, project: Project, table: ListenerTable, outcome: Outcome): void {
  if (!hears(table, yamlKinds)) return;
  const visit = visitWith(
    table,
    document.source.path,
    document,
    { project, document, application: undefined, builds: none },
    outcome,
  );
  if (looksLikeCompose(document) === 'compose-v1') visit('ComposeV1', document.root);
  else walkYaml(document.root, table, visit);
}

/** Only applications with a file to lint; a Dockerfile inside a service is walked with the service's application. */
function runApplication(application: Application, project: Project, table: ListenerTable, outcome: Outcome): void {
  const path = application.files.find((file) => project.targets.has(file.source.path))?.source.path;
  if (path === undefined) return;
  const walked = { project, document: undefined, application, builds: none };
  if (hears(table, applicationKinds)) {
    walkApplication(composeModel(application), visitWith(table, path, application, walked, outcome));
  }
  for (const { inline } of linkedBuildsOf(project, application)) {
    if (inline) runDockerfile(inline, project, table, outcome);
  }
}

/** What is walked: a document or an application. */
type Walked = Pick<AnyContext, 'project' | 'document' | 'application' | 'builds'>;

const none: Walked['builds'] = [];

function visitWith(table: ListenerTable, path: string, scope: object, walked: Walked, outcome: Outcome): Visit {
  const contexts: AnyContext[] = [];
  // Counted by hand, as in `walk.ts`: this runs for every node, and most runs end before V8 makes iterators cheap.
  return (kind, node) => {
    const listeners = kind === 'Script' ? scriptListeners(table, node) : listenersFor(table, kind);
    for (let at = 0; at < listeners.length; at++) {
      const listener = listeners[at] as Listener;
      let context = contexts[listener.index];
      if (!context) {
        context = makeContext(listener.active, walked, scope, outcome);
        contexts[listener.index] = context;
      }
      call(listener, node, context, path, outcome);
    }
  };
}

function makeContext(active: ActiveRule, walked: Walked, scope: object, outcome: Outcome): AnyContext {
  return {
    options: active.options,
    project: walked.project,
    document: walked.document,
    builds: walked.builds,
    application: walked.application,
    report: (report: AnyReport) => void outcome.reports.push({ active, report, scope }),
  };
}

/** A failure outside of rules (a parser, a fact) becomes a crash of the engine, and the other files go on. */
export function isolate(path: string, crashes: Crash[], run: () => void): void {
  try {
    run();
  } catch (error) {
    crashes.push(crashOf(engineName, path, error));
  }
}

/** The one place where a throwing listener is caught: it becomes a crash, and the others go on. */
function call(listener: Listener, node: object, context: AnyContext, path: string, outcome: Outcome): void {
  try {
    listener.hear(node, context);
  } catch (error) {
    outcome.crashes.push(crashOf(listener.active.rule.id, path, error));
  }
}

/** A crash as plain data. */
export function crashOf(rule: string, path: string, error: unknown): Crash {
  const message = error instanceof Error ? error.message : String(error);
  return { rule, path, message, stack: error instanceof Error ? error.stack : undefined };
}
