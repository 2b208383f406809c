/**
 * The request is wrong (an unknown rule, a bad option): one line that says what is and what is allowed. `problems` holds
 * each of them where one configuration has several; `message` is the first.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[] = [message]) {
    super(message);
    this.problems = problems;
  }
}
