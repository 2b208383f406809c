import type { Located } from '../text/located.ts';

/** Why a file is not linted, or only with a doubt. Decoding is the host's work, since it alone sees bytes. */
export type InputProblemCode =
  /** Bytes that are no UTF-8 were replaced by U+FFFD; the file is linted all the same. */
  | 'invalid-utf-8'
  | 'utf-16'
  /** NUL bytes: not a text. */
  | 'binary'
  /** Over the host's size limit. */
  | 'too-large';

/** A file that can't be read as text as it is. Heard by rules of kind `plimsoll`. */
export interface InputProblem extends Located {
  readonly kind: 'Input';
  readonly code: InputProblemCode;
  readonly data: Readonly<Record<string, string>>;
}

/** What rules about the input itself may listen to. */
export interface InputNodes {
  Input: InputProblem;
}
