import {
  argumentsOf,
  type Build,
  baseNameOf,
  type CopyInstruction,
  dockerfileRule,
  type Instruction,
  insertAfter,
  joinPath,
  literalValue,
  type RunInstruction,
  remove,
  type ShellCommand,
  scriptOf,
  shellCommands,
  textAt,
  workingDirectoryAt,
} from '@plimsoll/core/rule';
import { isWindowsStage, looksLikeWindows } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-copy-chmod',
  aliases: ['tally/prefer-copy-chmod'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Set the mode of a copied file with `COPY --chmod`.',
  why: `
    A \`RUN chmod\` behind COPY writes the file a second time, into a layer of its own, and starts a container for it.
    \`COPY --chmod=755\` does the same in one layer.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#copy---chown---chmod'],

  fixable: 'safe',
  fixTitle: 'Use COPY --chmod in place of the RUN',
  messages: {
    chmod: 'This RUN stores {path} a second time to change its mode. Use COPY --chmod={mode} instead.',
  },

  examples: [
    {
      title: 'A script that is made executable',
      bad: `
        FROM alpine:3.22
        COPY entrypoint.sh /usr/local/bin/
        RUN chmod 755 /usr/local/bin/entrypoint.sh
        ENTRYPOINT ["entrypoint.sh"]
      `,
      good: `
        FROM alpine:3.22
        COPY --chmod=755 entrypoint.sh /usr/local/bin/
        ENTRYPOINT ["entrypoint.sh"]
      `,
    },
    {
      title: 'More than that, or another file',
      good: `
        FROM alpine:3.22
        COPY a.sh /usr/local/bin/
        RUN chmod 755 /usr/local/bin/a.sh && a.sh --setup
        COPY b.sh /usr/local/bin/
        RUN chmod 755 /usr/local/bin/other.sh
      `,
    },
  ],

  on: {
    Stage({ instructions, index }, { document, builds, report }) {
      if (looksLikeWindows(document)) return;
      for (const [at, copy] of instructions.entries()) {
        const run = instructions[at + 1];
        if (copy.kind !== 'Copy' || run?.kind !== 'Run') continue;
        const stage = document.root.stages[index];
        if (!stage || builds.some((build) => isWindowsStage(build, stage))) continue;
        const found = chmodOf(run, builds);
        if (!found || copy.flags.some(({ name }) => name === 'chmod')) continue;
        if (!builds.every((build) => isCopiedFile(build, copy, found.path))) continue;
        const { mode, path, command } = found;
        // A symbolic mode needs a newer frontend, and starts from another mode than the file in the context has.
        const isOctal = /^[0-7]{3,4}$/.test(mode);
        const fix = () => [insertAfter(copy.keyword, ` --chmod=${mode}`), remove(wholeLines(run))];
        const place = command.nameWord ?? command;
        report({ at: place, message: 'chmod', data: { path, mode }, fix: isOctal && isAlone(run) ? fix : null });
      }
    },
  },
});

interface Chmod {
  readonly command: ShellCommand;
  readonly mode: string;
  readonly path: string;
}

/** The chmod of one path that is all that a RUN does. */
function chmodOf(run: RunInstruction, [build]: readonly Build[]): Chmod | undefined {
  const script = build && run.flags.length === 0 ? scriptOf(build, run) : undefined;
  if (!script?.text.text.includes('chmod')) return undefined;
  const [command, ...more] = shellCommands(script);
  if (command?.name !== 'chmod' || more.length > 0 || command.redirections.length > 0) return undefined;
  const args = argumentsOf(command);
  if (!args || args.flags.length > 0 || !args.complete) return undefined;
  const [mode, path, ...others] = args.operands;
  if (others.length > 0 || path?.glob || mode?.value === undefined || path?.value === undefined) return undefined;
  return { command, mode: mode.value, path: path.value };
}

/** True if the path is the file that COPY has just written, and surely a file: --chmod changes all of a directory. */
function isCopiedFile(build: Build, copy: CopyInstruction, path: string): boolean {
  const [source, ...more] = [
    ...copy.sources.map((word) => literalValue(word)),
    ...copy.heredocs.map(({ name }) => name),
  ];
  const destination = copy.destination && literalValue(copy.destination);
  if (source === undefined || more.length > 0 || !destination || /[*?[]/.test(source)) return false;
  const directory = workingDirectoryAt(build, copy);
  const from = directory.state === 'unknown' ? undefined : directory.path;
  const absolute = (text: string): string | undefined =>
    text.startsWith('/') ? joinPath('/', text) : from === undefined ? undefined : joinPath(from, text);
  const name = baseNameOf(source);
  const isDirectory = destination.endsWith('/') || destination === '.';
  const file = isDirectory ? absolute(`${destination}/${name}`) : absolute(destination);
  const isFile =
    isDirectory || copy.heredocs.length > 0 || /\.(?:sh|bash|py|pl|rb|js|conf|cnf|ini|json|ya?ml|key|pem)$/.test(name);
  return isFile && file !== undefined && file === absolute(path);
}

/** Nothing else speaks of the step: comments above it would lose their subject. */
const isAlone = (run: RunInstruction): boolean => run.leadingComments.length === 0 && !textAt(run).includes('#');

/** The instruction with the line end behind it. */
function wholeLines({ source, span }: Instruction) {
  const rest = source.text.slice(span.end, span.end + 2);
  const end = span.end + (rest === '\r\n' ? 2 : rest.startsWith('\n') ? 1 : 0);
  return { source, span: { start: span.start, end } };
}
