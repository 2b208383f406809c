import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './scratch.ts';

export interface Block {
  /** The words after the opening fence: the language, then what the page adds, such as `yarn`. */
  readonly info: string;
  readonly text: string;
  /** The file of which this is the content: the code that ends the paragraph before it, with a colon. */
  readonly file: string | undefined;
}

/** The fenced code blocks of a page in `docs`, in their order. */
export function readPage(name: string): readonly Block[] {
  const page = readFileSync(join(root, 'docs', name), 'utf8');
  return [...page.matchAll(/^```(\S[^\n]*)\n([\s\S]*?)^```$/gm)].map(([, info = '', text = ''], index, all) => {
    const before = page.slice(index === 0 ? 0 : endOf(all[index - 1]), all[index]?.index).trimEnd();
    const paragraph = before.slice(before.lastIndexOf('\n\n') + 1).trim();
    const file = /`([^`\n]+)`:$/.exec(paragraph)?.[1];
    return { info, text, file };
  });
}

function endOf(match: RegExpMatchArray | undefined): number {
  return match === undefined ? 0 : (match.index ?? 0) + match[0].length;
}
