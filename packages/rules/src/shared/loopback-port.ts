import { type PortMapping, replace, type TextEdit, textAt } from '@plimsoll/core/rule';
import { isEveryAddress } from './published-ports.ts';
import { isOwnValue } from './service-places.ts';

/** True if a short text can be given an address: it is written here, for this service only, without variables. */
export function canBindToLoopback({ short, origin }: PortMapping): boolean {
  const text = textAt(origin);
  return short && isOwnValue({ value: text, state: 'known', origin }) && !text.includes('$');
}

/** The edit that gives a short text the loopback address. */
export function bindToLoopback({ origin }: PortMapping): TextEdit {
  const [, quote = '', text = ''] = /^(["']?)(.*?)\1$/s.exec(textAt(origin)) ?? [];
  const host = /^(\[[^\]]*\]|[^:]*):[^:]*:/.exec(text)?.[1];
  if (host !== undefined && isEveryAddress(host)) {
    const loopback = host.includes(':') ? '[::1]' : '127.0.0.1';
    return replace(origin, `${quote}${loopback}${text.slice(host.length)}${quote}`);
  }
  return replace(origin, `${quote}127.0.0.1:${text.includes(':') ? '' : ':'}${text}${quote}`);
}
