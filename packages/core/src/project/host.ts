/**
 * What core asks of its host. Paths are project paths: `/`-separated, relative to the project root, without `.` and
 * with `..` only at the head for what lies outside. A host answers what it may and can; what was not asked or not
 * answered is unknown, never missing.
 */
export type HostRequest =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'listing'; readonly path: string }
  | { readonly kind: 'exists'; readonly path: string }
  | { readonly kind: 'tracked'; readonly path: string };

/** `text` of a file, or why there is none. `refused`: outside the root, or over a limit. */
export type FileAnswer =
  | { readonly kind: 'file'; readonly path: string; readonly state: 'read'; readonly text: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly state: 'missing' | 'directory' | 'unreadable' | 'refused';
    };

/** The names in a directory, directories with a trailing `/`; undefined if it can't be listed. */
export interface ListingAnswer {
  readonly kind: 'listing';
  readonly path: string;
  readonly names: readonly string[] | undefined;
}

/** Whether the path exists, as what; undefined if the host may not say. */
export interface ExistsAnswer {
  readonly kind: 'exists';
  readonly path: string;
  readonly what: 'file' | 'directory' | 'missing' | undefined;
}

/** Whether git tracks the path; undefined if there is no git. */
export interface TrackedAnswer {
  readonly kind: 'tracked';
  readonly path: string;
  readonly tracked: boolean | undefined;
}

export type HostAnswer = FileAnswer | ListingAnswer | ExistsAnswer | TrackedAnswer;
