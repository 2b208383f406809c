import { isDeepStrictEqual } from 'node:util';
import { type Application, type ComposeDocument, parseCompose, type ReferencedFile, SourceText } from '@plimsoll/core';
import {
  applicationRequests,
  canonicalModel,
  decodeDocument,
  discoverApplications,
  dotenvValues,
  enforceUnicity,
  evaluateTemplate,
  type LoadOptions,
  type Lookup,
  loadApplication,
  type MapValue,
  mergeModels,
  parseDotenv,
  parseMount,
  parsePort,
  plainOf,
  printConfig,
  schemaProblems,
  variablesIn,
} from '@plimsoll/core/compose';

/** A case of another project's tests, as the extractors print it. */
export interface ComposeCase {
  readonly id: string;
  readonly kind: string;
  readonly input: unknown;
  readonly expected: unknown;
}

export interface ComposeVerdict {
  readonly passed: boolean;
  readonly answer: unknown;
}

type Data = Readonly<Record<string, unknown>>;

function dataOf(value: unknown): Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): ReadonlyMap<string, string> {
  return new Map(Object.entries(dataOf(value)).map(([key, text]) => [key, String(text)]));
}

function lookupOf(variables: ReadonlyMap<string, string>): (name: string) => Lookup {
  return (name) => {
    const value = variables.get(name);
    return value === undefined ? { state: 'unset' } : { state: 'known', value };
  };
}

/** JSON is YAML, so a model that is given as data reads like one that is written. */
function documentOf(value: unknown): ComposeDocument {
  return parseCompose(typeof value === 'string' ? value : JSON.stringify(value), { path: 'compose.yaml' });
}

function modelOf(value: unknown): MapValue | undefined {
  const file = documentOf(value);
  const document = file.root.documents[0];
  const context = { lookup: lookupOf(new Map()), directory: '.', report: () => undefined };
  return document && decodeDocument(file, document, context).root;
}

/** Compares the acceptance. */
function acceptance(expected: unknown, problems: readonly unknown[]): ComposeVerdict {
  return { passed: (dataOf(expected).error === true) === problems.length > 0, answer: problems };
}

interface Loaded {
  readonly files: readonly ComposeDocument[];
  readonly others: ReadonlyMap<string, string | null>;
  readonly environment: ReadonlyMap<string, string>;
  readonly options: LoadOptions;
  /** Whether a file that is not in the case is missing, or only not known. */
  readonly closed: boolean;
  readonly directory: string;
}

/** What loading refuses, as short texts. */
function problemsOf(loaded: Loaded): readonly string[] {
  const application = applicationOf(loaded);
  const written = [...application.referenced.values()].flatMap((file) =>
    file.state === 'compose' ? [file.document] : [],
  );
  const syntax = [...application.files, ...written].flatMap((file) =>
    file.root.problems.map(({ code }) => `yaml: ${code}`),
  );
  const { problems } = loadApplication(application, loaded.options);
  return [...syntax, ...problems.map(({ code, data }) => `${code} ${JSON.stringify(data)}`)];
}

function applicationOf({ files, others, environment, closed, directory }: Loaded): Application {
  const referenced = new Map<string, ReferencedFile>();
  let application: Application = {
    kind: 'ComposeApplication',
    files,
    referenced,
    directory,
    shell: environment,
    fragment: false,
  };
  for (let round = 0; round < 20; round++) {
    const open = applicationRequests(application).filter(({ path }) => !referenced.has(path));
    if (open.length === 0) break;
    for (const { path, as } of open) referenced.set(path, answer(others.get(path), path, as, closed));
    application = { ...application, referenced: new Map(referenced) };
  }
  return application;
}

function answer(
  text: string | null | undefined,
  path: string,
  as: 'compose' | 'text',
  closed: boolean,
): ReferencedFile {
  if (typeof text !== 'string') return { state: closed ? 'missing' : 'unknown' };
  return as === 'compose' ? { state: 'compose', document: parseCompose(text, { path }) } : { state: 'text', text };
}

