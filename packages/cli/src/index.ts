// The Node entry: lints files on disk. What needs no disk is in `@plimsoll/core` and `@plimsoll/rules`.
import {
  createLinter as createCoreLinter,
  type FixedText,
  fixText as fixTextWith,
  type HostAnswer,
  type HostRequest,
  type LintConfig,
  type Linter,
  type LintResult,
  type TextOptions,
} from '@plimsoll/core';
import type { Rule } from '@plimsoll/core/rule';
import { rules as shippedRules } from '@plimsoll/rules';
import { nodeFileSystem } from './file-system.ts';
import { loadCompose } from './load-compose.ts';
import type { ReadOptions } from './read-options.ts';
import { openSession } from './session.ts';

export { type FixFilesOptions, type FixFilesResult, fixFiles } from './fix-files.ts';
export { version } from './generated/version.ts';
export { type LintFilesOptions, type LintFilesResult, lintFiles } from './lint-files.ts';
export type { FileProblem, ReadOptions } from './read-options.ts';
export { UserError } from './user-error.ts';

// A linter of core is synchronous, and so everything that it may need is loaded before.
await loadCompose();

/** A configuration on top of the shipped rules. */
export interface LinterConfig extends Omit<LintConfig, 'rules'> {
  /** Rules beside the shipped ones. */
  readonly rules?: readonly Rule[];
}

/** Core's linter with the shipped rules. Throws `ConfigError` for an unknown rule, severity, preset or option. */
export function createLinter(config: LinterConfig = {}): Linter {
  return createCoreLinter({ ...config, rules: [...shippedRules, ...(config.rules ?? [])] });
}

/** Lints one text with the shipped rules, without a look at the disk. Throws as `createLinter` and its `lintText` do. */
export function lintText(text: string, options: TextOptions & LinterConfig): LintResult {
  return createLinter(options).lintText(text, options);
}

/** Fixes one text with the shipped rules, without a look at the disk. Throws as `createLinter` and its `lintText` do. */
export function fixText(text: string, options: TextOptions & LinterConfig & { readonly unsafe?: boolean }): FixedText {
  return fixTextWith(text, { ...options, rules: [...shippedRules, ...(options.rules ?? [])] });
}

/**
 * Answers core's requests from the disk, synchronously and never from outside of the root. Throws `UserError` if the
 * root is no directory; a request never throws, whatever the disk says.
 */
export function createNodeHost(options: Partial<ReadOptions> = {}): {
  readonly answer: (request: HostRequest) => HostAnswer;
} {
  const { host } = openSession({ ...options, cwd: options.cwd ?? process.cwd() }, nodeFileSystem(), () => undefined);
  return { answer: host.answer };
}
