/** A disagreement with docker-compose that is known, and why it stays. */
export interface Explanation {
  /** What the line about it says: the file, and the disagreement. */
  readonly says: RegExp;
  readonly because: string;
}

/** Against Docker Compose 2.40.3, over the open corpus. */
export const explanations: readonly Explanation[] = [
  {
    says: /only the real one refuses: validating .* additional properties '(?:pre_start|no_cache_filter|initial_sync)'/,
    because: 'a key that is newer than 2.40.3; we know the language of the newest release',
  },
  {
    says: /only the real one refuses: .*error calling MarshalJSON for type types\.SSHKey/,
    because: 'it loads the file, and fails to print one of its own types as JSON',
  },
  {
    says: /only the real one refuses: env file \/doesnotexist\/\.env not found/,
    because: 'an absolute path: nothing outside of the project is looked at',
  },
];
