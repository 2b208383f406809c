import type { Application } from '../compose/application.ts';
import type { ApplicationNodes } from '../compose/model.ts';
import type { ComposeDocument, YamlNodes } from '../compose/nodes.ts';
import type { DockerfileDocument, DockerfileNodes } from '../dockerfile/nodes.ts';
import type { InstructionScript } from '../facts/shell-scripts.ts';
import type { Build } from '../project/build.ts';
import type { InputNodes } from '../project/input.ts';
import type { Project } from '../project/project.ts';
import type { Located } from '../text/located.ts';
import type { FixSafety, TextEdit } from '../text/text-edit.ts';
import type { DataFor, Messages } from './messages.ts';
import type { Option, OptionsOf, OptionTable } from './options.ts';

/** Version of the rule format. A rule of another version is refused when a linter is made. */
export const ruleApiVersion = 1;

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

export const categories = [
  'correctness',
  'security',
  'supply-chain',
  'performance',
  'reliability',
  'maintainability',
  'style',
] as const;
export type Category = (typeof categories)[number];

/** The year whose `recommended` is the one without a year. A major version moves it. */
export const currentEdition = 2026;

/** `recommended` is on by default; the packs from `php` on are for projects that use those things. */
export const presetNames = ['recommended', 'strict', 'cis', 'php', 'ruby', 'gpu', 'powershell', 'windows'] as const;
export type PresetName = (typeof presetNames)[number];

type Kind = 'dockerfile' | 'compose' | 'project' | 'daemon' | 'plimsoll';
type Verb = 'no' | 'require' | 'prefer' | 'valid' | 'max' | 'consistent' | 'pin' | 'sort';

/** `<kind>/<verb>-<thing>`. */
export type RuleId<K extends Kind = Kind> = `${K}/${Verb}-${string}`;

export type Fixability = FixSafety | 'none';

/** A second place that belongs to a finding. */
export interface Related {
  readonly at: Located;
  /** What is there, as a short clause: `the stage is declared here`. */
  readonly label: string;
}

type FixFor<F extends Fixability> = F extends 'none'
  ? { readonly fix?: never; readonly fixSafety?: never }
  : {
      /** The edits, or null where this finding can't be fixed. Called only if the finding is kept. */
      readonly fix: (() => readonly TextEdit[]) | null;
      /** In place of the rule's `fixTitle`. */
      readonly fixTitle?: string;
      /** Where this one fix of a rule with safe fixes may change what the file means. */
      readonly fixSafety?: 'unsafe';
    };

/** What a rule passes to `report`. */
export type Report<M extends Messages, F extends Fixability> = {
  [K in keyof M & string]: {
    readonly message: K;
    /** The exact characters that are wrong. */
    readonly at: Located;
    readonly related?: readonly Related[];
    /** What the finding is about where it is not the place itself: a service whose key is missing, say. */
    readonly subject?: string;
    /** What another tool calls the finding: comments and settings may name it, see `aliases`. */
    readonly code?: string;
    /** In place of the rule's, where the configuration or the other tool sets it for this one. */
    readonly severity?: Severity;
  } & DataFor<M[K]> &
    FixFor<F>;
}[keyof M & string];

interface ContextBase<O extends OptionTable, M extends Messages, F extends Fixability> {
  readonly options: OptionsOf<O>;
  readonly project: Project;
  readonly report: (report: Report<M, F>) => void;
}

/** What a Dockerfile listener gets. `builds`: the ways this file is built; the bare file if no service builds it. */
export interface DockerfileContext<O extends OptionTable, M extends Messages, F extends Fixability>
  extends ContextBase<O, M, F> {
  readonly document: DockerfileDocument;
  readonly builds: readonly Build[];
}

/** What a listener on the effective application gets. */
export interface ApplicationContext<O extends OptionTable, M extends Messages, F extends Fixability>
  extends ContextBase<O, M, F> {
  readonly application: Application;
}

