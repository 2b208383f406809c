import type { Formatter } from './formatter.ts';
import { formatJson } from './json.ts';
import { formatPretty } from './pretty.ts';

/** Every format by its name, the default first. A new format is a file and a row here. */
export const formatters = {
  pretty: formatPretty,
  json: formatJson,
} as const satisfies Readonly<Record<string, Formatter>>;

export type FormatName = keyof typeof formatters;

/** Names of the formats, the default first. */
export const formatNames: readonly FormatName[] = ['pretty', 'json'];
