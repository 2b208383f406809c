import { basename, dirname, join } from 'node:path';
import {
  type AcceptedFindings,
  ConfigError,
  callerEntries,
  documentKindOfPath,
  type HostAnswer,
  type HostRequest,
  joinPath,
} from '@plimsoll/core';

import { type LintRoot, type ServerHost, serveLanguage } from '@plimsoll/language-server';
import { rules } from '@plimsoll/rules';
import { type ConfigRequest, configure } from './configure.ts';
import { nodeFileSystem } from './file-system.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { version } from './generated/version.ts';
import { loadCompose } from './load-compose.ts';
import type { Outcome } from './outcome.ts';
import { openSession, type Session } from './session.ts';
import { readAccepted } from './suppressions-option.ts';
import { UserError } from './user-error.ts';

/** What clients pass to every server, and what says nothing here: standard streams are the only transport. */
const ignored = /^--(?:stdio|clientProcessId=\d+)$/;

/** Directories searched for Compose files: more is no project but somebody's home. */
const maxDirectories = 20_000;

/** Runs the language server on standard input and output until the client leaves. Throws `UserError` for arguments. */
export async function lspCommand(argv: readonly string[]): Promise<Outcome> {
  const [extra] = argv.filter((argument) => !ignored.test(argument));
  if (extra !== undefined)
    throw new UserError(`"plimsoll lsp" takes no ${extra}; it talks to an editor on standard streams`);
  await loadCompose();
  // Whatever is printed by mistake would be read as the protocol.
  console.log = console.error;
  console.info = console.error;
  const status = await serveLanguage(nodeServerHost(), { input: process.stdin, output: process.stdout });
  process.stdin.destroy();
  return { out: '', messages: [], status: status === 0 ? 0 : 1 };
}

/** The disk, the shipped rules and the configuration for a language server. */
export function nodeServerHost(): ServerHost {
  return {
    version,
    rules,
    openRoot: (directory, isFolder) => (directory === undefined ? nowhere() : openRoot(directory, isFolder)),
  };
}

function openRoot(directory: string, isFolder: boolean): LintRoot {
  const fs = nodeFileSystem();
  const real = realDirectory(directory);
  const session = openSession({ cwd: real }, fs, () => undefined);
  const { paths, host } = session;
  const realOf = (disk: string): string => join(realDirectory(dirname(disk)), basename(disk));
  return {
    contains: (disk) => disk !== '' && paths.isInRoot(realOf(disk)),
    toProject: (disk) => paths.toProject(realOf(disk)),
    fromProject: paths.fromProject,
    answer: host.answer,
    findComposeFiles: () => findComposeFiles(session, isFolder),
    configure: configureBy(() => openSession({ cwd: real }, nodeFileSystem(), () => undefined), false),
  };

  function realDirectory(disk: string): string {
    try {
      return fs.realPath(disk);
    } catch {
      // A file that was never saved, in a directory that is not there yet.
      return disk;
    }
  }
}

/** For texts that have no place: nothing is known of what is around them. */
function nowhere(): LintRoot {
  const answer = (request: HostRequest): HostAnswer => {
    switch (request.kind) {
      case 'file':
        return { ...request, state: 'refused' };
      case 'listing':
        return { ...request, names: undefined };
      case 'exists':
        return { ...request, what: undefined };
      case 'tracked':
        return { ...request, tracked: undefined };
    }
  };
  return {
    contains: (disk) => disk === '',
    toProject: (disk) => disk,
    fromProject: (path) => path,
    answer,
    findComposeFiles: async () => [],
    configure: configureBy(() => openSession({ cwd: process.cwd() }, nodeFileSystem(), () => undefined), true),
  };
}

type Configure = LintRoot['configure'];

/** Reads the configuration again; what is wrong in it is said, and the files are judged without it. */
function configureBy(open: () => Session, isEverywhere: boolean): Configure {
  return async (settings, given) => {
    const session = open();
    const { paths } = session;
    const accepted = settings.suppressions && !isEverywhere ? await acceptedIn(session) : nothingAccepted;
    const found = isEverywhere ? [] : given.map((path) => foundFile(paths.fromProject(path)));
    const attempts = [requestOf(settings), { ...requestOf(settings), file: false } as const, plainRequest];
    const problems = [...accepted.problems];
    for (const request of attempts) {
      try {
        const { linter, files } = await configure(found, request, session);
        const chosen = new Set(files.map(({ disk }) => paths.toProject(disk)));
        const linterFor = (path: string) => (isEverywhere || chosen.has(path) ? linter : undefined);
        return { linterFor, accepted: accepted.findings, problems };
      } catch (error) {
        if (!(error instanceof ConfigError || error instanceof UserError)) throw error;
        if (!problems.includes(error.message)) problems.push(error.message);
      }
    }
    return { linterFor: () => undefined, accepted: accepted.findings, problems };
  };
}

interface Accepted {
  readonly findings: AcceptedFindings | undefined;
  readonly problems: readonly string[];
}

const nothingAccepted: Accepted = { findings: undefined, problems: [] };

/** A list of accepted findings that can't be read is said, and accepts nothing. */
async function acceptedIn(session: Session): Promise<Accepted> {
  try {
    return { findings: await readAccepted(undefined, session), problems: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { findings: undefined, problems: [error.message] };
  }
}

function foundFile(disk: string): FoundFile {
  return { disk, kind: documentKindOfPath(disk) ?? 'dockerfile', named: false };
}

const plainRequest: ConfigRequest = { rules, presets: [], layers: [], file: false, allowCode: false };

/** What the editor's settings say, over the files of the configuration. */
function requestOf({ preset, rules: settings, allowConfigCode }: Parameters<Configure>[0]): ConfigRequest {
  const presets = preset === undefined ? [] : [preset].flat();
  return {
    ...plainRequest,
    presets: presets.map((value) => ({ value, origin: { kind: 'caller', shown: 'plimsoll.preset' } })),
    layers: [{ applies: undefined, entries: callerEntries(settings, (name) => `plimsoll.rules: ${name}`) }],
    file: undefined,
    allowCode: allowConfigCode,
  };
}

/** A file that is opened alone, outside of any folder and repository, has only its neighbours. */
async function findComposeFiles(session: Session, isFolder: boolean): Promise<readonly string[]> {
  const { paths, fs, path, host } = session;
  if (!isFolder && fs.kindOf(path.join(paths.root, '.git')) === 'missing') {
    const directory = paths.toProject(paths.cwd);
    const answer = host.answer({ kind: 'listing', path: directory });
    const names = (answer.kind === 'listing' && answer.names) || [];
    const composeNames = names.filter((name) => documentKindOfPath(name) === 'compose');
    return composeNames.map((name) => joinPath(directory, name));
  }
  let searched = 0;
  const pacer: Session['pacer'] = () => {
    searched++;
    if (searched > maxDirectories) throw new UserError(`more than ${maxDirectories} directories in ${paths.cwd}`);
    return searched % 50 === 0 ? new Promise<void>((resolve) => setImmediate(resolve)) : undefined;
  };
  const found = await findFiles([isFolder ? paths.cwd : paths.root], { ...session, pacer });
  return found.filter(({ kind }) => kind === 'compose').map(({ disk }) => paths.toProject(disk));
}
