import { tableOf } from './vocabulary/tables.ts';
import type { PlainValue } from './yaml-types.ts';

/** What Compose turns a string into at a path, before anything else looks at it. */
export type Cast = 'int' | 'float' | 'bool';

/** compose-go, loader/interpolate.go (interpolateTypeCastMapping); read 2026-11-22. */
export const casts = tableOf((word) => word.cast);

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['y', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['n', false],
  ['no', false],
  ['off', false],
]);

/** The cast value, or undefined where Compose refuses the text. */
export function castText(text: string, cast: Cast): PlainValue | undefined {
  if (cast === 'bool') return booleans.get(text.toLowerCase());
  if (cast === 'int') return /^[-+]?[0-9]+$/.test(text) ? Number(text) : undefined;
  return /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text) ? Number(text) : undefined;
}
