import {
  type Build,
  type DockerfileDocument,
  dockerfileRule,
  effectiveShell,
  fact,
  type Instruction,
  type StageBase,
  shellTree,
} from '@plimsoll/core/rule';
import { type PlainShell, plainShellOf } from '../knowledge/default-shells.ts';
import { bashismsIn } from '../shared/bashisms.ts';

export default dockerfileRule({
  id: 'dockerfile/no-bashisms',
  aliases: ['droast/DF066'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Use the syntax of bash only where bash reads it.',
  why: `
    Without SHELL, RUN is read by \`/bin/sh\`. On Debian and Ubuntu that is dash, on Alpine busybox: arrays, \`<( )\`, \`[[ ]]\`
    and the like are errors there, or mean something else without a word. Only images are judged whose \`sh\` is known not
    to be bash, and on Alpine only what busybox lacks. Set SHELL, or write what POSIX has. One finding for each script.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#shell', 'https://wiki.ubuntu.com/DashAsBinSh'],

  fixable: 'none',
  messages: {
    bashism: '{what} is syntax of bash, but {image} reads this with {shell}. Set SHELL to bash, or write it in POSIX.',
  },

  examples: [
    {
      title: 'A test of bash',
      bad: `
        FROM debian:trixie-slim
        RUN if [[ -f /etc/app ]]; then rm /etc/app; fi
      `,
      good: `
        FROM debian:trixie-slim
        RUN if [ -f /etc/app ]; then rm /etc/app; fi
      `,
    },
    {
      title: 'With bash',
      good: `
        FROM debian:trixie-slim
        SHELL ["/bin/bash", "-c"]
        RUN [[ -f /etc/app ]] && rm /etc/app
      `,
    },
  ],

  on: {
    Script(script, { builds, document, report }) {
      if (replacesShell(document)) return;
      if (script.dialect !== 'sh' || !mayHold.test(script.text.text) || script.text.text.startsWith('#!')) return;
      const image = imageOf(builds, script.instruction);
      const parsed = image && shellTree(script)?.parsed;
      if (!image || parsed?.state !== 'parsed' || parsed.tree.problems.length > 0) return;
      const found = bashismsIn(parsed.tree).find(({ inAsh }) => image.shell === 'dash' || !inAsh);
      if (!found) return;
      const at = script.text.locate({ start: found.start, end: found.end });
      report({ at, message: 'bashism', data: { what: found.what, image: image.name, shell: image.shell } });
    },
  },
});

/** Most scripts hold nothing of this, and need not be parsed. */
const mayHold =
  /\[\[|\(\(|=\(|[<>]\(|<<<|&>|\$\{!|\$\{\w+[,^]|\b(?:source|pushd|popd|shopt|declare|mapfile|readarray|select)\b/;

/** Once something else is put in the place of `sh`, nobody knows what reads the rest. */
const replacesShell = fact('rules/replaces-shell@1', ({ root }: DockerfileDocument): boolean =>
  root.instructions.some(
    ({ kind, body }) =>
      kind === 'Run' &&
      /\b(?:ln|mv|cp|dpkg-reconfigure|update-alternatives|rm)\b/.test(body.text) &&
      /\/sh(?![\w/])|\bdash\b/.test(body.text),
  ),
);

interface KnownImage {
  readonly name: string;
  readonly shell: PlainShell;
}

/** The base image, if every build reads the script with the same plain shell. */
function imageOf(builds: readonly Build[], instruction: Instruction): KnownImage | undefined {
  let known: KnownImage | undefined;
  for (const build of builds) {
    const shell = effectiveShell(build, instruction);
    const image = shell?.kind === 'base' ? knownImage(shell.base) : undefined;
    if (!image || (known && known.shell !== image.shell)) return undefined;
    known = image;
  }
  return known;
}

function knownImage(base: StageBase): KnownImage | undefined {
  if (base.kind !== 'image') return undefined;
  const { familiarName: name, tag } = base.reference;
  const shell = plainShellOf(name, tag?.text);
  return shell && { name, shell };
}
