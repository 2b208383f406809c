import {
  argumentsOf,
  type Build,
  type CommandWord,
  dockerfileRule,
  effectiveUser,
  scriptOf,
  shellCommands,
} from '@plimsoll/core/rule';
import { baseRuntime } from '../knowledge/base-images.ts';
import { ownProcess, type ShippedImage, shippedImage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-unused-created-user',
  aliases: ['tally/user-created-but-never-used'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict'],

  mentions: ['useradd', 'adduser'],
  summary: 'Switch to the user that the file creates.',
  why: `
    A step creates an account, and then the image runs as root all the same: the account was made to run the program, and
    the USER for it was forgotten. Only accounts that nothing else names are reported: no \`chown\`, no \`--chown\`, no
    \`gosu\`, no configuration that the file writes. In no preset but \`strict\`, since \`dockerfile/no-root-user\` says the
    same of most of these images.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#user'],
  cwe: [250],
  owasp: ['RULE #2'],
  securitySeverity: 4.5,

  fixable: 'none',
  messages: {
    unused:
      'Nothing else in this file names the account {user}, and the image runs as root. If the program is to run as {user}, add USER {user} behind the steps that need root.',
  },

  examples: [
    {
      title: 'An account without a purpose',
      bad: `
        FROM python:3.13-slim
        RUN useradd --create-home app
        CMD ["python", "-m", "http.server"]
      `,
      good: `
        FROM python:3.13-slim
        RUN useradd --create-home app
        USER app
        CMD ["python", "-m", "http.server"]
      `,
    },
    {
      title: 'An entrypoint that steps down',
      good: `
        FROM debian:trixie-slim
        RUN useradd --system app
        ENTRYPOINT ["gosu", "app", "/usr/bin/server"]
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      const { instruction } = script;
      if (instruction.kind !== 'Run') return;
      for (const { name, word } of createdIn(shellCommands(script))) {
        const isUnused = builds.every((build) => {
          const image = shippedImage(build);
          if (!image?.instructions.includes(instruction) || scriptOf(build, instruction) !== script) return false;
          return runsAsRoot(build, image) && countOf(name, image) === 1;
        });
        if (isUnused) report({ at: word, message: 'unused', data: { user: name } });
      }
    },
  },
});

function createdIn(
  commands: ReturnType<typeof shellCommands>,
): readonly { readonly name: string; readonly word: CommandWord }[] {
  return commands.flatMap((command) => {
    if (command.name !== 'useradd' && command.name !== 'adduser') return [];
    const args = argumentsOf(command);
    const [word, ...more] = args?.operands ?? [];
    if (!args?.operandsCertain || !args.complete || more.length > 0 || !word?.value) return [];
    return [{ name: word.value, word }];
  });
}

/** Known to: an explicit USER root, or a base that is known to start so, and nothing that steps down. */
function runsAsRoot(build: Build, image: ShippedImage): boolean {
  if (ownProcess(image) !== 'stays' || (!image.entrypoint && !image.command)) return false;
  const who = effectiveUser(build);
  if (who?.kind === 'user') return who.user === 'root' || who.user === '0';
  if (image.base.kind !== 'image') return false;
  const { familiarName, tag } = image.base.reference;
  return baseRuntime(familiarName, tag?.text)?.starts === 'root';
}

/** How often the instructions name the account, as a word; a directory of that name is no use of it. */
function countOf(name: string, { instructions }: ShippedImage): number {
  let count = 0;
  const known = new RegExp(`(?<![\\w/.-])${name.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&')}(?![\\w/.-])`, 'g');
  for (const { body, heredocs } of instructions) {
    for (const { text } of [body, ...heredocs.map((heredoc) => heredoc.body)]) count += text.match(known)?.length ?? 0;
  }
  return count;
}
