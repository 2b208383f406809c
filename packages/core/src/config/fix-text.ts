import { type FixOutcome, fixProject } from '../fix/fix-project.ts';
import { createProject } from '../project/project.ts';
import type { LintConfig } from './config-shape.ts';
import { createLinter, kindOf, type TextOptions } from './create-linter.ts';

export interface FixTextOptions extends TextOptions, LintConfig {
  /** Makes unsafe fixes too; only safe ones if absent. */
  readonly unsafe?: boolean;
}

/** What became of a text. */
export interface FixedText extends Omit<FixOutcome, 'project' | 'changes'> {
  /** The fixed text; the text as it was given if there was nothing to fix, or if it is no Dockerfile or Compose file. */
  readonly text: string;
}

/**
 * Fixes one text by itself: what `plimsoll --fix --stdin` does, without a look at other files. Line ends and a byte
 * order mark stay as they are. Throws as `lintText` does.
 */
export function fixText(text: string, options: FixTextOptions): FixedText {
  const linter = createLinter(options);
  const project = createProject({ files: [{ path: options.path, text, kind: kindOf(options) }] });
  const safety = options.unsafe === true ? 'unsafe' : 'safe';
  const { changes, result, found, applied, refused } = fixProject(project, { safety, lint: linter.lintProject });
  return { text: changes[0]?.after ?? text, result, found, applied, refused };
}
