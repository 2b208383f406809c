import type { Span } from '../text/span.ts';

/**
 * Shell syntax as rules see it. Every node is a span of its script's text (UTF-16 offsets, end exclusive); the script's
 * `DerivedText` gives the characters of the file: `script.text.locate(node)`. Trees hold nothing of the file, so that
 * equal scripts share one tree.
 *
 * Bash's grammar is read whatever the dialect: what a plain `sh` does not know is visible as a node of its own.
 */
export interface ShellTree {
  readonly kind: 'Tree';
  readonly list: ShellList;
  /** The command of a `#!` line, without the mark. */
  readonly shebang: string | undefined;
  /** What bash would refuse; the nodes around it are best effort. */
  readonly problems: readonly ShellSyntaxProblem[];
}

export interface ShellSyntaxProblem {
  readonly message: string;
  /** Offset in the script's text. */
  readonly at: number;
}

/** Statements one after another: a script, the body of a loop, what `$( )` holds. */
export interface ShellList extends Span {
  readonly kind: 'List';
  readonly statements: readonly ShellStatement[];
}

/** Pipelines joined by `&&` and `||`; nearly always one. */
export interface ShellStatement extends Span {
  readonly kind: 'Statement';
  readonly pipelines: readonly ShellPipeline[];
  /** `operators[i]` stands between `pipelines[i]` and `pipelines[i + 1]`. */
  readonly operators: readonly ('&&' | '||')[];
  /** Ends with `&`. */
  readonly background: boolean;
}

/** Commands joined by `|` and `|&`; nearly always one. */
export interface ShellPipeline extends Span {
  readonly kind: 'Pipeline';
  readonly commands: readonly ShellCommandNode[];
  readonly operators: readonly ('|' | '|&')[];
  /** An odd number of `!`. */
  readonly negated: boolean;
  /** Behind the word `time`. */
  readonly timed: boolean;
}

export type ShellCommandNode =
  | SimpleCommandNode
  | GroupNode
  | IfNode
  | ForNode
  | ArithmeticForNode
  | LoopNode
  | CaseNode
  | TestNode
  | ArithmeticNode
  | FunctionNode;

interface CommandNodeBase extends Span {
  readonly redirections: readonly RedirectionNode[];
}

export interface SimpleCommandNode extends CommandNodeBase {
  readonly kind: 'Simple';
  readonly assignments: readonly AssignmentNode[];
  /** The command's name and its arguments; empty where there are only assignments or redirections. */
  readonly words: readonly ShellWord[];
}

/** `( )`, `{ }` or `coproc`. */
export interface GroupNode extends CommandNodeBase {
  readonly kind: 'Subshell' | 'Group' | 'Coprocess';
  readonly body: ShellList;
}

/** `if`, with its `elif` branches in order. */
export interface IfNode extends CommandNodeBase {
  readonly kind: 'If';
  readonly branches: readonly { readonly condition: ShellList; readonly body: ShellList }[];
  readonly otherwise: ShellList | undefined;
}

/** `for name in words` or bash's `select`. */
export interface ForNode extends CommandNodeBase {
  readonly kind: 'For' | 'Select';
  readonly name: string;
  /** Undefined without `in`: the positional parameters. */
  readonly words: readonly ShellWord[] | undefined;
  readonly body: ShellList;
}

/** `for (( ; ; ))`; `parts` as for `(( ))`. */
export interface ArithmeticForNode extends CommandNodeBase {
  readonly kind: 'ArithmeticFor';
  readonly parts: readonly ShellWordPart[];
  readonly body: ShellList;
}

export interface LoopNode extends CommandNodeBase {
  readonly kind: 'While' | 'Until';
  readonly condition: ShellList;
  readonly body: ShellList;
}

export interface CaseNode extends CommandNodeBase {
  readonly kind: 'Case';
  readonly word: ShellWord;
  readonly items: readonly CaseItemNode[];
}

export interface CaseItemNode extends Span {
  readonly patterns: readonly ShellWord[];
  readonly body: ShellList;
  readonly terminator: ';;' | ';&' | ';;&' | undefined;
}

/** `[[ ]]`; `words` are the operands in order. */
export interface TestNode extends CommandNodeBase {
  readonly kind: 'Test';
  readonly words: readonly ShellWord[];
  readonly operators: readonly string[];
}

/** `(( ))`; `parts` are its `$x` and substitutions in order; plain names are not among them. */
export interface ArithmeticNode extends CommandNodeBase {
  readonly kind: 'Arithmetic';
  readonly parts: readonly ShellWordPart[];
}

