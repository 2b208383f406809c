import type { AssignmentNode, RedirectionNode, ShellWord, ShellWordPart, SubstitutionNode } from './nodes.ts';

type Source = ShellWord | ShellWordPart | AssignmentNode | RedirectionNode;

/** The substitutions in words, parts, assignments and redirections from left to right; not those inside others. */
export function substitutionsIn(sources: readonly Source[]): readonly SubstitutionNode[] {
  const found: SubstitutionNode[] = [];
  const open: Source[] = sources.toReversed();
  const pushAll = (children: readonly Source[]) => {
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child) open.push(child);
    }
  };
  for (let next = open.pop(); next; next = open.pop()) {
    switch (next.kind) {
      case 'Substitution':
        found.push(next);
        break;
      case 'Word':
        // A plain word has one literal part: most words.
        if (next.literal === undefined) pushAll(next.parts);
        break;
      case 'DoubleQuoted':
      case 'Brace':
      case 'ArithmeticExpansion':
        pushAll(next.parts);
        break;
      case 'Variable':
        pushAll(next.operands);
        break;
      case 'Assignment':
        pushAll(next.value ? [next.value] : (next.elements ?? []));
        break;
      case 'Redirection':
        pushAll(next.target ? [next.target] : (next.heredoc?.parts ?? []));
        break;
    }
  }
  return found;
}
