import type { Severity } from '../rule/rule-types.ts';

/** Paints a text for a terminal, or leaves it. */
export interface Colours {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
}

/** Select Graphic Rendition (ECMA-48, 8.3.117). Each code is switched off by its own, so that they can nest. */
function sgr(on: number, off: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

const unpainted = (text: string): string => text;

/** Red, yellow and blue for severities; weight for the rest. */
export function coloursFor(wanted: boolean): Colours {
  if (!wanted)
    return { bold: unpainted, dim: unpainted, severity: { error: unpainted, warning: unpainted, info: unpainted } };
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    severity: { error: sgr(31, 39), warning: sgr(33, 39), info: sgr(34, 39) },
  };
}
