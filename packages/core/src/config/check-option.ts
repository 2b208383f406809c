/**
 * What is wrong with an option's value, as the end of a sentence ("must be ..."), or undefined. Knows the schemas that
 * `option` in `rule/options.ts` makes, and no others.
 */
export function checkOption(schema: Readonly<Record<string, unknown>>, value: unknown): string | undefined {
  const allowed = schema.enum;
  if (Array.isArray(allowed)) return allowed.includes(value) ? undefined : `must be one of ${allowed.join(', ')}`;
  switch (schema.type) {
    case 'array':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? undefined
        : 'must be a list of strings';
    case 'integer':
      return Number.isInteger(value) ? undefined : 'must be a whole number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'string':
      return typeof value === 'string' ? undefined : 'must be a text';
    default:
      return undefined;
  }
}
