import type { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';

/** A parsed Dockerfile: an immutable value. */
export interface DockerfileDocument {
  readonly kind: 'dockerfile';
  readonly source: SourceText;
  readonly root: DockerfileFile;
}

/** The whole file. */
export interface DockerfileFile extends Located {
  readonly kind: 'File';
  /** Parser directives in order, duplicates and invalid ones included. */
  readonly directives: readonly Directive[];
  /** Every comment outside the directive zone, in order; those inside continuations too. */
  readonly comments: readonly Comment[];
  /** The escape character in force. */
  readonly escape: '\\' | '`';
  /** Instructions before the first FROM: ARG, or others that the build refuses. */
  readonly preamble: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** All instructions in file order. */
  readonly instructions: readonly Instruction[];
  /** What the build would refuse, found while reading; in file order. */
  readonly problems: readonly SyntaxProblem[];
}

/** `# syntax=`, `# escape=` or `# check=` at the head of the file. */
export interface Directive extends Located {
  readonly kind: 'Directive';
  /** Lower-cased name. */
  readonly name: string;
  readonly nameAt: Located;
  readonly value: string;
  readonly valueAt: Located;
}

/** A comment line; `text` is what follows the `#`. */
export interface Comment extends Located {
  readonly kind: 'Comment';
  readonly text: string;
}

/** FROM and what follows it up to the next FROM. */
export interface Stage extends Located {
  readonly kind: 'Stage';
  /** 0-based, in file order. */
  readonly index: number;
  /** Lower-cased name after AS, as BuildKit keeps it. */
  readonly name: string | undefined;
  readonly from: FromInstruction;
  /** What follows FROM, in order. */
  readonly instructions: readonly Instruction[];
}

/** A keyword, name or other piece without inner structure. `text` has continuations removed. */
export interface Token extends Located {
  readonly text: string;
}

/**
 * An argument as BuildKit's word lexer sees it. `text` is as written with continuations removed (quotes and `$` kept);
 * its parts and value are asked for with `wordParts`, `literalValue` and `expandWord` in `words.ts`.
 */
export interface Word extends Located {
  readonly kind: 'Word';
  readonly text: string;
  readonly derived: DerivedText;
  /** The file's escape character, which the word's lexer needs. */
  readonly escape: '\\' | '`';
}

/** `--name` or `--name=value`; `value` is undefined for a bare flag. */
export interface Flag extends Located {
  readonly kind: 'Flag';
  /** Without the dashes, as written. */
  readonly name: string;
  readonly nameAt: Located;
  readonly value: Word | undefined;
}

/** A string of a JSON array. */
export interface JsonString extends Located {
  readonly kind: 'JsonString';
  /** Decoded. */
  readonly value: string;
  /** The characters between the quotes, with a map back through escapes. */
  readonly derived: DerivedText;
}

/** The arguments in JSON form. */
export interface ExecForm {
  readonly form: 'exec';
  readonly items: readonly JsonString[];
}

/** The arguments as text for a shell; heredoc bodies are in the instruction's `heredocs`. */
export interface ShellForm {
  readonly form: 'shell';
  /** What follows keyword and flags, joined over continuation lines, without the heredoc bodies. */
  readonly script: DerivedText;
  /** Set if the text starts like a JSON array and is not one: why, in a few words. BuildKit takes it as shell text. */
  readonly notJson: { readonly why: string; readonly at: Located } | undefined;
}

export type CommandForm = ExecForm | ShellForm;

/** `<<NAME` and its body. */
export interface Heredoc extends Located {
  readonly kind: 'Heredoc';
  /** File descriptor digits before `<<`, or undefined. */
  readonly fd: number | undefined;
  readonly name: string;
  /** The `<<-"NAME"` token. */
  readonly operator: Located;
  /** False if any part of the delimiter was quoted. */
  readonly expand: boolean;
  /** `<<-`: leading tabs are removed. */
  readonly chomp: boolean;
  /** The body as the build uses it (tabs removed for `<<-`), mapped to the file. */
  readonly body: DerivedText;
  /** The closing line, or undefined where the file ends first. */
  readonly terminator: Located | undefined;
}

/** `KEY=value` of ENV, LABEL or ARG. */
export interface KeyValuePair extends Located {
  readonly kind: 'Pair';
  readonly key: Word;
  /** Undefined for `ARG name`. */
  readonly value: Word | undefined;
  /** `legacy`: `ENV key value`. */
  readonly separator: 'equals' | 'legacy' | 'none';
}

/** What all instructions have. */
export interface InstructionBase extends Located {
  /** As written. */
  readonly keyword: Token;
  readonly flags: readonly Flag[];
  /** Everything behind the keyword, joined over continuation lines, without heredoc bodies. */
  readonly body: DerivedText;
  readonly heredocs: readonly Heredoc[];
  /** The comment block right above, as BuildKit attaches it. */
  readonly leadingComments: readonly Comment[];
  /** Blank lines inside continuations (BuildKit warns of them). */
  readonly blankContinuations: readonly Located[];
  /** The ONBUILD that holds this instruction. */
  readonly onbuild: boolean;
  /** Index of the stage, or undefined in the preamble. */
  readonly stageIndex: number | undefined;
}

export interface FromInstruction extends InstructionBase {
  readonly kind: 'From';
  /** Undefined if the argument is missing. */
  readonly image: Word | undefined;
  readonly platform: Flag | undefined;
  /** The name after AS. */
  readonly alias: Token | undefined;
  readonly asKeyword: Token | undefined;
}

export interface RunInstruction extends InstructionBase {
  readonly kind: 'Run';
  readonly command: CommandForm;
  readonly mounts: readonly Mount[];
}

/** One `--mount` of RUN. */
export interface Mount extends Located {
  readonly kind: 'Mount';
  readonly flag: Flag;
  /** `bind` where it is not written; undefined where it holds a variable or is unknown to BuildKit. */
  readonly type: 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh' | undefined;
  readonly fields: readonly MountField[];
}

/** `key=value` or a bare `key` of a mount; the key is lower-cased. */
export interface MountField extends Located {
  readonly key: string;
  readonly keyAt: Located;
  readonly value: Word | undefined;
}

export interface CmdInstruction extends InstructionBase {
  readonly kind: 'Cmd';
  readonly command: CommandForm;
}

export interface EntrypointInstruction extends InstructionBase {
  readonly kind: 'Entrypoint';
  readonly command: CommandForm;
}

export interface ShellInstruction extends InstructionBase {
  readonly kind: 'Shell';
  readonly command: CommandForm;
}

interface CopyBase extends InstructionBase {
  /** Without heredocs, which are in `heredocs`. */
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
  /** True for the JSON form; then the words are the strings. */
  readonly json: boolean;
  /** Set if the arguments start like a JSON array and are not one; they are then plain words. */
  readonly notJson: ShellForm['notJson'];
}

export interface CopyInstruction extends CopyBase {
  readonly kind: 'Copy';
  readonly from: Flag | undefined;
}

export interface AddInstruction extends CopyBase {
  readonly kind: 'Add';
}

export interface EnvInstruction extends InstructionBase {
  readonly kind: 'Env';
  readonly pairs: readonly KeyValuePair[];
}

export interface LabelInstruction extends InstructionBase {
  readonly kind: 'Label';
  readonly pairs: readonly KeyValuePair[];
}

export interface ArgInstruction extends InstructionBase {
  readonly kind: 'Arg';
  readonly pairs: readonly KeyValuePair[];
}

export interface ExposeInstruction extends InstructionBase {
  readonly kind: 'Expose';
  readonly ports: readonly Word[];
}

export interface VolumeInstruction extends InstructionBase {
  readonly kind: 'Volume';
  readonly paths: readonly Word[];
  readonly json: boolean;
}

/** USER, WORKDIR, STOPSIGNAL, MAINTAINER: the rest of the line is one value. */
interface SingleValueBase extends InstructionBase {
  readonly value: Word | undefined;
}
export interface UserInstruction extends SingleValueBase {
  readonly kind: 'User';
}
export interface WorkdirInstruction extends SingleValueBase {
  readonly kind: 'Workdir';
}
export interface StopsignalInstruction extends SingleValueBase {
  readonly kind: 'Stopsignal';
}
export interface MaintainerInstruction extends SingleValueBase {
  readonly kind: 'Maintainer';
}

export interface HealthcheckInstruction extends InstructionBase {
  readonly kind: 'Healthcheck';
  /** NONE or CMD as written; undefined if missing or neither. */
  readonly type: Token | undefined;
  readonly none: boolean;
  readonly command: CommandForm | undefined;
}

export interface OnbuildInstruction extends InstructionBase {
  readonly kind: 'Onbuild';
  /** The nested instruction; undefined if missing. */
  readonly trigger: Instruction | undefined;
}

/** A word that is no instruction. */
export interface UnknownInstruction extends InstructionBase {
  readonly kind: 'Unknown';
}

export type Instruction =
  | FromInstruction
  | RunInstruction
  | CmdInstruction
  | EntrypointInstruction
  | ShellInstruction
  | CopyInstruction
  | AddInstruction
  | EnvInstruction
  | LabelInstruction
  | ArgInstruction
  | ExposeInstruction
  | VolumeInstruction
  | UserInstruction
  | WorkdirInstruction
  | StopsignalInstruction
  | MaintainerInstruction
  | HealthcheckInstruction
  | OnbuildInstruction
  | UnknownInstruction;

/**
 * Something the build refuses. `code` is stable and belongs to exactly one rule (see the table in
 * `rules/src/shared/syntax-problems.ts`). `data` always holds `problem` (what is wrong) and `advice` (what to do), one
 * sentence each, and for some codes `name`, `suggestion` and the like.
 */
export interface SyntaxProblem extends Located {
  readonly code: SyntaxProblemCode;
  readonly data: Readonly<Record<string, string>>;
  /** A text for the problem's place that can't change the meaning, if there is one. */
  readonly correction: string | undefined;
  /** True inside ONBUILD: not this build is refused, but the one that uses its image as a base. */
  readonly deferred: boolean;
}

/** The parser's codes, grouped by the rule that reports them. */
export type SyntaxProblemCode =
  // dockerfile/valid-instruction
  | 'unknown-instruction'
  | 'no-instructions'
  | 'empty-file'
  | 'no-stages'
  | 'before-first-stage'
  | 'onbuild-not-allowed'
  | 'line-too-long'
  // dockerfile/valid-directive
  | 'duplicate-directive'
  | 'invalid-escape'
  | 'invalid-check-option'
  // dockerfile/valid-flag
  | 'unknown-flag'
  | 'duplicate-flag'
  | 'flag-needs-value'
  | 'flag-not-boolean'
  | 'invalid-flag-value'
  // dockerfile/valid-argument-count
  | 'too-few-arguments'
  | 'too-many-arguments'
  // dockerfile/valid-arguments
  | 'invalid-argument'
  | 'invalid-json'
  | 'invalid-stage-name'
  | 'invalid-expansion'
  | 'invalid-image-reference'
  // dockerfile/valid-stage-reference
  | 'invalid-stage-reference'
  // dockerfile/valid-heredoc
  | 'unterminated-heredoc'
  | 'heredoc-destination'
  // dockerfile/valid-mount
  | 'invalid-mount';

/** What rules may listen to in a Dockerfile, by node kind. `Instruction` hears every instruction. */
export interface DockerfileNodes {
  File: DockerfileFile;
  Stage: Stage;
  Instruction: Instruction;
  Comment: Comment;
  Directive: Directive;
  From: FromInstruction;
  Run: RunInstruction;
  Cmd: CmdInstruction;
  Entrypoint: EntrypointInstruction;
  Shell: ShellInstruction;
  Copy: CopyInstruction;
  Add: AddInstruction;
  Env: EnvInstruction;
  Label: LabelInstruction;
  Arg: ArgInstruction;
  Expose: ExposeInstruction;
  Volume: VolumeInstruction;
  User: UserInstruction;
  Workdir: WorkdirInstruction;
  Stopsignal: StopsignalInstruction;
  Maintainer: MaintainerInstruction;
  Healthcheck: HealthcheckInstruction;
  Onbuild: OnbuildInstruction;
  Unknown: UnknownInstruction;
}
