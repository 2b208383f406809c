/** How a tool's flag takes a value: `none`, in the same word or the next (`value`), or only attached (`optional`). */
export type FlagArity = 'none' | 'value' | 'optional';

export interface FlagSpec {
  /** Every spelling, with dashes. */
  readonly names: readonly string[];
  readonly arity: FlagArity;
}

/**
 * A tool's command line as its table writes it. Lists of flags are texts: spellings of one flag are separated by blanks,
 * flags by commas.
 */
export interface ToolTable {
  /** Other base names of the same tool, and a pattern for versioned ones (`pip3.12`). */
  readonly also?: readonly string[];
  readonly pattern?: RegExp;
  /** Flags without a value. */
  readonly switches?: string;
  /** Flags with a value: `-o x`, `-ox`, `--output x`, `--output=x`. */
  readonly values?: string;
  /** Flags whose value must be attached: `--color[=when]`. */
  readonly optional?: string;
  /** Words that choose what the tool does, by name; other names of a subcommand are separated by blanks. */
  readonly subcommands?: Readonly<Record<string, SubcommandTable>>;
  readonly style?: Partial<FlagStyle>;
}

export type SubcommandTable = Pick<ToolTable, 'switches' | 'values' | 'optional' | 'subcommands'>;

/** How a tool reads its command line; the defaults are those of GNU's getopt_long. */
export interface FlagStyle {
  /** `-abc` is `-a -b -c`. Without it `-abc` is one name, as for Go's tools. */
  readonly bundles: boolean;
  /** `--recurs` stands for `--recursive`. */
  readonly abbreviations: boolean;
  /** `--no-x` is known where `--x` is. */
  readonly negations: boolean;
  /** Flags end at the first operand (`env A=b cmd -x`), or may follow operands. */
  readonly operandsEndFlags: boolean;
  /** `-o=x` gives `x` and not `=x`. */
  readonly shortEquals: boolean;
  /** The first word may be flags without a dash: `tar xzf`. */
  readonly bareBundle: boolean;
}

const defaultStyle: FlagStyle = {
  bundles: true,
  abbreviations: true,
  negations: false,
  operandsEndFlags: false,
  shortEquals: false,
  bareBundle: false,
};

/** A table made ready for look-ups. */
export interface FlagGrammar {
  readonly tool: string;
  readonly style: FlagStyle;
  readonly flags: ReadonlyMap<string, FlagSpec>;
  /** By every name of the subcommand. */
  readonly subcommands: ReadonlyMap<string, Subcommand>;
}

/** A subcommand; its grammar is made when it is first asked for, since most are never met. */
export interface Subcommand {
  readonly name: string;
  readonly grammar: FlagGrammar;
}

/** Prepares a table. `outer` gives flags that are valid here too. */
export function flagGrammar(tool: string, table: ToolTable, outer?: FlagGrammar): FlagGrammar {
  const flags = new Map(outer?.flags);
  addFlags(flags, table.switches, 'none');
  addFlags(flags, table.values, 'value');
  addFlags(flags, table.optional, 'optional');
  const style = { ...(outer?.style ?? defaultStyle), ...table.style };
  const subcommands = new Map<string, Subcommand>();
  const grammar: FlagGrammar = { tool, style, flags, subcommands };
  for (const [names, inner] of Object.entries(table.subcommands ?? {})) {
    const [name = '', ...others] = names.split(' ');
    let made: FlagGrammar | undefined;
    const entry: Subcommand = {
      name,
      get grammar() {
        made ??= flagGrammar(tool, inner, grammar);
        return made;
      },
    };
    for (const spelling of [name, ...others]) subcommands.set(spelling, entry);
  }
  return grammar;
}

function addFlags(flags: Map<string, FlagSpec>, list: string | undefined, arity: FlagArity): void {
  for (const group of list?.split(',') ?? []) {
    const names = group.split(/\s+/).filter((name) => name !== '');
    const spec = { names, arity };
    for (const name of names) flags.set(name, spec);
  }
}

/** The flag with this spelling, an unambiguous beginning of it, or the negation of one. */
export function findFlag(grammar: FlagGrammar, name: string): FlagSpec | undefined {
  const known = grammar.flags.get(name);
  if (known || !name.startsWith('--')) return known;
  const { abbreviations, bundles, negations } = grammar.style;
  // Go's flag package takes two dashes for one.
  if (!bundles) return grammar.flags.get(name.slice(1));
  if (negations && name.startsWith('--no-') && grammar.flags.has(`--${name.slice(5)}`))
    return { names: [name], arity: 'none' };
  if (!abbreviations || name.length < 4) return undefined;
  const matches = new Set<FlagSpec>();
  for (const [spelling, spec] of grammar.flags) if (spelling.startsWith(name)) matches.add(spec);
  const [only] = matches;
  return matches.size === 1 ? only : undefined;
}
