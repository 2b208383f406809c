import type { AcceptedFindings, HostAnswer, HostRequest, Linter } from '@plimsoll/core';
import type { Rule } from '@plimsoll/core/rule';
import type { Settings } from './settings.ts';

/** What the server needs of the world: the disk, the rules, the configuration. Whoever starts it brings it. */
export interface ServerHost {
  readonly version: string;
  readonly rules: readonly Rule[];
  /**
   * Opens a directory, absolute; files are read inside the root around it. `isFolder`: the client works in all of it, and
   * not in one file there. Undefined is nowhere: texts that are not saved yet. Throws an error in words for the user.
   */
  readonly openRoot: (directory: string | undefined, isFolder: boolean) => LintRoot;
}

/** One directory that the client works in. */
export interface LintRoot {
  /** Whether a file is inside, and so may be read. Absolute. */
  readonly contains: (disk: string) => boolean;
  /** The project path of an absolute path, links in its directory resolved. */
  readonly toProject: (disk: string) => string;
  /** The absolute path of a project path. */
  readonly fromProject: (path: string) => string;
  /** Answers from the disk, which may have changed since the last time. Never throws. */
  readonly answer: (request: HostRequest) => HostAnswer;
  /** Project paths of the Compose files in the directory and below, as a search of the command line finds them. */
  readonly findComposeFiles: () => Promise<readonly string[]>;
  /** Reads the configuration of files, by their project paths; asked again when it may have changed or files come. */
  readonly configure: (settings: Settings, paths: readonly string[]) => Promise<ConfiguredRoot>;
}

export interface ConfiguredRoot {
  /** The linter of a file; undefined if the configuration leaves the file out. */
  readonly linterFor: (path: string) => Linter | undefined;
  /** The findings that the list of old ones accepts; undefined if there is none. */
  readonly accepted: AcceptedFindings | undefined;
  /** What is wrong with the configuration, in words for the user. */
  readonly problems: readonly string[];
}
