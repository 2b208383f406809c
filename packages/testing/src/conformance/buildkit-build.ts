import { type DockerfileDocument, internBuild, parseDockerfile, type SyntaxProblem } from '@plimsoll/core';
import { finalImage, parseCheckOptions } from '@plimsoll/core/dockerfile';
import { type Build, buildProblems, effectiveUser, stageGraph } from '@plimsoll/core/rule';
import { type Data, dataOf, textOf } from './conformance-case.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const platform = 'linux/amd64';
const buildPlatform = {
  BUILDPLATFORM: platform,
  BUILDOS: 'linux',
  BUILDOSVERSION: '',
  BUILDARCH: 'amd64',
  BUILDVARIANT: '',
};

/** What a case says of its run, in the words of BuildKit's frontend options. */
export interface RunOptions {
  readonly target?: string;
  readonly opts?: Data;
}

const optionsNamed = (opts: Data, prefix: string): [string, string][] =>
  Object.entries(opts).flatMap(([key, value]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), String(value)]] : [],
  );

/** The build that the run makes: all arguments known, base images that set PATH alone. */
export function exactBuild(dockerfile: DockerfileDocument, { target, opts = {} }: RunOptions): Build {
  const given = optionsNamed(opts, 'build-arg:');
  return internBuild(dockerfile, {
    target: target ?? (textOf(opts.target) || undefined),
    args: new Map([...Object.entries(buildPlatform), ...given]),
    platform: textOf(opts.platform) || platform,
    namedContexts: new Set(optionsNamed(opts, 'context:').map(([name]) => name)),
    exact: { baseEnvironment: new Map([['PATH', path]]) },
  });
}

export interface Refusal {
  readonly lines: readonly [number, number];
  readonly problem: string;
}

const checkArgument = 'build-arg:BUILDKIT_DOCKERFILE_CHECK';

/** Everything that the run is refused for. `allStages`: the run looks at stages that it does not reach, too. */
export function refusals(text: string, options: RunOptions = {}, allStages = false): readonly Refusal[] {
  const dockerfile = parseDockerfile(text);
  const build = exactBuild(dockerfile, options);
  const graph = stageGraph(build);
  const own = dockerfile.root.problems.filter((problem) => !problem.deferred);
  const built = buildProblems(build).filter((problem) => allStages || !problem.deferred);
  const given = options.opts?.[checkArgument];
  const problems = [...own, ...built].filter(({ code }) => given === undefined || code !== 'invalid-check-option');
  const found = problems.map(refusalOf);
  const check = parseCheckOptions(textOf(given));
  if (!check.ok) found.push({ lines: [0, 0], problem: check.problem });
  if (build.target && !graph.target && dockerfile.root.stages.length > 0) {
    found.push({ lines: [0, 0], problem: `There is no stage "${build.target}".` });
  }
  return found;
}

function refusalOf({ code, source, span, data }: SyntaxProblem): Refusal {
  const problem = data.problem ?? '';
  // BuildKit counts the lines of directives from 0, and reports a file without instructions at its end.
  const shift = code === 'duplicate-directive' || code === 'invalid-escape' ? 1 : 0;
  const [first, last] = [source.position(span.start).line - shift, source.position(span.end).line - shift];
  if (code !== 'no-instructions') return { lines: [first, last], problem };
  const end = source.position(source.text.trimEnd() === source.text ? source.text.length : source.text.length - 1).line;
  return { lines: [end, end], problem };
}

/** USER, ENV, CMD and ENTRYPOINT of the image, in the form of an image configuration. */
export function imageConfig(text: string, options: RunOptions): Data {
  const build = exactBuild(parseDockerfile(text), options);
  const image = finalImage(build);
  const user = effectiveUser(build);
  const environment = new Map(isWindows(build) ? [] : [['PATH', path]]);
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

/** Windows sets PATH by itself. */
function isWindows(build: Build): boolean {
  const { target } = stageGraph(build);
  return target?.from.platform?.value?.text.startsWith('windows') === true;
}

type ImageCommand = NonNullable<NonNullable<ReturnType<typeof finalImage>>['cmd' | 'entrypoint']>;

function wordsOf(command: ImageCommand | undefined): readonly string[] | undefined {
  if (!command) return undefined;
  const form = command.instruction.command;
  if (form.form === 'exec') return form.items.length > 0 ? form.items.map((item) => item.value) : undefined;
  const shell = command.shell?.command;
  const words = shell?.form === 'exec' ? shell.items.map((item) => item.value) : ['/bin/sh', '-c'];
  return [...words, form.script.text];
}

/** The same four of a configuration that BuildKit printed. */
export function knownConfig(config: unknown): Data {
  const { User, Env, Cmd, Entrypoint } = dataOf(config);
  return { User: textOf(User), Env: Env ?? [], Cmd: Cmd ?? undefined, Entrypoint: Entrypoint ?? undefined };
}
