import type { CommandWord, ShellCommand } from './command-nodes.ts';
import { type FlagGrammar, flagGrammar, type ToolTable } from './flag-grammar.ts';
import { fileTables } from './tables-files.ts';
import { javascriptTables } from './tables-javascript.ts';
import { languageTables } from './tables-languages.ts';
import { networkTables } from './tables-network.ts';
import { pythonTables } from './tables-python.ts';
import { systemTables } from './tables-system.ts';

const tables: Readonly<Record<string, ToolTable>> = {
  ...systemTables,
  ...languageTables,
  ...javascriptTables,
  ...pythonTables,
  ...networkTables,
  ...fileTables,
};

/** The tool's name for every base name that it goes by. */
let toolNames: ReadonlyMap<string, string> | undefined;
const grammars = new Map<string, FlagGrammar>();

function toolOf(name: string): string | undefined {
  toolNames ??= new Map(
    Object.entries(tables).flatMap(([tool, { also = [] }]) =>
      [tool, ...also].map((spelling) => [spelling, tool] as const),
    ),
  );
  const known = toolNames.get(name);
  if (known) return known;
  return /\d$/.test(name) ? Object.keys(tables).find((tool) => tables[tool]?.pattern?.test(name)) : undefined;
}

/** The grammar of a tool by its base name, made when it is first asked for. */
function toolGrammar(tool: string): FlagGrammar | undefined {
  const known = grammars.get(tool);
  if (known) return known;
  const table = tables[tool];
  if (!table) return undefined;
  const grammar = flagGrammar(tool, table);
  grammars.set(tool, grammar);
  return grammar;
}

/** The grammar for a command and the words that it reads; undefined for a tool without a table. */
export function grammarOf(
  command: ShellCommand,
): { readonly grammar: FlagGrammar; readonly args: readonly CommandWord[] } | undefined {
  const { name, args } = command;
  if (name === undefined) return undefined;
  if (/^(python|pypy)[\d.]*$/.test(name)) return moduleGrammar(args);
  const tool = toolOf(name);
  const grammar = tool === undefined ? undefined : toolGrammar(tool);
  return grammar && { grammar, args };
}

/** `python -m pip install`, also behind switches of the interpreter (`python -u -m pip`). */
function moduleGrammar(args: readonly CommandWord[]) {
  let at = 0;
  while (/^-[bBdEhiIOqsSuvx]+$/.test(args[at]?.value ?? '')) at++;
  const tool = args[at]?.value === '-m' ? toolOf(args[at + 1]?.value ?? '') : undefined;
  const grammar = tool === undefined ? undefined : toolGrammar(tool);
  return grammar && { grammar, args: args.slice(at + 2) };
}
