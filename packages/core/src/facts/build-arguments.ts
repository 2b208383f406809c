import type { Instruction, KeyValuePair } from '../dockerfile/nodes.ts';
import { type Environment, type Expansion, expandWord, type VariableValue } from '../dockerfile/words.ts';
import type { Build } from '../project/build.ts';
import { fact } from './fact.ts';
import { parsePlatform } from './platforms.ts';

/** The arguments before the first FROM, and what BuildKit adds to them. */
export interface BuildArguments {
  /** What FROM may use: the global arguments and the platform arguments. */
  readonly globals: Environment;
  /** The defaults of the global arguments that no caller's value replaces, with what they come to, in order. */
  readonly defaults: readonly { readonly pair: KeyValuePair; readonly expansion: Expansion }[];
  /** What an ARG before the first FROM sees: the arguments declared before it. */
  before(instruction: Instruction): Environment;
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
  const values = new Map<string, OrderedValue[]>();
  const declarations = new Map<string, KeyValuePair>();
  const defaults: { readonly pair: KeyValuePair; readonly expansion: Expansion }[] = [];
  const automatic = automaticArguments(build);
  const given = (name: string): VariableValue | undefined => {
    if (!build.args.has(name)) return undefined;
    const value = build.args.get(name);
    return value === undefined ? unknownValue : { state: 'known', value };
  };
  const upTo = (order: number): Environment => ({
    get: (name) =>
      values.get(name)?.findLast((value) => value.order < order)?.value ??
      (automatic.has(name) ? (given(name) ?? automatic.get(name)) : undefined),
  });
  const orders = new Map<Instruction, number>();
  let order = 0;
  for (const instruction of build.dockerfile.root.preamble) {
    orders.set(instruction, order);
    if (instruction.kind !== 'Arg') continue;
    for (const pair of instruction.pairs) {
      const name = pair.key.text;
      declarations.set(name, pair);
      const own = given(name) ? undefined : pair.value && expandWord(pair.value, upTo(order));
      if (own) defaults.push({ pair, expansion: own });
      const value = given(name) ?? (own && defaultValue(build, own));
      if (value) append(values, name, { order, value });
      order++;
    }
  }
  const before = (instruction: Instruction): Environment => upTo(orders.get(instruction) ?? Number.POSITIVE_INFINITY);
  return { globals: upTo(Number.POSITIVE_INFINITY), before, defaults, declarations, given };
});

interface OrderedValue {
  readonly order: number;
  readonly value: VariableValue;
}

function append(values: Map<string, OrderedValue[]>, name: string, value: OrderedValue): void {
  const list = values.get(name);
  if (list) list.push(value);
  else values.set(name, [value]);
}

/** The value of an ARG's own default: it stands until a build argument replaces it. */
export function defaultOf(build: Build, pair: KeyValuePair, environment: Environment): VariableValue | undefined {
  return pair.value && defaultValue(build, expandWord(pair.value, environment));
}

function defaultValue(build: Build, expansion: Expansion): VariableValue {
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