/** What a listener on one YAML file gets. */
export interface YamlContext<O extends OptionTable, M extends Messages, F extends Fixability>
  extends ContextBase<O, M, F> {
  readonly document: ComposeDocument;
}

interface ExampleBase {
  readonly title: string;
  /** The options of the rule that it is run with, where the defaults show nothing. */
  readonly options?: Readonly<Record<string, unknown>>;
}
type Bad<F extends Fixability> = ExampleBase & {
  /** A file (or files) with at least one finding of the rule. */
  readonly bad: ExampleFiles;
} & (F extends 'none' ? { readonly good?: ExampleFiles } : { readonly good: ExampleFiles });
type Good = ExampleBase & { readonly good: ExampleFiles; readonly bad?: never };
/** One file's text, or several by path (the first is the one that the finding is in). */
export type ExampleFiles = string | Readonly<Record<string, string>>;
export type Examples<F extends Fixability> = readonly [Bad<F>, ...(Bad<F> | Good)[]];

/** Everything but the listeners; the same for all kinds of rules. */
export interface RuleMeta<
  Id extends string = string,
  O extends OptionTable = OptionTable,
  M extends Messages = Messages,
  F extends Fixability = Fixability,
> {
  readonly id: Id;
  /**
   * Upstream ids (`hadolint/DL3020`) and former ids of this rule. One that ends in `nnnn` stands for all codes with four
   * digits in their place, and means the reports with that code; a setting of a code is an option with its name.
   */
  readonly aliases?: readonly `${string}/${string}`[];
  readonly since: `${number}.${number}.${number}`;
  readonly category: Category;
  /** Severity where a preset turns the rule on. */
  readonly severity: Severity;
  /** The presets that turn it on; `strict` contains `recommended`. */
  readonly presets: readonly PresetName[];
  /**
   * The year from whose edition on the presets hold the rule (default 2026). A rule of the next year is in
   * `recommended-2027`, and in `recommended` from the major version on that makes 2027 the current edition.
   */
  readonly edition?: number;
  /** Messages whose findings are at most this severe, whatever the configuration says: guesses are `info`. */
  readonly atMost?: { readonly [K in keyof M]?: Severity };
  /** Rules whose findings on the same subject this rule's finding silences. */
  readonly supersedes?: readonly RuleId[];
  /** One sentence: what the rule demands. */
  readonly summary: string;
  /** Why, in a few sentences; Markdown without headings. */
  readonly why: string;
  readonly sources?: readonly `https://${string}`[];
  /** Where the rule's page is published, for a rule of a plugin. */
  readonly docs?: `https://${string}`;
  /** Weaknesses that it finds, by their numbers at cwe.mitre.org. */
  readonly cwe?: readonly number[];
  /** Rules of OWASP's Docker Security Cheat Sheet: `RULE #3`. */
  readonly owasp?: readonly `RULE #${number}`[];
  /** 0.1 to 10, as code scanning ranks security findings; only for rules of the category `security`. */
  readonly securitySeverity?: number;
  /**
   * What a script must contain, letter for letter, for `Script` to be heard: the names of the tools that the rule is
   * about. Without it every script of every file is parsed for this rule.
   */
  readonly mentions?: readonly string[];
  /** The rule speaks about something that is missing: `pretty` shows these as one block per subject. */
  readonly aboutMissing?: boolean;
  readonly fixable: F;
  readonly options?: O;
  readonly messages: M;
  readonly examples: NoInfer<Examples<F>>;
}

type FixTitle<F extends Fixability> = F extends 'none' ? { readonly fixTitle?: never } : { readonly fixTitle: string };

/** What instructions run, heard behind the instruction itself; once where several builds agree about it. */
export interface ScriptNodes {
  readonly Script: InstructionScript;
}

export type DockerfileListeners<O extends OptionTable, M extends Messages, F extends Fixability> = {
  readonly [K in keyof DockerfileNodes]?: (node: DockerfileNodes[K], context: DockerfileContext<O, M, F>) => void;
} & {
  readonly [K in keyof ScriptNodes]?: (node: ScriptNodes[K], context: DockerfileContext<O, M, F>) => void;
};

