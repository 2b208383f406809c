import type { Rule } from '@plimsoll/core/rule';

/** What the command line prints for an example; undefined as long as core has no engine. */
export async function renderedOutput(
  _rule: Rule,
  _files: NonNullable<Rule['examples'][number]['bad']>,
): Promise<string | undefined> {
  return undefined;
}
