// Public API for tools: parse, read along, lint, resolve configuration. Rule authors import `@plimsoll/core/rule`.
export type { Application, ReferencedFile } from './compose/application.ts';
export type * from './compose/model.ts';
export type * from './compose/nodes.ts';
export { looksLikeCompose, parseCompose } from './compose/parse-compose.ts';
export { findRuleIds } from './config/check-settings.ts';
export { ConfigError } from './config/config-error.ts';
export { type ConfigNode, nodeOfValue, type ParsedConfig } from './config/config-node.ts';
export { type ConfigOrigin, complain, type FileOrigin, showOrigin } from './config/config-origin.ts';
export type { LintConfig, LintOverride, RuleSetting } from './config/config-shape.ts';
export { type ConfigTree, type ExtendedConfig, type FlatConfig, flattenConfig } from './config/config-tree.ts';
export {
  createLinter,
  type Linter,
  linterOf,
  lintProject,
  lintText,
  type TextOptions,
} from './config/create-linter.ts';
export { type FixedText, type FixTextOptions, fixText } from './config/fix-text.ts';
export { parseJsonConfig } from './config/parse-json-config.ts';
export { parseYamlConfig } from './config/parse-yaml-config.ts';
export { buildkitReadings, hadolintReadings, type PresetSetting } from './config/peer-presets.ts';
export {
  findPreset,
  isInPreset,
  type PresetChoice,
  presetChoices,
  presetNamed,
  presetSetting,
  suggestPreset,
} from './config/presets.ts';
export { type ConfigFile, configKeys, overrideKeys, type PlacedText, readConfig } from './config/read-config.ts';
export {
  type ConfigResolver,
  makeResolver,
  type ResolvedRule,
  resolveConfig,
  stackOf,
} from './config/resolve-config.ts';
export {
  type ConfigStack,
  callerEntries,
  type Placed,
  type SettingEntry,
  type SettingLayer,
  severityWords,
} from './config/settings.ts';
export type * from './dockerfile/nodes.ts';
export { parseDockerfile } from './dockerfile/parse-dockerfile.ts';
export { composeModel } from './facts/compose-model.ts';
export { fact } from './facts/fact.ts';
export { openRequests } from './facts/open-requests.ts';
export { applicationsOf, buildsOf, type LinkedBuild, linkedBuilds } from './facts/project-index.ts';
export { scriptCheckRequests } from './facts/script-checks.ts';
export { applyEdits } from './fix/apply-edits.ts';
export {
  type FixOutcome,
  type FixProjectOptions,
  type FixRefusal,
  fixProject,
  type RefusedFix,
  type TextChange,
} from './fix/fix-project.ts';
export { applyFixes, type FixedTexts, type FixPlan, planFixes } from './fix/plan-fixes.ts';
export { unifiedDiff } from './fix/unified-diff.ts';
export type { ActiveRule, ResolvedConfig } from './lint/active-rules.ts';
export { docsUrl } from './lint/docs-url.ts';
export type * from './lint/findings.ts';
export { summarise } from './lint/lint-project.ts';
export { lookUpName, namesOf, suggestRule } from './lint/rule-names.ts';
export type { LintProgress } from './lint/run-rules.ts';
export { suppressionEdit } from './lint/suppression-edit.ts';
export {
  type AcceptedFindings,
  acceptAll,
  applySuppressionsFile,
  formatSuppressionsFile,
  parseSuppressionsFile,
  pruneAccepted,
  type StaleEntries,
} from './lint/suppressions-file.ts';
export type { Build } from './project/build.ts';
export { bareBuild, internBuild } from './project/builds.ts';
export type { Document, DocumentKind } from './project/document.ts';
export { documentKindOfPath } from './project/file-names.ts';
export type * from './project/host.ts';
export type { InputProblem, InputProblemCode } from './project/input.ts';
export {
  createProject,
  documentAt,
  type Project,
  type ProjectFile,
  type ProjectInput,
  type Target,
  withAnswers,
  withScriptChecks,
  withTexts,
} from './project/project.ts';
export type { ScriptCheckAnswer, ScriptCheckRequest, ScriptRemark } from './project/script-check.ts';
export { composeRule, dockerfileRule, projectRule } from './rule/define-rule.ts';
export {
  type Category,
  categories,
  type PresetName,
  presetNames,
  type Rule,
  ruleApiVersion,
  type Severity,
  severities,
} from './rule/rule-types.ts';
export { DerivedText, DerivedTextBuilder } from './text/derived-text.ts';
export { type IgnorePattern, matchesPath, parseIgnorePatterns } from './text/ignore-patterns.ts';
export { type Located, locateInFile, textAt } from './text/located.ts';
export { maskSecrets } from './text/mask-secrets.ts';
export { nearest } from './text/nearest.ts';
export { baseNameOf, directoryOf, joinPath, normalisePath } from './text/paths.ts';
export { SourceText } from './text/source-text.ts';
export { containsSpan, type Position, type Span } from './text/span.ts';
export type { FixSafety, TextEdit } from './text/text-edit.ts';
