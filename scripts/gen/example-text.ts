import type { Rule } from '@plimsoll/core/rule';

/** One file of an example, as docs show it. */
export interface ExampleFile {
  /** Undefined where the example is one file without a name. */
  readonly path: string | undefined;
  readonly language: 'dockerfile' | 'yaml';
  readonly text: string;
}

/** Examples are indented like the code around them: removes the first line break and the common indentation. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths);
  return lines.map((line) => line.slice(depth)).join('\n');
}

/** The files of an example, the one with the finding first. */
export function exampleFiles(rule: Rule, files: NonNullable<Rule['examples'][number]['bad']>): readonly ExampleFile[] {
  if (typeof files === 'string') {
    const language = rule.language === 'dockerfile' ? 'dockerfile' : 'yaml';
    return [{ path: undefined, language, text: dedent(files) }];
  }
  return Object.entries(files).map(([path, text]) => ({
    path,
    language: /\.ya?ml$/.test(path) ? 'yaml' : 'dockerfile',
    text: dedent(text),
  }));
}

/** A file as a Markdown block under its name. */
export function fenced({ path, language, text }: ExampleFile): string {
  const name = path === undefined ? '' : `\`${path}\`\n\n`;
  return `${name}\`\`\`${language}\n${text}\n\`\`\``;
}
