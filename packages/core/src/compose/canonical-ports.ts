import type { Span } from '../text/span.ts';
import type { ComposeProblem } from './model.ts';
import { type ParsedPort, type PortFault, parsePort } from './ports.ts';
import {
  isNull,
  type MapValue,
  partOf,
  restated,
  type ScalarValue,
  syntheticScalar,
  textOf,
  unknownPiece,
  type Value,
} from './values.ts';

const expectations: Readonly<Record<PortFault, string>> = {
  'host-ip': 'an IP address (IPv6 in brackets)',
  published: 'a port or a range of ports from 0 to 65535',
  target: 'a port or a range of ports from 1 to 65535',
  protocol: 'tcp, udp or sctp',
  ranges: 'ranges of the same length',
  empty: 'a container port',
};

/** A short port as long ones: one for each port of a range. What can't be read stays as it is. */
export function canonicalPort(item: Value, path: string, report: (problem: ComposeProblem) => void): readonly Value[] {
  if (item.kind !== 'scalar' || isNull(item) || typeof item.value === 'boolean') return [item];
  const text = textOf(item);
  const parsed = parsePort(text);
  if (parsed.kind === 'unknown') return [partlyKnownPort(item, text)];
  if (parsed.kind === 'ports') return parsed.ports.map((port) => longPort(item, port));
  if (parsed.kind === 'range') return [longPort(item, parsed.port)];
  const whole = item.text();
  const at = whole.locate(parsed.at);
  const data = {
    path,
    key: 'ports',
    value: whole.text.slice(parsed.at.start, parsed.at.end),
    expected: expectations[parsed.fault],
  };
  report({ ...at, code: 'invalid-value', data, related: [], suggestion: undefined });
  return [item];
}

function longPort(item: ScalarValue, port: ParsedPort): MapValue {
  const entries = new Map<string, Value>();
  entries.set('mode', syntheticScalar('ingress', item.origin, item.directory));
  if (port.hostIp) entries.set('host_ip', partOf(item, port.hostIp));
  entries.set('target', restated(partOf(item, port.target.at), port.target.port));
  if (port.published) entries.set('published', restated(partOf(item, port.published.at), port.published.text));
  const { protocol } = port;
  entries.set(
    'protocol',
    protocol ? restated(partOf(item, protocol.at), protocol.text) : syntheticScalar('tcp', item.origin, item.directory),
  );
  return { kind: 'map', entries, origin: item.origin };
}

/** With a variable inside: the part behind the last colon is the target, and an address may hide in what precedes. */
function partlyKnownPort(item: ScalarValue, text: string): Value {
  const colon = text.lastIndexOf(':');
  if (colon <= 0) return item;
  const slash = text.indexOf('/', colon);
  const target: Span = { start: colon + 1, end: slash === -1 ? text.length : slash };
  const before = text.lastIndexOf(':', colon - 1);
  const published = partOf(item, { start: before + 1, end: colon });
  const entries = new Map<string, Value>();
  if (before > 0) entries.set('host_ip', partOf(item, { start: 0, end: before }));
  else if (published.state === 'unknown') entries.set('host_ip', { ...published, value: unknownPiece });
  const port = partOf(item, target);
  const number = /^[0-9]+$/.test(String(port.value)) ? Number(port.value) : undefined;
  entries.set(
    'target',
    number === undefined ? { ...port, value: unknownPiece, state: 'unknown' } : { ...port, value: number },
  );
  entries.set('published', published);
  if (slash !== -1) entries.set('protocol', partOf(item, { start: slash + 1, end: text.length }));
  return { kind: 'map', entries, origin: item.origin };
}
