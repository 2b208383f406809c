#!/usr/bin/env node
// Only the bundled program has a second one that it can share its work with.
globalThis[Symbol.for('plimsoll.lint-worker')] = `${__dirname}/lint-worker.js`;
require('./start.js').start('entry.cjs');
