// Lints a share of the files, in a thread of its own: `packages/cli/src/share-linting.ts` starts it.
require('./start.js').start('lint-worker.cjs');
