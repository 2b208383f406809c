import { type Conversion, convertParts, convertWord, type Region, spanOf } from './convert-words.ts';
import type { AssignmentNode, HeredocNode, RedirectionNode, ShellWordPart } from './nodes.ts';
import type { bash } from './parse-shell.ts';

export function convertAssignment(conversion: Conversion, region: Region, node: bash.Assignment): AssignmentNode {
  const { value } = node;
  const isArray = value.type === 'ArrayValue';
  return {
    kind: 'Assignment',
    ...spanOf(region, node),
    name: node.name,
    append: node.append === true,
    value: isArray ? undefined : convertWord(conversion, region, value),
    elements: isArray ? value.elements.map((element) => convertWord(conversion, region, element)) : undefined,
  };
}

export function convertRedirection(conversion: Conversion, region: Region, node: bash.Redirection): RedirectionNode {
  const isHeredoc = node.type === 'HereDoc';
  const target = isHeredoc || !node.target ? undefined : convertWord(conversion, region, node.target);
  return {
    kind: 'Redirection',
    ...spanOf(region, node),
    operator: node.operator,
    descriptor: node.descriptor?.type === 'FileDescriptor' ? node.descriptor.value : undefined,
    target,
    heredoc: isHeredoc ? convertHeredoc(conversion, region, node) : undefined,
  };
}

function convertHeredoc(conversion: Conversion, region: Region, node: bash.HereDoc): HeredocNode {
  const { body } = node;
  const span = spanOf(region, body);
  const parts: ShellWordPart[] = [];
  const quoted = node.delimiter?.quoted === true;
  const literal = (value: string) => parts.push({ kind: 'Literal', ...span, value, text: body.text });
  conversion.tasks.push(() => {
    if (quoted) literal(body.text);
    else if (body.parts) convertParts(conversion, region, body.parts, parts);
    // The parser has no parts for a body without expansions.
    else if (body.text !== '') literal(body.text.replace(/\\(?:\n|([$`\\]))/g, '$1'));
  });
  return { kind: 'HeredocBody', ...span, quoted, parts };
}
