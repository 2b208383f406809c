import { formatCheckstyle } from './checkstyle.ts';
import { formatCompact } from './compact.ts';
import type { FormatName } from './format-names.ts';
import type { Formatter } from './formatter.ts';
import { formatGithub } from './github.ts';
import { formatGitlab } from './gitlab.ts';
import { formatJson } from './json.ts';
import { formatJsonl } from './jsonl.ts';
import { formatJunit } from './junit.ts';
import { formatMarkdown } from './markdown.ts';
import { formatPretty } from './pretty.ts';
import { formatRdjson } from './rdjson.ts';
import { formatSarif } from './sarif.ts';

/** Every format by its name. A new format is a file, a name in `format-names.ts` and a row here. */
export const formatters = {
  pretty: formatPretty,
  compact: formatCompact,
  json: formatJson,
  jsonl: formatJsonl,
  sarif: formatSarif,
  github: formatGithub,
  gitlab: formatGitlab,
  checkstyle: formatCheckstyle,
  junit: formatJunit,
  rdjson: formatRdjson,
  markdown: formatMarkdown,
} as const satisfies Readonly<Record<FormatName, Formatter>>;
