import { SourceText } from '../text/source-text.ts';

export { looksLikeCompose } from './classify.ts';

import type { ComposeDocument, YamlFile, YamlProblem } from './nodes.ts';
import { readYaml } from './yaml-tree.ts';

/**
 * Parses a Compose file. `text` is the whole file (or already a `SourceText`), `path` names it in findings
 * (`compose.yaml` if it is not given). Never throws: what the reader refuses is in `root.problems`, and the rest of the
 * tree is there as far as it could be read.
 */
export function parseCompose(text: string | SourceText, options: { readonly path?: string } = {}): ComposeDocument {
  const source = typeof text === 'string' ? new SourceText(text, options.path ?? 'compose.yaml') : text;
  const root = readYaml(source);
  const problems = [...root.problems, ...rootProblems(root)];
  return { kind: 'compose', source, root: { ...root, problems } };
}

/** Compose refuses a file without content ("empty compose file") and a root that is no mapping. */
function rootProblems(root: YamlFile): YamlProblem[] {
  const { source } = root;
  if (root.problems.some((problem) => problem.code === 'syntax' || problem.code.startsWith('too-'))) return [];
  const problems: YamlProblem[] = [];
  let empty = true;
  for (const { content } of root.documents) {
    if (!content || (content.kind === 'YamlScalar' && content.value === null)) continue;
    if (content.kind === 'YamlMapping' && content.entries.length === 0) continue;
    empty = false;
    if (content.kind === 'YamlMapping') continue;
    problems.push({ source, span: content.span, code: 'not-a-mapping', data: {}, related: [] });
  }
  // An override may be empty: its base has the content. Only the names of bases are sure to be none.
  if (!empty || !/(?:^|\/)(?:docker-)?compose\.ya?ml$/.test(source.path)) return problems;
  const start = source.text.search(/\S/);
  const span = start === -1 ? { start: 0, end: 0 } : { start, end: start + 1 };
  return [...problems, { source, span, code: 'empty', data: {}, related: [] }];
}
