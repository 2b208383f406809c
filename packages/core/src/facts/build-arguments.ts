import type { ArgInstruction, KeyValuePair } from '../dockerfile/nodes.ts';
import { type Environment, expandWord, type VariableValue } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import { fact } from './fact.ts';
import { parsePlatform } from './platforms.ts';

/** The arguments before the first FROM, and what BuildKit adds to them. */
export interface BuildArguments {
  /** What FROM may use: the global arguments and the platform arguments. */
  readonly globals: Environment;
  /** Values of ARGs before the first FROM that have one, by name. */
  readonly values: ReadonlyMap<string, VariableValue>;
  /** Every name that a global ARG declares, with its last declaration. */
  readonly declarations: ReadonlyMap<string, KeyValuePair>;
  /** The value that the caller gives to a name, whether declared or not. */
  given(name: string): VariableValue | undefined;
}

const buildNames = ['BUILDPLATFORM', 'BUILDOS', 'BUILDOSVERSION', 'BUILDARCH', 'BUILDVARIANT'];
const targetNames = ['TARGETPLATFORM', 'TARGETOS', 'TARGETOSVERSION', 'TARGETARCH', 'TARGETVARIANT'];

/** Arguments that FROM may use without declaring them (`defaultArgs` in BuildKit's dockerfile2llb). */
export const platformArguments: readonly string[] = [...buildNames, ...targetNames, 'TARGETSTAGE'];

const unknownValue: VariableValue = { state: 'unknown' };

/** The values visible at each FROM of a build; see "Automatic platform ARGs" and "Scope" in Docker's reference. */
export const buildArguments = fact('core/build-arguments@1', (build: Build): BuildArguments => {
  const values = new Map<string, VariableValue>();
  const declarations = new Map<string, KeyValuePair>();
  const automatic = automaticArguments(build);
  const given = (name: string): VariableValue | undefined => {
    if (!build.args.has(name)) return undefined;
    const value = build.args.get(name);
    return value === undefined ? unknownValue : { state: 'known', value };
  };
  const globals: Environment = {
    get: (name) => values.get(name) ?? (automatic.has(name) ? (given(name) ?? automatic.get(name)) : undefined),
  };
  for (const instruction of build.dockerfile.root.preamble) {
    if (instruction.kind === 'Arg') declareAll(instruction, { build, values, declarations, globals, given });
  }
  return { globals, values, declarations, given };
});

interface Declaring {
  readonly build: Build;
  readonly values: Map<string, VariableValue>;
  readonly declarations: Map<string, KeyValuePair>;
  readonly globals: Environment;
  readonly given: (name: string) => VariableValue | undefined;
}

function declareAll(instruction: ArgInstruction, { build, values, declarations, globals, given }: Declaring): void {
  for (const pair of instruction.pairs) {
    const name = pair.key.text;
    declarations.set(name, pair);
    const value = given(name) ?? defaultOf(build, pair, globals);
    if (value) values.set(name, value);
  }
}

/** The value of an ARG's own default: it stands until a build argument replaces it. */
export function defaultOf(build: Build, pair: KeyValuePair, environment: Environment): VariableValue | undefined {
  if (!pair.value) return undefined;
  const expansion = expandWord(pair.value, environment);
  if (expansion.state === 'unknown' || expansion.state === 'error') return unknownValue;
  return { state: build.exact ? expansion.state : 'default', value: expansion.value };
}

function automaticArguments(build: Build): ReadonlyMap<string, VariableValue> {
  const values = new Map<string, VariableValue>();
  for (const name of [...buildNames, ...targetNames]) values.set(name, unknownValue);
  const platform = build.platform === undefined ? undefined : parsePlatform(build.platform);
  if (platform && 'os' in platform) {
    const { os, osVersion, architecture, variant } = platform;
    const spelled = [os, architecture, variant].filter((piece) => piece !== '').join('/');
    const parts = [spelled, os, osVersion, architecture, variant];
    targetNames.forEach((name, index) => {
      values.set(name, { state: 'known', value: parts[index] ?? '' });
    });
  }
  const last = build.dockerfile.root.stages.at(-1)?.name;
  values.set('TARGETSTAGE', { state: 'known', value: build.target || last || 'default' });
  return values;
}
