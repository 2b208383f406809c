/** An EXPOSE argument after expansion. */
export type ExposedPorts =
  | {
      readonly ok: true;
      /** `80/tcp`, one per port. */
      readonly start: number;
      readonly end: number;
      /** Lower case. */
      readonly protocol: string;
      /** As written; empty where it is not. */
      readonly protocolText: string;
      /** True if an address or a host port is given, which EXPOSE ignores. */
      readonly hasHostPart: boolean;
    }
  | { readonly ok: false; readonly problem: string };

/** Reads `[ip:][host:]port[-end][/protocol]` (`parsePort` in BuildKit's convert_expose.go). */
export function parseExposedPort(text: string): ExposedPorts {
  const pieces = text.split(':');
  const containerText = pieces.at(-1) ?? '';
  const hostPort = pieces.at(-2) ?? '';
  const address = pieces.slice(0, -2).join(':');
  const slash = containerText.indexOf('/');
  const ports = slash < 0 ? containerText : containerText.slice(0, slash);
  const protocolText = slash < 0 ? '' : containerText.slice(slash + 1);
  const protocol = protocolText.toLowerCase() || 'tcp';
  if (ports === '') return { ok: false, problem: `"${text}" has no port.` };
  if (!['tcp', 'udp', 'sctp'].includes(protocol))
    return { ok: false, problem: `"${protocolText}" is not a protocol of EXPOSE.` };
  if (address !== '' && !isAddress(address)) return { ok: false, problem: `"${address}" is not an IP address.` };
  const container = parseRange(ports);
  if (!container) return { ok: false, problem: `"${ports}" is not a port or range of ports from 0 to 65535.` };
  const host = hostPort === '' ? undefined : parseRange(hostPort);
  if (hostPort !== '' && !host) return { ok: false, problem: `"${hostPort}" is not a host port from 0 to 65535.` };
  if (host && container.end !== container.start && host.end - host.start !== container.end - container.start) {
    return { ok: false, problem: `The ranges "${hostPort}" and "${ports}" have different lengths.` };
  }
  return { ok: true, ...container, protocol, protocolText, hasHostPart: address !== '' || hostPort !== '' };
}

function parseRange(text: string): { readonly start: number; readonly end: number } | undefined {
  const dash = text.indexOf('-');
  const first = dash < 0 ? text : text.slice(0, dash);
  const start = parsePort(first);
  if (start === undefined) return undefined;
  if (dash < 0 || text.slice(dash + 1) === first) return { start, end: start };
  const end = parsePort(text.slice(dash + 1));
  return end === undefined || end < start ? undefined : { start, end };
}

function parsePort(text: string): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 0 && port <= 65_535 ? port : undefined;
}

/** An address as Go's `net.ParseIP` takes it; IPv6 may stand in brackets. */
function isAddress(text: string): boolean {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return isIpv4(bare) || isIpv6(bare);
}

function isIpv4(text: string): boolean {
  const pieces = text.split('.');
  return pieces.length === 4 && pieces.every((piece) => /^(0|[1-9]\d{0,2})$/.test(piece) && Number(piece) < 256);
}

function isIpv6(text: string): boolean {
  const dot = text.lastIndexOf('.');
  const colon = text.lastIndexOf(':');
  if (dot >= 0) return colon >= 0 && isIpv4(text.slice(colon + 1)) && isIpv6(`${text.slice(0, colon + 1)}0:0`);
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}
