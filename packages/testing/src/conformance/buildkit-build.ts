import { type DockerfileDocument, internBuild, parseDockerfile, type SyntaxProblem } from '@plimsoll/core';
import { finalImage } from '@plimsoll/core/dockerfile';
import { type Build, buildProblems, effectiveUser, stageGraph } from '@plimsoll/core/rule';
import { type Data, dataOf, textOf } from './conformance-case.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const platform = 'linux/amd64';
const buildPlatform = { BUILDPLATFORM: platform, BUILDOS: 'linux', BUILDOSVERSION: '', BUILDARCH: 'amd64', BUILDVARIANT: '' };

/** What a case says of its run, in the words of BuildKit's frontend options. */
export interface RunOptions {
  readonly target?: string;
  readonly opts?: Data;
}

const optionsNamed = (opts: Data, prefix: string): [string, string][] =>
  Object.entries(opts).flatMap(([key, value]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), String(value)]] : []));

/** The build that the run makes: all arguments known, base images that set PATH alone. */
export function exactBuild(dockerfile: DockerfileDocument, { target, opts = {} }: RunOptions): Build {
  const given = optionsNamed(opts, 'build-arg:');
  return internBuild(dockerfile, {
    target: target ?? (textOf(opts['target']) || undefined),
    args: new Map([...Object.entries(buildPlatform), ...given]),
    platform: textOf(opts['platform']) || platform,
    namedContexts: new Set(optionsNamed(opts, 'context:').map(([name]) => name)),
    exact: { baseEnvironment: new Map([['PATH', path]]) },
  });
}

export interface Refusal {
  readonly lines: readonly [number, number];
  readonly problem: string;
}

/** Everything that the run is refused for. */
export function refusals(text: string, options: RunOptions = {}): readonly Refusal[] {
  const dockerfile = parseDockerfile(text);
  const build = exactBuild(dockerfile, options);
  const graph = stageGraph(build);
  const found = [...dockerfile.root.problems, ...buildProblems(build)].filter((problem) => !problem.deferred).map(refusalOf);
  if (!build.target || graph.target || dockerfile.root.stages.length === 0) return found;
  return [...found, { lines: [0, 0], problem: `There is no stage "${build.target}".` }];
}

function refusalOf({ source, span, data }: SyntaxProblem): Refusal {
  const lines: [number, number] = [source.position(span.start).line, source.position(span.end).line];
  return { lines, problem: data['problem'] ?? '' };
}

/** USER, ENV, CMD and ENTRYPOINT of the image, in the form of an image configuration. */
export function imageConfig(text: string, options: RunOptions): Data {
  const build = exactBuild(parseDockerfile(text), options);
  const image = finalImage(build);
  const user = effectiveUser(build);
  const environment = new Map([['PATH', path]]);
  for (const [name, value] of image?.environment ?? []) {
    environment.set(name, value.state === 'unknown' ? '?' : value.value);
  }
  return {
    User: user?.kind === 'user' && 'value' in user.value ? user.value.value : '',
    Env: [...environment].map(([name, value]) => `${name}=${value}`),
    Cmd: wordsOf(image?.cmd),
    Entrypoint: wordsOf(image?.entrypoint),
  };
}

type ImageCommand = NonNullable<NonNullable<ReturnType<typeof finalImage>>['cmd' | 'entrypoint']>;

function wordsOf(command: ImageCommand | undefined): readonly string[] | undefined {
  if (!command) return undefined;
  const form = command.instruction.command;
  if (form.form === 'exec') return form.items.map((item) => item.value);
  const shell = command.shell?.command;
  const words = shell?.form === 'exec' ? shell.items.map((item) => item.value) : ['/bin/sh', '-c'];
  return [...words, form.script.text];
}

/** The same four of a configuration that BuildKit printed. */
export function knownConfig(config: unknown): Data {
  const { User, Env, Cmd, Entrypoint } = dataOf(config);
  return { User: textOf(User), Env, Cmd: Cmd ?? undefined, Entrypoint: Entrypoint ?? undefined };
}
