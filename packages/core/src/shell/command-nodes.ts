import type { DerivedText } from '../text/derived-text.ts';
import type { Located } from '../text/located.ts';
import type { ShellWord, ShellWordPart, SimpleCommandNode } from './nodes.ts';
import { unknownMark, wordValue } from './word-value.ts';

/** A word of a command: a shell word, or a string of the exec form. */
export interface CommandWord extends Located {
  readonly kind: 'CommandWord';
  /** Without quotes and escapes; undefined if an expansion takes part. */
  readonly value: string | undefined;
  /** The characters before the first expansion; the whole value where there is none. */
  readonly prefix: string;
  /** An expansion outside quotes (or braces, or `"$@"`): the word may become several, or none. */
  readonly splits: boolean;
  /** Has `*`, `?` or `[ ]` outside quotes. */
  readonly glob: boolean;
  /** The text that the word stands in; the value itself where there is no node. */
  readonly text: DerivedText;
  /** Undefined for the exec form and for a part of a word. */
  readonly node: ShellWord | undefined;
}

export interface CommandAssignment extends Located {
  readonly name: string;
  readonly append: boolean;
  /** Undefined for an array. */
  readonly value: CommandWord | undefined;
}

export interface CommandRedirection extends Located {
  readonly operator: '>' | '>>' | '<' | '<>' | '<&' | '>&' | '>|' | '&>' | '&>>' | '<<<' | '<<' | '<<-';
  readonly descriptor: number | undefined;
  readonly target: CommandWord | undefined;
  /** What a heredoc feeds in, expansions as `unknownMark`. */
  readonly body: DerivedText | undefined;
}

/** Whether `set -e` or `set -o pipefail` holds: `unknown` where it was changed on one path only. */
export type ShellSetting = 'on' | 'off' | 'unknown';

/** A pipeline of two or more commands that a command stands in. One object for all of its commands. */
export interface PipelinePlace extends Located {
  /** How many commands it has. */
  readonly length: number;
}

/** What a command stands in, innermost first. */
export interface Enclosure {
  readonly kind:
    | 'Subshell'
    | 'Group'
    | 'Coprocess'
    | 'If'
    | 'For'
    | 'Select'
    | 'ArithmeticFor'
    | 'While'
    | 'Until'
    | 'Case'
    | 'Function'
    | 'Substitution'
    /** The script of `sh -c`, `eval` and the like; `at` is the command that runs it. */
    | 'Shell'
    /** The action of `trap`. */
    | 'Trap';
  readonly part: 'condition' | 'body';
  readonly at: Located;
  readonly redirections: readonly CommandRedirection[];
  readonly outer: Enclosure | undefined;
}

/** Where and when a command runs. */
export interface CommandContext {
  /** The operator right before the command; undefined at the start of its list. A line end counts as `;`. */
  readonly after: '&&' | '||' | ';' | '&' | '|' | '|&' | undefined;
  /** The operator right behind it; undefined at the end of its list. */
  readonly before: '&&' | '||' | ';' | '&' | '|' | '|&' | undefined;
  /** The innermost pipeline of two or more commands, and the place in it (0-based). */
  readonly pipeline: PipelinePlace | undefined;
  readonly pipelineIndex: number;
  readonly negated: boolean;
  /** Its failure is looked at (a condition, `!`, before `&&` or `||`), so that `set -e` does not apply. */
  readonly tested: boolean;
  /** It may be skipped although the script goes on: behind `||`, in a branch or an uncalled function. */
  readonly conditional: boolean;
  readonly loop: boolean;
  readonly background: boolean;
  /** In a process of its own: `( )`, a pipeline, `$( )`. */
  readonly subshell: boolean;
  readonly functionName: string | undefined;
  readonly enclosing: Enclosure | undefined;
  readonly errexit: ShellSetting;
  readonly pipefail: ShellSetting;
}

/** One simple command, or what a wrapper such as `sudo` or `sh -c` runs. */
export interface ShellCommand extends Located {
  readonly kind: 'ShellCommand';
  /** Base name of the program (`/usr/bin/curl`: `curl`, `curl.exe`: `curl`); undefined if it is not known. */
  readonly name: string | undefined;
  /** Undefined where there are only assignments or redirections. */
  readonly nameWord: CommandWord | undefined;
  readonly args: readonly CommandWord[];
  /** `A=b cmd`, and those that `env` and `sudo` pass on. */
  readonly assignments: readonly CommandAssignment[];
  readonly redirections: readonly CommandRedirection[];
  /** The commands that run this one, outermost first. */
  readonly wrappers: readonly ShellCommand[];
  readonly context: CommandContext;
  readonly node: SimpleCommandNode | undefined;
}

/** A word of a script. */
export function shellWord(script: DerivedText, node: ShellWord): CommandWord {
  const { literal } = node;
  const known = literal !== undefined && !literal.includes(unknownMark);
  const value = known ? literal : undefined;
  return {
    kind: 'CommandWord',
    source: script.source,
    span: script.toSource(node),
    value,
    prefix: value ?? prefixOf(node.parts),
    splits: !known && splits(node),
    glob: node.parts.some((part) => part.kind === 'Glob'),
    text: script,
    node,
  };
}

/** The value of the parts before the first expansion. */
function prefixOf(parts: readonly ShellWordPart[]): string {
  let prefix = '';
  for (const part of parts) {
    const characters = part.kind === 'DoubleQuoted' ? prefixOf(part.parts) : 'value' in part ? part.value : '';
    const unknown = characters.indexOf(unknownMark);
    if (unknown >= 0) return prefix + characters.slice(0, unknown);
    prefix += characters;
    const whole = part.kind === 'DoubleQuoted' ? part.parts.every((inner) => 'value' in inner) : 'value' in part;
    if (!whole) break;
  }
  return prefix;
}

function splits({ parts }: ShellWord): boolean {
  return parts.some((part) => {
    switch (part.kind) {
      case 'Variable':
      case 'Substitution':
      case 'Brace':
        return true;
      case 'Literal':
        return part.value.includes(unknownMark);
      case 'DoubleQuoted':
        return part.parts.some((inner) => inner.kind === 'Variable' && inner.name === '@');
      default:
        return false;
    }
  });
}

/** A word whose value is a text of its own: a string of the exec form, a part of a shell word. */
export function textWord(text: DerivedText, at?: Located): CommandWord {
  const unknown = text.text.indexOf(unknownMark);
  const place = at ?? text.locate({ start: 0, end: text.text.length });
  return {
    kind: 'CommandWord',
    source: place.source,
    span: place.span,
    value: unknown < 0 ? text.text : undefined,
    prefix: unknown < 0 ? text.text : text.text.slice(0, unknown),
    splits: false,
    glob: false,
    text,
    node: undefined,
  };
}

/** The word's value with its map to the file, expansions as `unknownMark`. */
export function valueOf(word: CommandWord): DerivedText {
  return word.node ? wordValue(word.text, word.node) : word.text;
}

/** The part of a word's value from `start` to `end` (offsets in `valueOf(word).text`) as a word of its own. */
export function partOfWord(word: CommandWord, start: number, end?: number): CommandWord {
  const value = valueOf(word);
  return textWord(value.slice({ start, end: end ?? value.text.length }));
}

/** The program's name without its directory and without `.exe`. */
export function programName(word: CommandWord | undefined): string | undefined {
  const value = word?.value;
  if (value === undefined || value === '') return undefined;
  const base = value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
  return base.toLowerCase().endsWith('.exe') ? base.slice(0, -4) : base;
}
