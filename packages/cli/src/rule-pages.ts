import type { Arguments } from './arguments.ts';
import type { Terminal } from './terminal.ts';

export function explainRule(_args: Arguments, _terminal: Terminal): string {
  return '';
}

export function listRules(_args: Arguments, _terminal: Terminal): string {
  return '';
}
