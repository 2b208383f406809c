import type { Span } from '../text/span.ts';
import { isIpAddress } from './ip-address.ts';
import { unknownPiece } from './values.ts';

/** One port of a short port text. Spans are offsets in the text; numbers differ from them inside a range. */
export interface ParsedPort {
  readonly hostIp: Span | undefined;
  /** The text of the published port, or undefined for a random one; `at` is where it stands. */
  readonly published: { readonly text: string; readonly at: Span } | undefined;
  /** A number, or the text of a range that is too long to be spelt out. */
  readonly target: { readonly port: number | string; readonly at: Span };
  readonly protocol: { readonly text: string; readonly at: Span } | undefined;
}

export type PortFault = 'host-ip' | 'published' | 'target' | 'protocol' | 'ranges' | 'empty';

export type PortResult =
  | { readonly kind: 'ports'; readonly ports: readonly ParsedPort[] }
  /** More than `maxExpanded` ports at once. */
  | { readonly kind: 'range'; readonly port: ParsedPort }
  | { readonly kind: 'fault'; readonly fault: PortFault; readonly at: Span }
  /** A variable hides where the parts are. */
  | { readonly kind: 'unknown' };

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Docker's nat.ParsePortRange: one port or `from-to`, each at most 65535. */
function readRange(text: string): Range | undefined {
  const match = /^([0-9]+)(?:-([0-9]+))?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return from > 65535 || to > 65535 || to < from ? undefined : { from, to };
}

/** A range of media ports may have ten thousand; nothing is gained by as many entries at one place. */
const maxExpanded = 1000;

const protocols = new Set(['tcp', 'udp', 'sctp']);

/** A short port text: `[[ip:][published:]]target[/protocol]` (go-connections, nat.ParsePortSpec). */
export function parsePort(text: string): PortResult {
  const colon = text.lastIndexOf(':');
  const slash = text.indexOf('/', colon + 1);
  const target: Span = { start: colon + 1, end: slash === -1 ? text.length : slash };
  const protocol = slash === -1 || slash + 1 === text.length ? undefined : protocolSpan(text, slash + 1);
  const hostStart = text.lastIndexOf(':', colon - 1) + 1;
  const published = colon > 0 ? { start: colon === 0 ? 0 : hostStart, end: colon } : undefined;
  const hostIp = hostStart > 1 && colon > 0 ? { start: 0, end: hostStart - 1 } : undefined;
  const slice = (span: Span): string => text.slice(span.start, span.end);
  if (slice(target) === '') return { kind: 'fault', fault: 'empty', at: { start: 0, end: text.length } };
  if (text.includes(unknownPiece)) return { kind: 'unknown' };
  if (hostIp && !isHostIp(slice(hostIp))) return { kind: 'fault', fault: 'host-ip', at: hostIp };
  const inside = readRange(slice(target));
  if (!inside) return { kind: 'fault', fault: 'target', at: target };
  const hasPublished = published && published.end > published.start;
  const outside = hasPublished ? readRange(slice(published)) : undefined;
  if (hasPublished && !outside) return { kind: 'fault', fault: 'published', at: published };
  const count = inside.to - inside.from + 1;
  if (outside && outside.to - outside.from + 1 !== count && count > 1) {
    return { kind: 'fault', fault: 'ranges', at: { start: 0, end: text.length } };
  }
  if (protocol && !protocols.has(slice(protocol).toLowerCase()))
    return { kind: 'fault', fault: 'protocol', at: protocol };
  if (inside.from === 0) return { kind: 'fault', fault: 'target', at: target };
  const portAt = (index: number): ParsedPort => ({
    hostIp: hostIp && withoutBrackets(text, hostIp),
    published: outside && published ? { text: publishedText(outside, count, index), at: published } : undefined,
    target: { port: inside.from + index, at: target },
    protocol: protocol && { text: slice(protocol).toLowerCase(), at: protocol },
  });
  if (count > maxExpanded) {
    const whole = { ...portAt(0), target: { port: slice(target), at: target } };
    const range = published && outside ? { text: slice(published), at: published } : undefined;
    return { kind: 'range', port: { ...whole, published: range } };
  }
  return { kind: 'ports', ports: Array.from({ length: count }, (_, index) => portAt(index)) };
}

function protocolSpan(text: string, start: number): Span {
  const end = text.indexOf('/', start);
  return { start, end: end === -1 ? text.length : end };
}

/** An IPv6 address needs brackets. */
function isHostIp(text: string): boolean {
  if (text.startsWith('[')) return text.endsWith(']') && isIpAddress(text.slice(1, -1));
  return !text.includes(':') && isIpAddress(text);
}

function withoutBrackets(text: string, span: Span): Span {
  return text.charAt(span.start) === '[' ? { start: span.start + 1, end: span.end - 1 } : span;
}

/** A host range for one container port stays a range: Docker picks one of it. */
function publishedText({ from, to }: Range, count: number, index: number): string {
  return count === 1 && to !== from ? `${from}-${to}` : String(from + index);
}
