import { goBoolean } from '../dockerfile/check-options.ts';
import type { Mount, MountField, RunInstruction } from '../dockerfile/nodes.ts';
import type { Located } from '../text/located.ts';
import { nearest } from '../text/nearest.ts';
import type { StageEnvironment } from './environment-at.ts';
import { addProblem, checkedValue, type ProblemSink } from './problem-sink.ts';
import { workingDirectoryAt } from './working-directory-at.ts';

const types = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const sharings = ['shared', 'private', 'locked'];
const keys = [
  'type',
  'from',
  'source',
  'src',
  'target',
  'dst',
  'destination',
  'readonly',
  'ro',
  'readwrite',
  'rw',
  'required',
  'size',
  'id',
  'sharing',
  'mode',
  'uid',
  'gid',
  'env',
];
const bareKeys = ['readonly', 'ro', 'readwrite', 'rw'];

/** What BuildKit knows of a mount, read field by field: some fields are judged by the type read so far. */
interface MountState {
  readonly sink: ProblemSink;
  readonly environment: StageEnvironment;
  /** Undefined where it is not certain. */
  type: string | undefined;
  /** Values by meaning; `undefined` as value: not certain. */
  readonly values: Map<string, string | undefined>;
  readonly fields: Map<string, MountField>;
}

/** The mounts of RUN (`parseMount` and `dispatchRunMounts` in BuildKit). */
export function checkMounts(sink: ProblemSink, instruction: RunInstruction, environment: StageEnvironment): void {
  for (const mount of instruction.mounts) {
    const state: MountState = { sink, environment, type: 'bind', values: new Map(), fields: new Map() };
    const before = sink.problems.length;
    for (const field of mount.fields) checkField(state, field);
    if (sink.problems.length === before && mount.fields.length > 0) checkWhole(state, mount);
    if (sink.problems.length === before && mount.fields.length > 0) checkTarget(state, mount, instruction);
  }
}

function addMountProblem(state: MountState, at: Located, problem: string, advice: string): void {
  addProblem(state.sink, 'invalid-mount', at, { problem, advice });
}

const synonyms: Readonly<Record<string, string>> = { src: 'source', dst: 'target', destination: 'target' };

function checkField(state: MountState, field: MountField): void {
  const { key, value: word } = field;
  if (!keys.includes(key)) {
    const suggestion = nearest(key, keys);
    const advice = suggestion ? `Did you mean "${suggestion}"?` : `A mount knows ${keys.join(', ')}.`;
    addMountProblem(state, key === '' ? field : field.keyAt, `A mount has no "${key}".`, advice);
    return;
  }
  if (key === 'required' || key === 'size') checkAllowed(state, field);
  if (!word) {
    if (key !== 'required' && !bareKeys.includes(key))
      addMountProblem(state, field, `"${key}" has no value.`, `Write ${key}=VALUE.`);
    return;
  }
  const value = checkedValue(state.sink, word, state.environment);
  state.values.set(synonyms[key] ?? key, value);
  state.fields.set(synonyms[key] ?? key, field);
  if (key === 'type') readType(state, field, value);
  else if (value !== undefined) checkFieldValue(state, field, value);
}

function checkAllowed(state: MountState, field: MountField): void {
  const { type } = state;
  const allowed = field.key === 'size' ? ['tmpfs'] : ['secret', 'ssh'];
  if (type === undefined || allowed.includes(type)) return;
  const advice = `It is for ${allowed.join(' and ')}; put type= before it.`;
  addMountProblem(state, field, `A mount of type "${type}" has no "${field.key}".`, advice);
}

function readType(state: MountState, field: MountField, value: string | undefined): void {
  state.type = value?.toLowerCase();
  if (state.type === undefined || types.includes(state.type)) return;
  const suggestion = nearest(state.type, types);
  const advice = suggestion ? `Did you mean "${suggestion}"?` : `Use ${types.join(', ')}.`;
  addMountProblem(state, field.value ?? field, `"${value}" is not a type of mount.`, advice);
}

