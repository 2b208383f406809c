/** Where the project lives. */
export const projectUrl = 'https://github.com/plimsoll-lint/plimsoll';

/** Where the page of a rule is published. */
export function docsUrl(ruleId: string): string {
  return `${projectUrl}/blob/main/docs/rules/${ruleId}.md`;
}
