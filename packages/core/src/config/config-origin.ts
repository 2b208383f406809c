import type { Position } from '../text/span.ts';

/** Where a value of a configuration was set. */
export type ConfigOrigin =
  /** Nobody set it. */
  | { readonly kind: 'default' }
  /** The caller of the library, or the command line: `shown` is what was written there, if it can be told. */
  | { readonly kind: 'caller'; readonly shown: string | undefined }
  | FileOrigin;

/** In a configuration file. */
export interface FileOrigin {
  readonly kind: 'file';
  /** As it is shown to the user. */
  readonly path: string;
  /** Undefined in a configuration that is code, whose values have no place. */
  readonly at: Position | undefined;
  /** The places of `extends` that led there, outermost first. */
  readonly chain: readonly FileOrigin[];
}

/** `path:line:column`, what the command line has, or `default`. */
export function showOrigin(origin: ConfigOrigin): string {
  switch (origin.kind) {
    case 'default':
      return 'default';
    case 'caller':
      return origin.shown ?? 'caller';
    case 'file':
      return origin.at ? `${origin.path}:${origin.at.line}:${origin.at.column}` : origin.path;
  }
}

/** A complaint with its place in front, where that is in a file. */
export function complain(origin: ConfigOrigin, message: string): string {
  return origin.kind === 'file' ? `${showOrigin(origin)}: ${message}` : message;
}
