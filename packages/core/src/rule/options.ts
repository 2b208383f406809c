/** One option of a rule: its JSON schema, its default, and a sentence for the docs. */
export interface Option<T> {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: T;
  readonly summary: string;
}

export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The values a rule sees, by option name. */
export type OptionsOf<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends Option<infer V> ? V : never;
};

interface Described<T> {
  readonly default: T;
  readonly summary: string;
}

/** Builders for option declarations. */
export const option = {
  /** A list of strings. */
  strings: (o: Described<readonly string[]>): Option<readonly string[]> => ({
    schema: { type: 'array', items: { type: 'string' } },
    ...o,
  }),
  /** A list of a few words. */
  someOf: <const V extends string>(
    values: readonly V[],
    o: Described<readonly NoInfer<V>[]>,
  ): Option<readonly V[]> => ({ schema: { type: 'array', items: { enum: values } }, ...o }),
  /** Texts by name. With `values`, one of a few words by name. */
  record: <const V extends string = string>(
    o: Described<Readonly<Record<string, NoInfer<V>>>> & { readonly values?: readonly V[] },
  ): Option<Readonly<Record<string, V>>> => ({
    schema: { type: 'object', additionalProperties: o.values ? { enum: o.values } : { type: 'string' } },
    default: o.default,
    summary: o.summary,
  }),
  /** A whole number. */
  integer: (o: Described<number>): Option<number> => ({ schema: { type: 'integer' }, ...o }),
  /** A yes or no. */
  boolean: (o: Described<boolean>): Option<boolean> => ({ schema: { type: 'boolean' }, ...o }),
  /** A text. */
  string: (o: Described<string>): Option<string> => ({ schema: { type: 'string' }, ...o }),
  /** One of a few words. */
  oneOf: <const V extends string>(values: readonly V[], o: Described<NoInfer<V>>): Option<V> => ({
    schema: { enum: values },
    ...o,
  }),
};