function loadCase({ input, expected }: ComposeCase): ComposeVerdict {
  const { files, env, options } = dataOf(input);
  const given = Array.isArray(files) ? files.map(dataOf) : [];
  const { skipValidation, skipConsistency } = dataOf(options);
  const problems = problemsOf({
    files: given.map((file) => parseCompose(textOf(file.content), { path: textOf(file.name) || 'compose.yaml' })),
    others: new Map(),
    environment: textsOf(env),
    options: { schema: skipValidation !== true, consistency: skipConsistency !== true },
    closed: false,
    directory: '.',
  });
  return acceptance(expected, problems);
}

/** The values of a command line flag that may be repeated. */
function flagValues(args: unknown, flag: string): readonly string[] {
  const words = Array.isArray(args) ? args.map(String) : [];
  return words.flatMap((word, index) => (words[index - 1] === flag ? [word] : []));
}

function profilesOf(args: unknown, env: ReadonlyMap<string, string>): ReadonlySet<string> {
  const given = flagValues(args, '--profile');
  return new Set(given.length > 0 ? given : (env.get('COMPOSE_PROFILES') ?? '').split(','));
}

function oracleCase({ input, expected }: ComposeCase): ComposeVerdict {
  const { files, f, env, args } = dataOf(input);
  const texts = new Map(
    Object.entries(dataOf(files)).map(([path, text]) => [path, typeof text === 'string' ? text : null]),
  );
  const documents = new Map<string, ComposeDocument>();
  for (const [path, text] of texts)
    if (text !== null && /\.ya?ml$/.test(path)) documents.set(path, parseCompose(text, { path }));
  const shell = textsOf(env);
  if (flagValues(args, '--env-file').length > 0 || shell.get('COMPOSE_DISABLE_ENV_FILE') === '1') texts.delete('.env');
  // The home directory that the oracle ran with.
  const variables = new Map([['HOME', '/home/u'], ...shell, ...explicitEnvironment(args, texts, shell)]);
  const dotenv = new Map([...dotenvIn(texts.get('.env'), shell), ...variables]);
  const listed = dotenv.get('COMPOSE_FILE')?.split(dotenv.get('COMPOSE_PATH_SEPARATOR') ?? ':');
  const named = Array.isArray(f) ? f.map(String) : (listed ?? discoverApplications(documents)[0]?.files ?? []);
  const slash = named[0]?.lastIndexOf('/') ?? -1;
  const directory = slash === -1 ? '.' : (named[0]?.slice(0, slash) ?? '.');
  const directoryName = directory === '.' ? 'proj' : directory.slice(directory.lastIndexOf('/') + 1);
  const project = flagValues(args, '-p')[0] ?? dotenv.get('COMPOSE_PROJECT_NAME');
  // Compose sets it before it reads the files, and they may name the project.
  if (![...documents.values()].some(({ source }) => /^name:/m.test(source.text))) {
    variables.set('COMPOSE_PROJECT_NAME', project ?? directoryName);
  }
  const loaded: Loaded = {
    directory,
    files: named.flatMap((path) => documents.get(path) ?? []),
    others: texts,
    environment: variables,
    options: { profiles: profilesOf(args, dotenv) },
    closed: true,
  };
  const missing = flagValues(args, '--env-file').filter((path) => typeof texts.get(path) !== 'string');
  const problems = [...missing.map((path) => `no file ${path}`), ...problemsOf(loaded)];
  const accepted = problems.length === 0;
  const { dockerCompose, composeGoHead } = dataOf(expected);
  const wanted = [dockerCompose, composeGoHead].filter((one) => one !== undefined).map(dataOf);
  if (!accepted) return { passed: wanted.some((one) => one.accepted !== true), answer: problems };
  const answer = printConfig(applicationOf(loaded), {
    name: project,
    directoryName,
    root: '$D',
    profiles: profilesOf(args, dotenv),
  });
  const passed = wanted.some(
    (one) => one.accepted === true && (one.model === undefined || isDeepStrictEqual(answer, one.model)),
  );
  return { passed, answer };
}

