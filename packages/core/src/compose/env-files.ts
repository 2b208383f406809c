import { SourceText } from '../text/source-text.ts';
import type { Application } from './application.ts';
import { projectPath } from './compose-paths.ts';
import { type DotenvProblem, parseDotenv } from './dotenv.ts';
import { type Environment, lookupIn } from './environment.ts';
import type { ComposeProblem, EnvFileReference, Service, TextField } from './model.ts';

interface Checking {
  readonly environment: Environment;
  readonly report: (problem: ComposeProblem) => void;
}

/** `.env` and the files that services name, which are those that run: what is missing or what Compose can't read. */
export function checkEnvFiles(application: Application, services: readonly Service[], checking: Checking): void {
  checkDotenv(application, checking);
  for (const service of services) {
    for (const reference of service.envFile) checkReference(application, { service, reference }, checking);
    for (const { path, projectPath: file } of service.labelFile) {
      if (file !== undefined && application.referenced.get(file)?.state === 'missing') {
        reportMissing(path, { key: 'label_file', service: service.name, file }, checking);
      }
    }
  }
}

function checkDotenv({ referenced, directory, files }: Application, { environment, report }: Checking): void {
  const path = projectPath(directory, '.env');
  const file = path === undefined ? undefined : referenced.get(path);
  const [base] = files;
  if (file?.state !== 'text' || path === undefined || !base) return;
  const source = new SourceText(file.text, path);
  const { problem } = parseDotenv(source, (name) => lookupIn({ ...environment, dotenv: new Map() }, name));
  if (!problem) return;
  // Nothing in the Compose file names it.
  const at = { source: base.source, span: { start: 0, end: 0 } };
  report({ ...at, ...invalid(problem, source), suggestion: undefined });
}

function invalid({ code, data, span }: DotenvProblem, source: SourceText) {
  const related = [{ at: { source, span }, label: 'here' }];
  return { code: 'invalid-env-file' as const, data: { ...data, reason: code, file: source.path }, related };
}

interface Referred {
  readonly service: Service;
  readonly reference: EnvFileReference;
}

function checkReference({ referenced }: Application, { service, reference }: Referred, checking: Checking): void {
  const { path, projectPath: file, required, format } = reference;
  const answer = file === undefined ? undefined : referenced.get(file);
  if (file === undefined || !answer) return;
  // A variable may name another file, unless the caller's are known.
  const isSure = path.state === 'known' || (path.state === 'default' && checking.environment.shell !== undefined);
  if (answer.state === 'missing' && required && isSure)
    reportMissing(path, { key: 'env_file', service: service.name, file }, checking);
  if (answer.state !== 'text' || format?.value === 'raw' || format?.state === 'unknown') return;
  const source = new SourceText(answer.text, file);
  const { problem } = parseDotenv(source, (name) => lookupIn(checking.environment, name));
  if (!problem) return;
  const { origin } = path;
  checking.report({ source: origin.source, span: origin.span, ...invalid(problem, source), suggestion: undefined });
}

function reportMissing({ origin }: TextField, data: Record<string, string>, { report }: Checking): void {
  const { source, span } = origin;
  report({ source, span, code: 'env-file-not-found', data, related: [], suggestion: undefined });
}
