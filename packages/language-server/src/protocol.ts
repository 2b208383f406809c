// The part of the Language Server Protocol 3.17 that is spoken here, by its names.
// https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/

/** 0-based; characters count UTF-16 units. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

/** `end` is exclusive. */
export interface ProtocolRange {
  readonly start: ProtocolPosition;
  readonly end: ProtocolPosition;
}

export interface Location {
  readonly uri: string;
  readonly range: ProtocolRange;
}

export interface Diagnostic {
  readonly range: ProtocolRange;
  /** 1 error, 2 warning, 3 information. */
  readonly severity: 1 | 2 | 3;
  readonly code: string;
  readonly codeDescription: { readonly href: string };
  readonly source: 'plimsoll';
  readonly message: string;
  /** 1 unnecessary, 2 deprecated. */
  readonly tags?: readonly (1 | 2)[];
  readonly relatedInformation?: readonly { readonly location: Location; readonly message: string }[];
}

export interface ProtocolEdit {
  readonly range: ProtocolRange;
  readonly newText: string;
}

export interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly ProtocolEdit[]>>;
  readonly documentChanges?: readonly {
    readonly textDocument: { readonly uri: string; readonly version: number | null };
    readonly edits: readonly ProtocolEdit[];
  }[];
}

export interface CodeAction {
  readonly title: string;
  readonly kind: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly isPreferred?: boolean;
  readonly edit: WorkspaceEdit;
}

export interface Hover {
  readonly contents: { readonly kind: 'markdown' | 'plaintext'; readonly value: string };
  readonly range?: ProtocolRange;
}

/** Codes of the base protocol and of JSON-RPC 2.0. */
export const errorCodes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  serverNotInitialized: -32002,
} as const;

/** An answer that is an error, with its code. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export type Json = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is an object; an empty one for anything else. */
export function objectIn(value: unknown, name: string): Json {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

/** A member that is a list; an empty one for anything else. */
export function listIn(value: unknown, name: string): readonly unknown[] {
  const member = isObject(value) ? value[name] : undefined;
  return Array.isArray(member) ? member : [];
}

/** A text that must be there. Throws `ProtocolError`. */
export function textIn(value: unknown, name: string): string {
  const member = isObject(value) ? value[name] : undefined;
  if (typeof member === 'string') return member;
  throw new ProtocolError(errorCodes.invalidParams, `"${name}" is no string`);
}

/** A position that must be there. Throws `ProtocolError`. */
export function positionIn(value: unknown, name: string): ProtocolPosition {
  const { line, character } = objectIn(value, name);
  if (isCount(line) && isCount(character)) return { line, character };
  throw new ProtocolError(errorCodes.invalidParams, `"${name}" is no position`);
}

/** A range that must be there. Throws `ProtocolError`. */
export function rangeIn(value: unknown, name: string): ProtocolRange {
  const range = objectIn(value, name);
  return { start: positionIn(range, 'start'), end: positionIn(range, 'end') };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