export interface FunctionNode extends CommandNodeBase {
  readonly kind: 'Function';
  readonly name: string;
  readonly nameAt: Span;
  /** One statement that holds the body; its redirections are the body's. */
  readonly body: ShellList;
}

/** `name=value`, `name+=value`, `name[index]=value` or `name=(elements)`. */
export interface AssignmentNode extends Span {
  readonly kind: 'Assignment';
  readonly name: string;
  readonly append: boolean;
  /** Undefined for an array. */
  readonly value: ShellWord | undefined;
  readonly elements: readonly ShellWord[] | undefined;
}

export interface RedirectionNode extends Span {
  readonly kind: 'Redirection';
  readonly operator: '>' | '>>' | '<' | '<>' | '<&' | '>&' | '>|' | '&>' | '&>>' | '<<<' | '<<' | '<<-';
  /** The file descriptor where one is written. */
  readonly descriptor: number | undefined;
  /** The file, descriptor or text; undefined for heredocs and where it is missing. */
  readonly target: ShellWord | undefined;
  readonly heredoc: HeredocNode | undefined;
}

export interface HeredocNode extends Span {
  readonly kind: 'HeredocBody';
  /** The delimiter is quoted: nothing is expanded. */
  readonly quoted: boolean;
  /** Parts of the body; one literal if nothing is expanded. */
  readonly parts: readonly ShellWordPart[];
}

export interface ShellWord extends Span {
  readonly kind: 'Word';
  /** As written. */
  readonly text: string;
  readonly parts: readonly ShellWordPart[];
  /**
   * The word without quotes and escapes; undefined if an expansion takes part. Globs and `~` stay as written; a word with
   * braces that make several words has none.
   */
  readonly literal: string | undefined;
}

export type ShellWordPart =
  | LiteralPartNode
  | SingleQuotedNode
  | DoubleQuotedNode
  | VariableNode
  | SubstitutionNode
  | ArithmeticPartNode
  | BraceNode;

/** Plain characters. `glob`: characters that match file names (`*`, `?`, `[a-z]`, `@(a|b)`). */
export interface LiteralPartNode extends Span {
  readonly kind: 'Literal' | 'Glob';
  /** Without escapes. */
  readonly value: string;
  /** As written. */
  readonly text: string;
}

/** `'...'`, or `$'...'` with its escapes decoded. */
export interface SingleQuotedNode extends Span {
  readonly kind: 'SingleQuoted' | 'AnsiQuoted';
  readonly value: string;
  readonly text: string;
}

/** `"..."` or `$"..."`. */
export interface DoubleQuotedNode extends Span {
  readonly kind: 'DoubleQuoted';
  readonly parts: readonly ShellWordPart[];
}

/** `$name`, `${name}` or `${name<operator>...}`. */
export interface VariableNode extends Span {
  readonly kind: 'Variable';
  readonly name: string;
  readonly braces: boolean;
  /** `#` for a length, `!` for an indirection. */
  readonly prefix: '#' | '!' | undefined;
  /** `:-`, `%%`, `/`, `^`, `@` ...; undefined for a plain use. */
  readonly operator: string | undefined;
  /** What follows the operator, and an array's index. */
  readonly operands: readonly ShellWord[];
}

/** `$( )`, backquotes, `<( )` or `>( )`. */
export interface SubstitutionNode extends Span {
  readonly kind: 'Substitution';
  readonly style: '$(' | '`' | '<(' | '>(';
  readonly list: ShellList;
}

/** `$(( ))` or `$[ ]`; `parts` as for `(( ))`. */
export interface ArithmeticPartNode extends Span {
  readonly kind: 'ArithmeticExpansion';
  readonly parts: readonly ShellWordPart[];
}

/** `{a,b}` or `{1..3}`, which bash turns into several words and a plain sh leaves alone. */
export interface BraceNode extends Span {
  readonly kind: 'Brace';
  readonly text: string;
  readonly parts: readonly ShellWordPart[];
}

/** The shells whose grammar we read, and the ones that we don't. */
export type ShellDialect = 'sh' | 'bash' | 'ash' | 'dash' | 'ksh' | 'zsh' | 'powershell' | 'cmd' | 'other';

/** True if the dialect's scripts are read as POSIX shell. PowerShell, cmd and other languages are opaque. */
export function isPosixDialect(dialect: ShellDialect): boolean {
  return dialect !== 'powershell' && dialect !== 'cmd' && dialect !== 'other';
}
