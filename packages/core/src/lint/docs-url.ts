/** Where the page of a rule is published. */
export function docsUrl(ruleId: string): string {
  return `https://github.com/plimsoll-lint/plimsoll/blob/main/docs/rules/${ruleId}.md`;
}
