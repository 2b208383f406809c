#!/usr/bin/env node
import module from 'node:module';

// Node 22 and later keep compiled code between runs; Node 20 has no such function.
module.enableCompileCache?.();
await import('../dist/entry.js');
