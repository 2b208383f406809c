import { tableOf } from './vocabulary/tables.ts';

/** How an override changes the base where it is not the general way. */
export type MergeRule =
  | 'replace'
  | 'sequence'
  | 'hosts'
  | 'build'
  | 'dependencies'
  | 'names'
  | 'logging'
  | 'ulimit'
  | 'pools';

/** By what two items of a list are the same; the later replaces the earlier at its place. */
export type UniqueRule = 'key-value' | 'mount' | 'device' | 'secret' | 'config' | 'env-file' | 'text' | 'port';

/** compose-go, override/merge.go; read 2026-11-22. */
export const mergeRules = tableOf((word) => word.merge);

/** compose-go, override/uncity.go; read 2026-11-22. */
export const uniqueRules = tableOf((word) => word.unique);
