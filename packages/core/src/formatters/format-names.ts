/** Names of the formats, the default first. Apart from the formats themselves, which most runs do without. */
export const formatNames = [
  'pretty',
  'compact',
  'json',
  'jsonl',
  'sarif',
  'github',
  'gitlab',
  'checkstyle',
  'junit',
  'rdjson',
  'markdown',
] as const;

export type FormatName = (typeof formatNames)[number];
