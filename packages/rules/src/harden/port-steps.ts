import { addEntries, type PortMapping, replace, type TextEdit, textAt } from '@plimsoll/core/rule';
import { bindToLoopback, canBindToLoopback } from '../shared/loopback-port.ts';
import { publishedPorts } from '../shared/published-ports.ts';
import { isOwnValue } from '../shared/service-places.ts';
import { type Hardened, type HardenStep, leave } from './step.ts';

/** What compose/no-unbound-port takes for there for everybody. */
const publicPorts: readonly number[] = [80, 443];
const loopback = '127.0.0.1';

/** Published ports on the loopback address, but for those that are there for everybody. */
export function portSteps({ service, application, document }: Hardened): readonly HardenStep[] {
  return publishedPorts(service, application).flatMap(({ mapping, hostPorts, isOpen }): readonly HardenStep[] => {
    if (!isOpen || (hostPorts.length > 0 && hostPorts.every((port) => publicPorts.includes(port)))) return [];
    const what = `the loopback address of port ${mapping.published?.value ?? mapping.target?.value ?? ''}`;
    const isHere = mapping.origin.source.path === document.source.path && mapping.origin.via.length === 0;
    if (!isHere) return [leave(what, 'the port is written elsewhere')];
    const edit = mapping.short ? shortEdit(mapping) : longEdit(mapping);
    return [edit ? { kind: 'edit', edit } : leave(what, 'it has a variable, or is written in braces')];
  });
}

function shortEdit(mapping: PortMapping): TextEdit | undefined {
  return canBindToLoopback(mapping) ? bindToLoopback(mapping) : undefined;
}

function longEdit({ hostIp, origin }: PortMapping): TextEdit | undefined {
  if (hostIp && !hostIp.origin.synthetic) {
    if (!isOwnValue(hostIp)) return undefined;
    const quote = /^["']/.exec(textAt(hostIp.origin))?.[0] ?? '';
    return replace(hostIp.origin, `${quote}${loopback}${quote}`);
  }
  if (origin.node?.kind !== 'YamlMapping') return undefined;
  return addEntries(origin.node, [{ key: 'host_ip', value: { kind: 'scalar', text: loopback } }]);
}
