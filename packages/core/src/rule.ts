// Public API for rule authors, and exactly what our own rules import.
export {
  type AddedEntry,
  type AddedValue,
  addEntries,
  addItems,
  mappingBelow,
  writtenMapping,
  writtenValue,
} from './compose/add-entries.ts';
export type { Application } from './compose/application.ts';
export type * from './compose/model.ts';
export type * from './compose/nodes.ts';
export { looksLikeCompose } from './compose/parse-compose.ts';
export { parseDuration } from './compose/quantities.ts';
export { isInPreset, type PresetChoice, presetChoices } from './config/presets.ts';
export { type CheckOptions, instructionCheckOptions, parseCheckOptions } from './dockerfile/check-options.ts';
export { type DetectedDirective, detectDirective } from './dockerfile/detect-directive.ts';
export { type IgnoreFile, type IgnorePattern, parseIgnoreFile } from './dockerfile/ignore-file.ts';
export type * from './dockerfile/nodes.ts';
export {
  type Environment,
  type Expansion,
  expandToWords,
  expandWord,
  hasVariables,
  type LiteralPart,
  literalValue,
  type VariablePart,
  type VariableValue,
  type WordPart,
  wordParts,
} from './dockerfile/words.ts';
export { type BuildArguments, buildArguments, platformArguments } from './facts/build-arguments.ts';
export { buildProblems } from './facts/build-problems.ts';
export { composeModel } from './facts/compose-model.ts';
export { type Download, downloadsIn, downloadsOf } from './facts/downloads.ts';
export { type EffectiveShell, effectiveShell } from './facts/effective-shell.ts';
export { type EffectiveUser, effectiveUser, effectiveUserAt, effectiveUserOf } from './facts/effective-user.ts';
export {
  type Binding,
  bindingsOf,
  environmentAfter,
  environmentAt,
  type StageEnvironment,
} from './facts/environment-at.ts';
export { fact } from './facts/fact.ts';
export { finalImage, type ImageCommands, type ImageConfiguration, imageCommands } from './facts/final-image.ts';
export { type BuildIgnoreFile, contextsOf, type IgnoreContext, ignoreFilesOf } from './facts/ignore-files.ts';
export { type PackageInstall, packageInstallsIn, packageInstallsOf } from './facts/package-installs.ts';
export { type Platform, parsePlatform } from './facts/platforms.ts';
export { type ExposedPorts, parseExposedPort } from './facts/ports.ts';
export { type LinkedBuild, linkedBuild, linkedBuilds, servicesOf } from './facts/project-index.ts';
export { type PlacedRemark, scriptRemarks } from './facts/script-checks.ts';
export { type SeccompProfile, seccompProfiles } from './facts/seccomp-profiles.ts';
export { type ScriptLanguage, shellLanguageAt } from './facts/shell-dialects.ts';
export {
  type InstructionScript,
  type ScriptInstruction,
  scriptOf,
  shellCommands,
  shellScripts,
  shellTree,
} from './facts/shell-scripts.ts';
export { isSignal } from './facts/signals.ts';
export { type SourceKind, sourceKind } from './facts/sources.ts';
export {
  baseImageOf,
  type ReferenceTarget,
  type StageBase,
  type StageGraph,
  type StageReference,
  stageGraph,
} from './facts/stage-graph.ts';
export { externalBaseOf } from './facts/stage-timeline.ts';
export { type WorkingDirectory, workingDirectoryAfter, workingDirectoryAt } from './facts/working-directory-at.ts';
export {
  type ImageReference,
  type ImageReferenceResult,
  parseImageReference,
} from './image-reference/parse-image-reference.ts';
export type { Build } from './project/build.ts';
export { bareBuild } from './project/builds.ts';
export type { InputProblem } from './project/input.ts';
export type { Project } from './project/project.ts';
export { composeRule, dockerfileRule, projectRule } from './rule/define-rule.ts';
export { option } from './rule/options.ts';
export {
  type Category,
  type PresetName,
  presetNames,
  type Related,
  type Rule,
  type RuleId,
  type Severity,
} from './rule/rule-types.ts';
export { type CommandArguments, type CommandFlag, countFlag, flagOf } from './shell/arguments.ts';
export {
  type CommandAssignment,
  type CommandContext,
  type CommandRedirection,
  type CommandWord,
  type Enclosure,
  type PipelinePlace,
  partOfWord,
  type ShellCommand,
  type ShellSetting,
  valueOf,
} from './shell/command-nodes.ts';
export { argumentsOf } from './shell/flags.ts';
export type * from './shell/nodes.ts';
export { isPosixDialect } from './shell/nodes.ts';
export type { ParsedShell, ShellScript } from './shell/parse-shell.ts';
export { type StepDown, stepsDownFromRoot } from './shell/steps-down.ts';
export type { ShellSettings } from './shell/walk-state.ts';
export { unknownMark } from './shell/word-value.ts';
export { type Located, locateInFile, textAt } from './text/located.ts';
export { nearest } from './text/nearest.ts';
export { baseNameOf, directoryOf, joinPath } from './text/paths.ts';
export { tokenSpans, urlCredentialSpans } from './text/secret-formats.ts';
export type { Span } from './text/span.ts';
export { isHarmlessValue, isTellingName } from './text/telling-names.ts';
export {
  type FixSafety,
  insertAfter,
  insertBefore,
  remove,
  replace,
  sameCase,
  type TextEdit,
} from './text/text-edit.ts';
