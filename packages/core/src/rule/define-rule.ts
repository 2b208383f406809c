import type { Messages } from './messages.ts';
import type { OptionTable } from './options.ts';
import {
  type AnyListener,
  type ComposeRuleSpec,
  type DockerfileRuleSpec,
  type Fixability,
  type ProjectRuleSpec,
  type Rule,
  type RuleId,
  type RuleMeta,
  ruleApiVersion,
} from './rule-types.ts';

/** Of rules that say nothing about it. */
const firstEdition = 2026;

// biome-ignore lint/complexity/noBannedTypes: the empty object is the option table of a rule without options.
type NoOptions = {};

/** A rule about one Dockerfile. Listeners hear its nodes; `context.builds` says how the file is built. */
export function dockerfileRule<
  const Id extends RuleId<'dockerfile' | 'plimsoll'>,
  const M extends Messages,
  const F extends Fixability,
  O extends OptionTable = NoOptions,
>(spec: DockerfileRuleSpec<Id, O, M, F>): Rule & { readonly id: Id } {
  return define('dockerfile', spec, spec.fixTitle, spec.on);
}

/** A rule about the effective Compose application (`Service`, `Volume` ...) or about one YAML file (`YamlMapping` ...). */
export function composeRule<
  const Id extends RuleId<'compose' | 'plimsoll'>,
  const M extends Messages,
  const F extends Fixability,
  O extends OptionTable = NoOptions,
>(spec: ComposeRuleSpec<Id, O, M, F>): Rule & { readonly id: Id } {
  return define('compose', spec, spec.fixTitle, spec.on);
}

/** A rule that needs more than one document (services and the Dockerfiles that they build), or none: about the input. */
export function projectRule<
  const Id extends RuleId<'project' | 'plimsoll'>,
  const M extends Messages,
  const F extends Fixability,
  O extends OptionTable = NoOptions,
>(spec: ProjectRuleSpec<Id, O, M, F>): Rule & { readonly id: Id } {
  return define('project', spec, spec.fixTitle, spec.on);
}

function define<Id extends string>(
  language: Rule['language'],
  spec: RuleMeta<Id, OptionTable, Messages, Fixability>,
  fixTitle: string | undefined,
  on: Readonly<Record<string, AnyListener | undefined>>,
): Rule & { readonly id: Id } {
  const listeners: Record<string, AnyListener> = {};
  for (const [kind, listener] of Object.entries(on)) if (listener) listeners[kind] = listener;
  return {
    apiVersion: ruleApiVersion,
    language,
    id: spec.id,
    aliases: spec.aliases ?? [],
    since: spec.since,
    category: spec.category,
    severity: spec.severity,
    presets: spec.presets,
    edition: spec.edition ?? firstEdition,
    docs: spec.docs,
    atMost: spec.atMost ?? {},
    supersedes: spec.supersedes ?? [],
    summary: spec.summary,
    why: spec.why,
    sources: spec.sources ?? [],
    cwe: spec.cwe ?? [],
    owasp: spec.owasp ?? [],
    securitySeverity: spec.securitySeverity,
    mentions: spec.mentions,
    aboutMissing: spec.aboutMissing ?? false,
    fixable: spec.fixable,
    fixTitle,
    options: spec.options ?? {},
    messages: spec.messages,
    examples: spec.examples,
    on: listeners,
  };
}
