/**
 * What is wrong with an option's value, as the end of a sentence ("must be ..."), or undefined. Knows the schemas that
 * `option` in `rule/options.ts` makes, and no others.
 */
export function checkOption(schema: Readonly<Record<string, unknown>>, value: unknown): string | undefined {
  const allowed = schema.enum;
  if (Array.isArray(allowed)) return allowed.includes(value) ? undefined : `must be one of ${allowed.join(', ')}`;
  switch (schema.type) {
    case 'array':
      return checkItems(schema.items, value);
    case 'object':
      return checkValues(schema.additionalProperties, value);
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

function checkItems(items: unknown, value: unknown): string | undefined {
  const words = wordsOf(items);
  if (Array.isArray(value) && value.every((item) => fits(words, item))) return undefined;
  return words ? `must be a list of any of ${words.join(', ')}` : 'must be a list of strings';
}

function checkValues(values: unknown, value: unknown): string | undefined {
  const words = wordsOf(values);
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isRecord && Object.values(value).every((item) => fits(words, item))) return undefined;
  return words ? `must give each name one of ${words.join(', ')}` : 'must give each name a text';
}

function wordsOf(schema: unknown): readonly unknown[] | undefined {
  return typeof schema === 'object' && schema !== null && 'enum' in schema && Array.isArray(schema.enum)
    ? schema.enum
    : undefined;
}

function fits(words: readonly unknown[] | undefined, item: unknown): boolean {
  return words ? words.includes(item) : typeof item === 'string';
}