/** `--env-file` replaces the default `.env`; the shell wins over it. */
function explicitEnvironment(
  args: unknown,
  texts: ReadonlyMap<string, string | null>,
  shell: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const path of flagValues(args, '--env-file')) {
    for (const [name, value] of dotenvIn(texts.get(path), shell)) if (!shell.has(name)) values.set(name, value);
  }
  return values;
}

function dotenvIn(text: string | null | undefined, shell: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return dotenvValues(parseDotenv(new SourceText(text ?? '', '.env'), lookupOf(shell)));
}

function merged(base: unknown, override: unknown): unknown {
  const [first, second] = [modelOf(base), modelOf(override)];
  if (!first || !second) return undefined;
  return sortedLists(plainOf(enforceUnicity(mergeModels(enforceUnicity(first), second, () => undefined))));
}

/** Lists that were mappings have no order of their own in compose-go's tests either. */
function sortedLists(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sortedLists).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, sortedLists(entry)]));
}

function plainModel(value: unknown): unknown {
  const model = modelOf(value);
  return model && sortedLists(plainOf(model));
}

function mergeCase({ input, expected }: ComposeCase): ComposeVerdict {
  const { base, override } = dataOf(input);
  const answer = merged(base, override);
  return { passed: isDeepStrictEqual(answer, plainModel(dataOf(expected).yaml)), answer };
}

function unicityCase({ input, expected }: ComposeCase): ComposeVerdict {
  const model = modelOf(dataOf(input).yaml);
  const answer = model && plainOf(enforceUnicity(model));
  const wanted = modelOf(dataOf(expected).yaml);
  return { passed: isDeepStrictEqual(answer, wanted && plainOf(wanted)), answer };
}

