import { frame, makeMessageReader } from './message-reader.ts';
import { errorCodes, isObject, type Json, ProtocolError } from './protocol.ts';

/** The other side of a connection. */
export interface Peer {
  readonly notify: (method: string, params: unknown) => void;
  /** The peer's answer. Rejects with `ProtocolError` for an answer that is an error. */
  readonly request: (method: string, params: unknown) => Promise<unknown>;
}

/** Answers a request, or takes a notification. May throw `ProtocolError`. */
export type Handler = (params: unknown) => unknown;

export interface ConnectionOptions {
  readonly write: (bytes: Buffer) => void;
  /** The handler of a method, or undefined if there is none. */
  readonly handlerOf: (method: string) => Handler | undefined;
  /** What went wrong and has no request to answer. */
  readonly log: (message: string) => void;
}

export interface Connection extends Peer {
  /** Takes bytes as they arrive. */
  readonly receive: (chunk: Buffer) => void;
}

type Id = number | string;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: ProtocolError) => void;
}

/** JSON-RPC 2.0 over framed messages. Nothing that arrives makes it throw or stop. */
export function makeConnection({ write, handlerOf, log }: ConnectionOptions): Connection {
  const reader = makeMessageReader();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const send = (message: Json): void => write(frame({ jsonrpc: '2.0', ...message }));
  const sendError = (id: Id | null, code: number, message: string): void => send({ id, error: { code, message } });

  const answer = async (id: Id, method: string, params: unknown): Promise<void> => {
    const handler = handlerOf(method);
    if (!handler) return sendError(id, errorCodes.methodNotFound, `no method "${method}"`);
    try {
      const result = await handler(params);
      send({ id, result: result ?? null });
    } catch (error) {
      const { code, message } = errorOf(error);
      if (code === errorCodes.internalError) log(`${method}: ${message}`);
      sendError(id, code, message);
    }
  };
  const take = async (method: string, params: unknown): Promise<void> => {
    try {
      await handlerOf(method)?.(params);
    } catch (error) {
      log(`${method}: ${errorOf(error).message}`);
    }
  };
  const settle = (id: unknown, message: Json): void => {
    const open = typeof id === 'number' ? waiting.get(id) : undefined;
    if (!open || typeof id !== 'number') return;
    waiting.delete(id);
    const { error } = message;
    if (isObject(error)) open.reject(new ProtocolError(Number(error.code) || 0, String(error.message)));
    else open.resolve(message.result);
  };
  const refuse = (id: unknown, reason: string): void =>
    sendError(isId(id) ? id : null, errorCodes.invalidRequest, reason);
  const dispatch = (message: unknown): void => {
    const { id, method, params } = isObject(message) ? message : {};
    if (!isObject(message)) refuse(undefined, 'a message is an object');
    else if (typeof method === 'string') {
      if (id === undefined) void take(method, params);
      else if (isId(id)) void answer(id, method, params);
      else refuse(id, 'an id is a number or a string');
    } else if (id !== undefined && ('result' in message || 'error' in message)) settle(id, message);
    else refuse(id, 'a message has a method or a result');
  };

  return {
    notify: (method, params) => send({ method, params }),
    request: (method, params) => {
      const id = ++lastId;
      send({ id, method, params });
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    receive: (chunk) => {
      for (const part of reader.feed(chunk)) {
        if (part.kind === 'fault') {
          log(`what the client sent is not understood: ${part.reason}`);
          continue;
        }
        const message = parseJson(part.text);
        if (message) dispatch(message.value);
        else sendError(null, errorCodes.parseError, 'a message is no JSON');
      }
    },
  };
}

function isId(value: unknown): value is Id {
  return typeof value === 'number' || typeof value === 'string';
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function errorOf(error: unknown): { readonly code: number; readonly message: string } {
  if (error instanceof ProtocolError) return error;
  return { code: errorCodes.internalError, message: error instanceof Error ? error.message : String(error) };
}
