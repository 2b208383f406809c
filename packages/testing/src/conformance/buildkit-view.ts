import type { CommandForm, Instruction, Word } from '@plimsoll/core';

/** An instruction as BuildKit's parser has it: a list of arguments, without types. */
export interface BuildkitNode {
  readonly v: string;
  readonly flags: readonly string[];
  readonly args: readonly (string | BuildkitNode)[];
}

export function buildkitNode(instruction: Instruction): BuildkitNode {
  const flags = instruction.flags.map((flag) => `--${flag.name}${flag.value ? `=${flag.value.text}` : ''}`);
  return { v: instruction.keyword.text, flags, args: argumentsOf(instruction) };
}

const texts = (words: readonly (Word | { readonly text: string } | undefined)[]): readonly string[] =>
  words.flatMap((word) => (word ? [word.text] : []));

function argumentsOf(instruction: Instruction): readonly (string | BuildkitNode)[] {
  switch (instruction.kind) {
    case 'From':
      return texts([instruction.image, instruction.asKeyword, instruction.alias]);
    case 'Expose':
      return texts(instruction.ports);
    case 'Volume':
      return texts(instruction.paths);
    case 'Run':
    case 'Cmd':
    case 'Entrypoint':
    case 'Shell':
      return commandOf(instruction.command);
    case 'Copy':
    case 'Add':
      return pathsOf(instruction);
    case 'Env':
    case 'Label':
      return instruction.pairs.flatMap(({ key, value, separator }) => [
        key.text,
        value?.text ?? '',
        separator === 'equals' ? '=' : '',
      ]);
    case 'Arg':
      return instruction.pairs.map(({ key, value }) => (value ? `${key.text}=${value.text}` : key.text));
    case 'User':
    case 'Workdir':
    case 'Stopsignal':
    case 'Maintainer':
      return texts([instruction.value]);
    case 'Healthcheck':
      return healthcheckOf(instruction);
    case 'Onbuild':
      return instruction.trigger ? [buildkitNode(instruction.trigger)] : [];
    case 'Unknown':
      return [''];
  }
}

function commandOf(command: CommandForm): readonly string[] {
  if (command.form === 'exec') return command.items.map((item) => item.value);
  return command.script.text === '' ? [] : [command.script.text];
}

/** Heredocs take their place among the sources again. */
function pathsOf(instruction: Extract<Instruction, { kind: 'Copy' | 'Add' }>): readonly string[] {
  const words = [...instruction.sources, ...(instruction.destination ? [instruction.destination] : [])];
  const operators = instruction.heredocs
    .map(({ operator }) => ({ span: operator.span, text: operator.source.slice(operator.span) }))
    .filter(({ span }) => !words.some((word) => word.span.start < span.end && span.start < word.span.end));
  const places = [...words.map(({ span, text }) => ({ span, text })), ...operators];
  return places.sort((a, b) => a.span.start - b.span.start).map(({ text }) => text);
}

function healthcheckOf(instruction: Extract<Instruction, { kind: 'Healthcheck' }>): readonly string[] {
  const { type, command, body } = instruction;
  if (type) return [type.text, ...(command ? commandOf(command) : [])];
  const rest = body.text.replace(/^(?:--\S+\s+)*/, '');
  const [first = '', ...more] = rest.split(/\s+/);
  return first === '' ? [] : [first, ...(more.length > 0 ? [rest.slice(first.length).trim()] : [])];
}

/** One line per instruction, as BuildKit's golden files print it. */
export function dumpNode(node: BuildkitNode): string {
  const flags = node.flags.length > 0 ? ` [${node.flags.map(goQuote).join(' ')}]` : '';
  const args = node.args.map((arg) => (typeof arg === 'string' ? ` ${goQuote(arg)}` : ` (${dumpNode(arg)})`));
  return `${node.v.toLowerCase()}${flags}${args.join('')}`;
}

const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** Go's `strconv.Quote`. */
function goQuote(text: string): string {
  let quoted = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (Object.hasOwn(escapes, char)) quoted += escapes[char];
    else if (code < 32 || code === 127) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else quoted += char;
  }
  return `"${quoted}"`;
}
