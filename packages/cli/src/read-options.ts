/** Something that could not be done for a path; the path is shown as the user would write it. */
export interface FileProblem {
  readonly path: string;
  readonly message: string;
}

/** Where and how much may be read. */
export interface ReadOptions {
  /** Absolute; paths are relative to it. */
  readonly cwd: string;
  /** The directory outside of which nothing is read; the nearest git root at or above `cwd`, else `cwd`. */
  readonly root?: string | undefined;
  readonly allowOutsideRoot?: boolean | undefined;
  /** In the syntax of `.gitignore`, relative to `cwd`. */
  readonly ignorePatterns?: readonly string[] | undefined;
  /** In bytes. */
  readonly maxFileSize?: number | undefined;
}
