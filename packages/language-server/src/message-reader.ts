/** What came in: one message's text, or why some bytes were none. */
export type Part =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'fault'; readonly reason: string };

/** Cuts a stream of bytes into messages; it goes on after whatever is wrong. */
export interface MessageReader {
  readonly feed: (chunk: Buffer) => readonly Part[];
}

/** Bytes of a message: a file of the largest size that is read, escaped character by character, is smaller. */
const maxLength = 64_000_000;

/** Bytes of a header block; a real one has about 30. */
const maxHeader = 8192;

const headerEnd = /\r?\n\r?\n/;
const contentLength = /content-length:[ \t]*(\d+)[ \t]*\r?$/im;

interface Body {
  readonly length: number;
  readonly chunks: Buffer[];
  filled: number;
}

/**
 * Reads the frames of the base protocol: `Content-Length: N`, an empty line, N bytes. A header that says no usable length is
 * a fault, and the next one is looked for right behind it.
 */
export function makeMessageReader(): MessageReader {
  let head: Buffer = Buffer.alloc(0);
  let body: Body | undefined;
  let isLost = false;

  const readHeader = (parts: Part[]): Buffer | undefined => {
    const text = head.toString('latin1');
    const end = headerEnd.exec(text);
    if (!end) {
      if (head.length <= maxHeader) return undefined;
      if (!isLost) parts.push({ kind: 'fault', reason: 'bytes without a header' });
      isLost = true;
      // A header may have begun at the end.
      head = Buffer.from(head.subarray(head.length - 64));
      return undefined;
    }
    const rest = head.subarray(end.index + end[0].length);
    const length = contentLength.exec(text.slice(0, end.index))?.[1];
    head = Buffer.alloc(0);
    if (length === undefined) {
      if (!isLost) parts.push({ kind: 'fault', reason: 'a header without Content-Length' });
      isLost = true;
    } else if (Number(length) > maxLength) {
      parts.push({ kind: 'fault', reason: `a message of ${length} bytes; at most ${maxLength} are read` });
      isLost = true;
    } else {
      body = { length: Number(length), chunks: [], filled: 0 };
      isLost = false;
    }
    return rest;
  };

  const readBody = (open: Body, chunk: Buffer, parts: Part[]): Buffer => {
    const taken = chunk.subarray(0, open.length - open.filled);
    open.chunks.push(taken);
    open.filled += taken.length;
    if (open.filled === open.length) {
      parts.push({ kind: 'message', text: Buffer.concat(open.chunks).toString('utf8') });
      body = undefined;
    }
    return chunk.subarray(taken.length);
  };

  return {
    feed: (chunk) => {
      const parts: Part[] = [];
      for (let rest: Buffer | undefined = chunk; rest !== undefined && rest.length > 0; ) {
        if (body) rest = readBody(body, rest, parts);
        else {
          const take = rest.subarray(0, maxHeader);
          const later = rest.subarray(take.length);
          head = head.length === 0 ? take : Buffer.concat([head, take]);
          const behind = readHeader(parts);
          rest = behind === undefined ? later : later.length === 0 ? behind : Buffer.concat([behind, later]);
        }
        if (body?.length === 0) readBody(body, Buffer.alloc(0), parts);
      }
      return parts;
    },
  };
}

/** The frame of a message. */
export function frame(message: unknown): Buffer {
  const bytes = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${bytes.length}\r\n\r\n`, 'latin1'), bytes]);
}