function checkFieldValue(state: MountState, field: MountField, value: string): void {
  const at = field.value && field.value.text !== '' ? field.value : field;
  const { key } = field;
  if ([...bareKeys, 'required'].includes(key)) {
    if (goBoolean(value) === undefined)
      addMountProblem(state, at, `"${key}" is true or false, not "${value}".`, `Write ${key}=true.`);
  } else if (key === 'size') {
    if (!isSize(value))
      addMountProblem(state, at, `"${value}" is not a size.`, 'Write a number with a unit, as in 64m.');
  } else if (key === 'sharing') {
    if (!sharings.includes(value.toLowerCase())) {
      addMountProblem(state, at, `"${value}" is not a kind of sharing.`, `Use ${sharings.join(', ')}.`);
    }
  } else if (key === 'mode') {
    if (!isNumberBelow(value, 8))
      addMountProblem(state, at, `The mode "${value}" is not an octal number.`, 'Write it as in mode=0755.');
  } else if (key === 'uid' || key === 'gid') {
    if (!isNumberBelow(value, 10))
      addMountProblem(state, at, `"${value}" is not a numeric ${key}.`, 'Write a number; names are not looked up.');
  }
}

function isNumberBelow(text: string, base: 8 | 10): boolean {
  const digits = base === 8 ? /^[0-7]+$/ : /^\d+$/;
  return digits.test(text) && Number.parseInt(text, base) < 2 ** 32;
}

/** Sizes as `docker/go-units` reads them (`RAMInBytes`). */
function isSize(text: string): boolean {
  return /^(?:\d+(?:\.\d*)?|\.\d+) ?(?:[kmgtp]i?)?b?$/i.test(text);
}

/** What the type allows, once all fields are read. */
function checkWhole(state: MountState, mount: Mount): void {
  const { type, values, fields } = state;
  if (type === undefined) return;
  if (type === 'bind' || type === 'tmpfs') {
    for (const key of ['mode', 'uid', 'gid']) {
      const field = fields.get(key);
      if (field) addMountProblem(state, field, `A mount of type "${type}" has no "${key}".`, `Remove ${key}.`);
    }
  }
  if (type === 'secret') checkSecret(state, mount);
  const sharing = fields.get('sharing');
  if (sharing && type !== 'cache' && type !== 'secret') {
    addMountProblem(state, sharing, `A mount of type "${type}" has no "sharing".`, 'It is for cache mounts.');
  }
  if (type === 'ssh' && isSet(values, 'source')) {
    addMountProblem(state, fields.get('source') ?? mount, 'An ssh mount has no source.', 'Name the agent with id.');
  }
}

/** A value that is certainly there and not empty. */
const isSet = (values: MountState['values'], key: string): boolean => (values.get(key) ?? '') !== '';
/** A value that is certainly missing or empty. */
const isMissing = (values: MountState['values'], key: string): boolean => !values.has(key) || values.get(key) === '';

function checkSecret(state: MountState, mount: Mount): void {
  const { values, fields } = state;
  for (const key of ['from', 'sharing']) {
    if (isSet(values, key))
      addMountProblem(state, fields.get(key) ?? mount, `A secret mount has no "${key}".`, `Remove ${key}.`);
  }
  if (isMissing(values, 'source') && isMissing(values, 'target') && isMissing(values, 'id')) {
    addMountProblem(state, mount, 'A secret mount says neither id nor target.', 'Name the secret with id=NAME.');
  }
  if (isSet(values, 'source') && isSet(values, 'id')) {
    addMountProblem(
      state,
      fields.get('source') ?? mount,
      'A secret mount has either "source" or "id".',
      'Remove one of them.',
    );
  }
}

/** The root directory can't be mounted over. A relative target is taken from the working directory. */
function checkTarget(state: MountState, mount: Mount, instruction: RunInstruction): void {
  const { type, values, fields, sink } = state;
  if (type === undefined || type === 'secret' || type === 'ssh') return;
  const target = values.has('target') ? values.get('target') : '';
  if (target === undefined) return;
  const directory = target.startsWith('/')
    ? { state: 'known' as const, path: '/' }
    : workingDirectoryAt(sink.build, instruction);
  if (directory.state !== 'known') return;
  const pieces = `${directory.path}/${target}`.split('/').filter((piece) => piece !== '' && piece !== '.');
  const depth = pieces.reduce((level, piece) => (piece === '..' ? Math.max(0, level - 1) : level + 1), 0);
  if (depth > 0) return;
  // BuildKit compares an absolute target as it is written.
  if (target.startsWith('/') && target !== '/') return;
  const at = fields.get('target') ?? mount;
  addMountProblem(state, at, "A mount can't cover the root directory.", 'Name a directory with target=/PATH.');
}
