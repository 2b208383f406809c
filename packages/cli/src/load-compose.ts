/**
 * Loads the Compose half of core, before the first Compose file is linted. Here it is always loaded; in the bundle,
 * where it is a chunk of its own, `scripts/lazy-compose.mjs` puts something else in this module's place.
 */
export async function loadCompose(): Promise<void> {}
