import type { Arguments } from './arguments.ts';
import type { ReadOptions } from './read-options.ts';
import type { Terminal } from './terminal.ts';

/** The run changes files, or shows how it would. */
export function isFixing(args: Arguments): boolean {
  return args.has('fix') || args.has('fix-dry-run');
}

/** Only what a change brought is told. */
export function narrows(args: Arguments): boolean {
  return args.has('staged') || args.has('changed-since');
}

/** What the command line says about reading. */
export function readOptions(args: Arguments, terminal: Terminal): ReadOptions {
  return {
    cwd: terminal.cwd,
    root: args.value('root'),
    allowOutsideRoot: args.has('allow-outside-root'),
    ignorePatterns: args.values('ignore-pattern'),
    maxFileSize: args.count('max-file-size'),
  };
}
