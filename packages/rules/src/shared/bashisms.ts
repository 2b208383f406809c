import type { ShellCommandNode, ShellList, ShellTree, ShellWord, ShellWordPart, Span } from '@plimsoll/core/rule';

/** A piece of syntax that bash knows and a plain `sh` does not. Offsets are of the script's text. */
export interface Bashism extends Span {
  readonly what: string;
  /** Busybox's ash, as Alpine builds it, knows it too, or may: here-strings were not looked at. */
  readonly inAsh: boolean;
}

type Piece = ShellList | ShellCommandNode | ShellWord | ShellWordPart;

/** The builtins of bash. `source` is in busybox too. */
const builtins: Readonly<Record<string, boolean>> = {
  source: true,
  pushd: false,
  popd: false,
  shopt: false,
  declare: false,
  mapfile: false,
  readarray: false,
};

/** Finds what a plain `sh` refuses or misreads, in the order in which it is met. */
export function bashismsIn({ list }: ShellTree): readonly Bashism[] {
  const found: Bashism[] = [];
  const open: Piece[] = [list];
  for (let next = open.pop(); next; next = open.pop()) {
    const own = bashismOf(next);
    if (own) found.push(own);
    const children = childrenOf(next);
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child) open.push(child);
    }
  }
  return found;
}

function bashismOf(piece: Piece): Bashism | undefined {
  const at = (what: string, inAsh = false, place: Span = piece): Bashism => ({
    start: place.start,
    end: place.end,
    what,
    inAsh,
  });
  switch (piece.kind) {
    case 'Test':
      return at('[[ ]]', true, { start: piece.start, end: piece.start + 2 });
    case 'Arithmetic':
      return at('(( ))', false, { start: piece.start, end: piece.start + 2 });
    case 'ArithmeticFor':
      return at('for (( ))', false, { start: piece.start, end: piece.start + 3 });
    case 'Select':
      return at('select', false, { start: piece.start, end: piece.start + 6 });
    case 'Substitution':
      return piece.style === '<(' || piece.style === '>(' ? at(`${piece.style} )`, true) : undefined;
    case 'Variable':
      return variableBashism(piece, at);
    case 'Simple':
      return simpleBashism(piece, at);
    default:
      return undefined;
  }
}

type At = (what: string, inAsh?: boolean, place?: Span) => Bashism;

function variableBashism(piece: Extract<Piece, { kind: 'Variable' }>, at: At): Bashism | undefined {
  const { operator, prefix, name } = piece;
  if (operator !== undefined && /^[,^]/.test(operator)) return at(`\${${name}${operator}}`);
  return prefix === '!' ? at(`\${!${name}}`) : undefined;
}

function simpleBashism(piece: Extract<Piece, { kind: 'Simple' }>, at: At): Bashism | undefined {
  const array = piece.assignments.find(({ elements }) => elements !== undefined);
  if (array) return at('an array', false, array);
  const redirection = piece.redirections.find(({ operator }) => operator === '<<<' || operator.startsWith('&>'));
  if (redirection) return at(redirection.operator, true, redirection);
  const [first] = piece.words;
  const inAsh =
    first?.literal === undefined ? undefined : Object.entries(builtins).find(([name]) => name === first.literal);
  return first && inAsh ? at(inAsh[0], inAsh[1], first) : undefined;
}

function childrenOf(piece: Piece): readonly Piece[] {
  switch (piece.kind) {
    case 'List':
      return piece.statements.flatMap(({ pipelines }) => pipelines.flatMap(({ commands }) => commands));
    case 'Word':
      return piece.literal === undefined ? piece.parts : [];
    case 'DoubleQuoted':
    case 'Brace':
    case 'ArithmeticExpansion':
      return piece.parts;
    case 'Variable':
      return piece.operands;
    case 'Substitution':
      return [piece.list];
    case 'Literal':
    case 'Glob':
    case 'SingleQuoted':
    case 'AnsiQuoted':
      return [];
    default:
      return [...childrenOfCommand(piece), ...piece.redirections.flatMap(({ target }) => target ?? [])];
  }
}

function childrenOfCommand(command: ShellCommandNode): readonly Piece[] {
  switch (command.kind) {
    case 'Simple':
      return [...command.assignments.flatMap(({ value, elements }) => value ?? elements ?? []), ...command.words];
    case 'If': {
      const branches = command.branches.flatMap(({ condition, body }) => [condition, body]);
      return command.otherwise ? [...branches, command.otherwise] : branches;
    }
    case 'For':
    case 'Select':
      return [...(command.words ?? []), command.body];
    case 'While':
    case 'Until':
      return [command.condition, command.body];
    case 'Case':
      return [command.word, ...command.items.flatMap(({ patterns, body }) => [...patterns, body])];
    case 'Test':
      return command.words;
    case 'Arithmetic':
      return command.parts;
    case 'ArithmeticFor':
      return [...command.parts, command.body];
    default:
      return [command.body];
  }
}
