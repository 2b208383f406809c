import { documentKindOfPath, parseCompose, parseDockerfile } from '@plimsoll/core';
import type { Arguments } from './arguments.ts';
import { readFiles } from './lint-found.ts';
import { readOptions } from './lint-options.ts';
import { loadCompose } from './load-compose.ts';
import type { Outcome } from './outcome.ts';
import { printTree, treeToJson } from './print-tree.ts';
import { openSession } from './session.ts';
import type { Terminal } from './terminal.ts';
import { UserError } from './user-error.ts';

/**
 * Prints the syntax tree of one file, broken or not. A file whose name tells nothing is taken for a Dockerfile. Throws
 * `UserError` unless exactly one file is named.
 */
export async function treeCommand(args: Arguments, terminal: Terminal): Promise<Outcome> {
  const [given, ...more] = args.paths;
  if (given === undefined || more.length > 0) throw new UserError('plimsoll tree takes one file');
  const session = openSession(readOptions(args, terminal), terminal.fs, () => undefined);
  const kind = documentKindOfPath(given) ?? (/\.ya?ml$/.test(given) ? 'compose' : 'dockerfile');
  const [file] = await readFiles([{ disk: session.paths.fromUser(given), kind, named: true }], session);
  const failures = session.errors.map(({ path, message }) => `${path}: ${message}`);
  if (!file) return { out: '', messages: failures, status: 2 };
  if (file.problem && file.problem.code !== 'invalid-utf-8') throw new UserError(`${given}: no text that can be read`);
  if (kind === 'compose') await loadCompose();
  const parse = kind === 'compose' ? parseCompose : parseDockerfile;
  const document = parse(file.text, { path: file.path });
  return { out: args.has('json') ? treeToJson(document) : printTree(document), messages: failures, status: 0 };
}
