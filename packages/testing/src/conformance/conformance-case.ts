/** A case of another project's tests; see the contract in the conformance guide. */
export interface ConformanceCase {
  readonly source: string;
  readonly id: string;
  readonly kind: string;
  readonly input: unknown;
  readonly expected: unknown;
}

export interface Verdict {
  readonly passed: boolean;
  readonly answer: unknown;
}

export type KindRunner = (testCase: ConformanceCase) => Verdict;
export type KindTable = Readonly<Record<string, KindRunner>>;

export type Data = Readonly<Record<string, unknown>>;

/** An object's own entries; empty for anything else. */
export function dataOf(value: unknown): Data {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value)) : {};
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const textsOf = (value: unknown): readonly string[] => listOf(value).map(String);
