import type { Crash, Finding, LintedFile, LintSummary } from '../lint/findings.ts';
import { type Severity, severities } from '../rule/rule-types.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { type Colours, coloursFor } from './colours.ts';
import { escapeLine, escapeText } from './escape-text.ts';
import type { FixCounts, Formatter } from './formatter.ts';
import { showLine } from './source-line.ts';
import { indentText } from './wrap-text.ts';

/** What all parts of one report share. */
interface Page {
  readonly width: number;
  readonly paint: Colours;
  /** The severities that findings can have here. */
  readonly counted: readonly Severity[];
  /** Rules whose link was printed: once is enough. */
  readonly linked: Set<string>;
}

/** For people: by file, each finding with its line of source; what is missing in one service as one block; a summary. */
export const formatPretty: Formatter = (result, options = {}) => {
  const width = Math.max(40, options.width ?? 80);
  const counted = severities.slice(0, severities.indexOf(options.least ?? 'info') + 1);
  const page: Page = { width, paint: coloursFor(options.colour ?? false), counted, linked: new Set() };
  const files = result.files.filter((file) => file.findings.length > 0).map((file) => showFile(file, page));
  const crashes = result.crashes.flatMap((crash) => showCrash(crash, page));
  const summary = [...summaryLines(result.summary, files.length, page), ...fixLines(options.fixes, page)];
  return [...files, crashes, summary]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
};

function showFile(file: LintedFile, page: Page): readonly string[] {
  const blocks = blocksOf(file.findings).map((block) => showBlock(block, file, page));
  return [page.paint.bold(escapeText(file.path)), ...blocks.flatMap((lines) => ['', ...lines])];
}

/** Findings about what one subject lacks at one place are one block, where the first of them stands. */
function blocksOf(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const blocks: [Finding, ...Finding[]][] = [];
  const bySubject = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { aboutMissing, subject, start, end } = finding;
    const key = aboutMissing && subject !== undefined ? `${start.offset}-${end.offset} ${subject}` : undefined;
    const open = key === undefined ? undefined : bySubject.get(key);
    if (open) {
      open.push(finding);
      continue;
    }
    const block: [Finding, ...Finding[]] = [finding];
    blocks.push(block);
    if (key !== undefined) bySubject.set(key, block);
  }
  return blocks;
}

function showBlock(block: readonly [Finding, ...Finding[]], file: LintedFile, page: Page): readonly string[] {
  const [first, ...others] = block;
  if (others.length === 0) return showFinding(first, file, page);
  const { paint, width } = page;
  const head = `${placeText(first)} ${escapeLine(first.subject ?? '')}: ${block.length} settings are missing`;
  const heads = indentText(head, 2, width).map(paint.bold);
  return [...heads, ...sourceLines(first, file, page), ...block.flatMap((finding) => showListed(finding, page))];
}

/** A finding of a block: severity, message and rule, without the source that they share. */
function showListed(finding: Finding, page: Page): readonly string[] {
  const { severity, message, rule } = finding;
  const [start = '', ...rest] = indentText(`${escapeLine(message)} ${rule}`, 12, page.width);
  const word = page.paint.severity[severity](severity.padEnd(7));
  return [`    ${word} ${start.trimStart()}`, ...rest, ...extraLines(finding, 12, page)];
}

function showFinding(finding: Finding, file: LintedFile, page: Page): readonly string[] {
  const { severity, message, rule } = finding;
  const { paint, width } = page;
  return [
    `  ${placeText(finding)} ${paint.severity[severity](severity)} ${paint.bold(rule)}`,
    ...sourceLines(finding, file, page),
    ...indentText(escapeLine(message), 4, width),
    ...extraLines(finding, 4, page),
  ];
}

function placeText({ start }: Finding): string {
  return `${start.line}:${start.column}`;
}

/** The line that the finding starts on, marked; how many more it covers. */
function sourceLines(
  { start, end, severity }: Finding,
  { source }: LintedFile,
  { width, paint }: Page,
): readonly string[] {
  const number = String(start.line);
  const gutter = ' '.repeat(number.length);
  const span = { start: start.offset, end: end.offset };
  const { text, marks } = showLine(source, span, width - number.length - 7);
  const shown = [
    `    ${paint.dim(`${number} |`)} ${text}`.trimEnd(),
    `    ${paint.dim(`${gutter} |`)} ${paint.severity[severity](marks)}`,
  ];
  // An end at the start of a line covers nothing of it.
  const lastLine = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
  const more = lastLine - start.line;
  if (more > 0) shown.push(`    ${paint.dim(`${gutter} | ... ${count(more, 'more line')}`)}`);
  return shown;
}

/** Related places, fix and link. */
function extraLines(
  { related, fix, docs, rule }: Finding,
  indent: number,
  { width, paint, linked }: Page,
): readonly string[] {
  const blanks = ' '.repeat(indent);
  const lines = related.flatMap(({ path, start, label }) =>
    indentText(`see ${escapeText(path)}:${start.line}:${start.column}: ${escapeLine(label)}`, indent, width),
  );
  if (fix) lines.push(...indentText(`fix (${fix.safety}): ${escapeLine(fix.title)}`, indent, width));
  if (!linked.has(rule)) lines.push(blanks + paint.dim(docs));
  linked.add(rule);
  return lines;
}

function showCrash({ rule, path, message }: Crash, { width, paint }: Page): readonly string[] {
  const where = path === '' ? '' : ` on ${escapeText(path)}`;
  return [
    `${paint.severity.error('crash')} ${paint.bold(rule)}${where}`,
    ...indentText(
      `${escapeLine(maskSecrets(message))}. This is a bug in Plimsoll or in a plugin; other rules went on.`,
      4,
      width,
    ),
  ];
}

function summaryLines(
  summary: LintSummary,
  filesWithFindings: number,
  { paint, width, counted }: Page,
): readonly string[] {
  const { errors, warnings, infos, files, fixable, suppressed } = summary;
  if (files === 0) return [];
  const silenced = suppressed > 0 ? ` (${suppressed} suppressed)` : '';
  if (errors + warnings + infos === 0) return [`No findings in ${count(files, 'file')}${silenced}.`];
  const numbers = { error: errors, warning: warnings, info: infos };
  const kinds = counted.map((severity) => count(numbers[severity], severity)).join(', ');
  const total = `${kinds} in ${filesWithFindings} of ${count(files, 'file')}${silenced}.`;
  const fixes = [
    ...(fixable.safe > 0 ? [`${fixable.safe} with a safe fix`] : []),
    ...(fixable.unsafe > 0 ? [`${fixable.unsafe} with an unsafe fix`] : []),
  ];
  const sentence = fixes.length > 0 ? `${total} ${fixes.join(', ')}.` : total;
  return indentText(sentence, 0, width).map(paint.bold);
}

function fixLines(fixes: FixCounts | undefined, { width }: Page): readonly string[] {
  if (!fixes || fixes.found === 0) return [];
  const { found, applied, refused, isDryRun = false } = fixes;
  const made = isDryRun ? `${applied} would be applied` : `${applied} applied`;
  return indentText(`Fixes: ${found} found, ${made}, ${refused} refused.`, 0, width);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
