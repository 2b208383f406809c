/** The shells that ShellCheck knows and we ask for. */
export type CheckedDialect = 'sh' | 'bash' | 'dash' | 'ksh';

/** A script that a host may have checked by ShellCheck, with `--shell=<dialect>`. */
export interface ScriptCheckRequest {
  readonly dialect: CheckedDialect;
  /** The script behind a first line that declares the variables it is given; that line may be empty. */
  readonly text: string;
}

/** A comment of ShellCheck, as its format `json1` says it. */
export interface ScriptRemark {
  /** `SC2086`. */
  readonly code: string;
  readonly level: 'error' | 'warning' | 'info' | 'style';
  readonly message: string;
  /** Lines and columns are 1-based and count what was asked about; columns count code points, the end is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What ShellCheck said of a script; undefined where it could not be asked, so that nobody asks again. */
export interface ScriptCheckAnswer extends ScriptCheckRequest {
  readonly remarks: readonly ScriptRemark[] | undefined;
}

/** Names an answer in `Project.scriptChecks`. */
export function scriptCheckKey({ dialect, text }: ScriptCheckRequest): string {
  return `${dialect}\n${text}`;
}
