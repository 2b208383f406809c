/** What a wrapped method is told: its object, its result and its arguments. */
type Cost = (self: object, result: unknown, args: readonly unknown[]) => number;

const lengthOf = (value: unknown): number => {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return value instanceof String ? value.length : 0;
};

/** A search that misses has looked at everything; where another one began is not known, so that it counts little. */
const searched: Cost = (self, result) => (result === -1 || result === false ? lengthOf(self.valueOf()) : 1);
const whole: Cost = (self) => lengthOf(self.valueOf());
const made: Cost = (_self, result) => lengthOf(result);

/** A pattern that goes on where it was is tried from there on. */
function tried(self: object, _result: unknown, args: readonly unknown[]): number {
  if (self instanceof RegExp && self.sticky) return 1;
  if (self instanceof RegExp && self.global && self.lastIndex > 0) return 1;
  return String(args[0]).length;
}

const methods: readonly (readonly [owner: object, names: string, cost: Cost])[] = [
  [String.prototype, 'charCodeAt charAt codePointAt', () => 1],
  [String.prototype, 'indexOf lastIndexOf includes', searched],
  [String.prototype, 'split replace replaceAll', whole],
  [RegExp.prototype, 'exec', tried],
  [Array.prototype, 'indexOf lastIndexOf includes', searched],
  [Array.prototype, 'concat join sort reverse toReversed unshift shift', whole],
  [Array.prototype, 'slice', made],
];
const withCallback = 'find findIndex findLast findLastIndex some every filter map flatMap forEach reduce'.split(' ');

/**
 * Counts what a task looks at: characters that it reads one by one, those of the texts that it searches, those that
 * patterns are tried on, and the items of the lists that it goes through. (Loops over a list are not seen.)
 */
export function countSteps(task: () => void): number {
  let steps = 0;
  const restores: (() => void)[] = [];
  const replace = (owner: object, name: string, make: (original: CallableFunction) => unknown): void => {
    const original: CallableFunction = Reflect.get(owner, name);
    Object.defineProperty(owner, name, { value: make(original), configurable: true, writable: true });
    restores.push(() => Object.defineProperty(owner, name, { value: original, configurable: true, writable: true }));
  };
  for (const [owner, names, cost] of methods) {
    for (const name of names.split(' ')) {
      replace(owner, name, (original) => {
        return function counting(this: object, ...args: readonly unknown[]) {
          const result: unknown = Reflect.apply(original, this, args);
          steps += cost(this, result, args);
          return result;
        };
      });
    }
  }
  for (const name of withCallback) {
    replace(Array.prototype, name, (original) => {
      return function counting(this: object, callback: CallableFunction, ...rest: readonly unknown[]) {
        const each = function (this: unknown, ...args: readonly unknown[]): unknown {
          steps++;
          return Reflect.apply(callback, this, args);
        };
        return Reflect.apply(original, this, [each, ...rest]);
      };
    });
  }
  try {
    task();
  } finally {
    for (const restore of restores) restore();
  }
  return steps;
}