function interpolateCase({ input, expected }: ComposeCase): ComposeVerdict {
  const { template, env } = dataOf(input);
  const { pieces, fault } = evaluateTemplate(textOf(template), lookupOf(textsOf(env)));
  const answer = fault ? { error: fault.kind } : { value: pieces.map(({ text }) => text).join('') };
  const { error, value } = dataOf(expected);
  return { passed: error === true ? fault !== undefined : !fault && answer.value === value, answer };
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function variablesCase({ input, expected }: ComposeCase): ComposeVerdict {
  const answer: Record<string, Data> = {};
  for (const text of stringsIn(dataOf(input).model)) {
    for (const { name, operator, word } of variablesIn(text)) {
      const given = word ? text.slice(word.start, word.end) : '';
      answer[name] = {
        Name: name,
        DefaultValue: operator?.endsWith('-') ? given : '',
        PresenceValue: operator?.endsWith('+') ? given : '',
        Required: operator?.endsWith('?') === true,
      };
    }
  }
  const wanted = Object.entries(dataOf(dataOf(expected).variables)).map(([name, variable]) => [
    name,
    { DefaultValue: '', PresenceValue: '', Required: false, ...dataOf(variable) },
  ]);
  return { passed: isDeepStrictEqual(answer, Object.fromEntries(wanted)), answer };
}

function schemaCase({ input, expected }: ComposeCase): ComposeVerdict {
  const model = modelOf(dataOf(input).model);
  return acceptance(expected, model ? schemaProblems(model, false) : ['no model']);
}

/** One object at its path in a file that is complete but for it. */
function objectCase({ input, expected }: ComposeCase): ComposeVerdict {
  const { path, yaml } = dataOf(input);
  const object = modelOf(yaml);
  let value: unknown = object && plainOf(object);
  for (const key of textOf(path).replaceAll('[0]', '.0').split('.').reverse())
    value = key === '0' ? [value] : { [key]: value };
  return acceptance(expected, problemsOf({ ...alone(value), options: { consistency: false } }));
}

function alone(value: unknown): Loaded {
  return {
    files: [documentOf(value)],
    others: new Map(),
    environment: new Map(),
    options: {},
    closed: false,
    directory: '.',
  };
}

function consistencyCase({ input, expected }: ComposeCase): ComposeVerdict {
  return acceptance(expected, problemsOf(alone(dataOf(input).model)));
}

function portCase({ input, expected }: ComposeCase): ComposeVerdict {
  const text = String(dataOf(input).value);
  const parsed = parsePort(text);
  const { error, ports } = dataOf(expected);
  if (parsed.kind !== 'ports') return { passed: error === true, answer: parsed };
  const answer = parsed.ports.map(({ hostIp, published, target, protocol }) => ({
    host_ip: hostIp ? text.slice(hostIp.start, hostIp.end) : null,
    target: target.port,
    published: published?.text ?? null,
    protocol: protocol?.text ?? 'tcp',
    mode: 'ingress',
  }));
  return { passed: error !== true && isDeepStrictEqual(answer, ports), answer };
}

function volumeCase({ input, expected }: ComposeCase): ComposeVerdict {
  const parsed = parseMount(textOf(dataOf(input).value));
  return { passed: (dataOf(expected).error === true) === (parsed.kind === 'fault'), answer: parsed };
}

/** Where the value that a transformer gets stands in a file. */
const transformPlaces: Readonly<Record<string, string>> = {
  transformBuild: 'services.x.build',
  transformPorts: 'services.x.ports',
  transformDependsOn: 'services.x.depends_on',
  transformEnvFile: 'services.x.env_file',
  transformSSH: 'services.x.build.ssh',
};

function transformCase({ input, expected }: ComposeCase): ComposeVerdict {
  const { func, value, ignoreParseError } = dataOf(input);
  const name = Object.keys(transformPlaces).find((key) => key.toLowerCase() === textOf(func).toLowerCase());
  const path = (name === undefined ? '' : (transformPlaces[name] ?? '')).split('.');
  const wrapped = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const model = modelOf(wrapped);
  const problems: unknown[] = [];
  const long = model && canonicalModel(model, (problem) => problems.push(problem));
  const answer = path.reduce<unknown>((at, key) => dataOf(at)[key], long && plainOf(long));
  const wanted = dataOf(expected);
  if (wanted.error === true) return { passed: problems.length > 0 && ignoreParseError !== true, answer: problems };
  return { passed: isDeepStrictEqual(answer, wanted.value), answer };
}

function dotenvCase({ input, expected }: ComposeCase): ComposeVerdict {
  const dotenv = parseDotenv(new SourceText(textOf(dataOf(input).text), '.env'), lookupOf(new Map()));
  const answer = dotenv.problem ?? Object.fromEntries(dotenvValues(dotenv));
  const { error, vars } = dataOf(expected);
  if (error === true) return { passed: dotenv.problem !== undefined, answer };
  const found = dotenvValues(dotenv);
  const passed = !dotenv.problem && Object.entries(dataOf(vars)).every(([name, value]) => found.get(name) === value);
  return { passed, answer };
}

/** How each kind of case about Compose is run. */
export const composeKinds: Readonly<Record<string, (testCase: ComposeCase) => ComposeVerdict>> = {
  'compose-load': loadCase,
  'compose-merge': mergeCase,
  'compose-unicity': unicityCase,
  'compose-interpolate': interpolateCase,
  'compose-variables': variablesCase,
  'compose-schema': schemaCase,
  'compose-validate-object': objectCase,
  'compose-consistency': consistencyCase,
  'compose-port': portCase,
  'compose-volume': volumeCase,
  'compose-transform': transformCase,
  dotenv: dotenvCase,
  'oracle-compose': oracleCase,
};
