import type { ComposeDocument } from './nodes.ts';

/** A file that an application refers to, as the host answered; a path that is not in the map was not asked. */
export type ReferencedFile =
  | { readonly state: 'compose'; readonly document: ComposeDocument }
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'missing' | 'unknown' };

/**
 * One Compose project as it is loaded: ordered documents with what they refer to and the environment.
 * Interned by the identity of its parts (`project/applications.ts`), so that facts on it stay warm.
 */
export interface Application {
  readonly kind: 'ComposeApplication';
  /** Base first, then overrides. */
  readonly files: readonly ComposeDocument[];
  /** By project path: files named by `extends`, `include`, `env_file`, and the `.env` of a project directory. */
  readonly referenced: ReadonlyMap<string, ReferencedFile>;
  /** Project path of the project directory; `.` is the root. */
  readonly directory: string;
  /** The caller's environment; undefined unless the user asked for it, so that results don't depend on the machine. */
  readonly shell: ReadonlyMap<string, string> | undefined;
  /** True for a file that is not known to be a whole application: nothing may be reported that another file could supply. */
  readonly fragment: boolean;
}