export type ComposeListeners<O extends OptionTable, M extends Messages, F extends Fixability> = {
  readonly [K in keyof ApplicationNodes]?: (node: ApplicationNodes[K], context: ApplicationContext<O, M, F>) => void;
} & {
  readonly [K in keyof YamlNodes]?: (node: YamlNodes[K], context: YamlContext<O, M, F>) => void;
};

export type ProjectListeners<O extends OptionTable, M extends Messages, F extends Fixability> = Pick<
  ComposeListeners<O, M, F>,
  keyof ApplicationNodes
> &
  DockerfileListeners<O, M, F> & {
    readonly [K in keyof InputNodes]?: (node: InputNodes[K], context: ContextBase<O, M, F>) => void;
  };

export type DockerfileRuleSpec<
  Id extends string,
  O extends OptionTable,
  M extends Messages,
  F extends Fixability,
> = RuleMeta<Id, O, M, F> & FixTitle<F> & { readonly on: DockerfileListeners<O, M, F> };
export type ComposeRuleSpec<
  Id extends string,
  O extends OptionTable,
  M extends Messages,
  F extends Fixability,
> = RuleMeta<Id, O, M, F> & FixTitle<F> & { readonly on: ComposeListeners<O, M, F> };
export type ProjectRuleSpec<
  Id extends string,
  O extends OptionTable,
  M extends Messages,
  F extends Fixability,
> = RuleMeta<Id, O, M, F> & FixTitle<F> & { readonly on: ProjectListeners<O, M, F> };

/** A report as the engine sees it, without the rule's own types. */
export interface AnyReport {
  readonly message: string;
  readonly at: Located;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly related?: readonly Related[];
  readonly subject?: string;
  readonly code?: string;
  readonly severity?: Severity;
  readonly fix?: (() => readonly TextEdit[]) | null;
  readonly fixTitle?: string;
  readonly fixSafety?: 'unsafe';
}

/** A context as the engine makes it. */
export interface AnyContext {
  readonly options: Readonly<Record<string, unknown>>;
  readonly project: Project;
  readonly report: (report: AnyReport) => void;
  readonly document: DockerfileDocument | ComposeDocument | undefined;
  /** Of a Dockerfile; empty for anything else. */
  readonly builds: readonly Build[];
  readonly application: Application | undefined;
}

/**
 * A rule as plain data: metadata and stateless listeners. Made by `dockerfileRule`, `composeRule` and `projectRule`;
 * `apiVersion` lets a plugin with its own copy of core work.
 */
export interface Rule {
  readonly apiVersion: number;
  readonly language: 'dockerfile' | 'compose' | 'project';
  readonly id: string;
  readonly aliases: readonly string[];
  readonly since: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly presets: readonly PresetName[];
  readonly edition: number;
  /** The rule's page; undefined for a rule of ours, whose page follows from its id. */
  readonly docs: string | undefined;
  readonly atMost: Readonly<Record<string, Severity | undefined>>;
  readonly supersedes: readonly string[];
  readonly summary: string;
  readonly why: string;
  readonly sources: readonly string[];
  readonly cwe: readonly number[];
  readonly owasp: readonly string[];
  readonly securitySeverity: number | undefined;
  readonly mentions: readonly string[] | undefined;
  readonly aboutMissing: boolean;
  readonly fixable: Fixability;
  readonly fixTitle: string | undefined;
  readonly options: Readonly<Record<string, Option<unknown>>>;
  readonly messages: Messages;
  readonly examples: readonly RuleExample[];
  readonly on: Readonly<Record<string, AnyListener>>;
}

/** An example without the rule's own types. */
export interface RuleExample {
  readonly title: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly bad?: ExampleFiles;
  readonly good?: ExampleFiles;
}

export type AnyListener = (node: never, context: never) => void;
