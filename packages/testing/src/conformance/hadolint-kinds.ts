import type { KindTable } from './conformance-case.ts';

/** hadolint's own cases; they need the rules that carry its aliases. */
export const hadolintKinds: KindTable = {};
