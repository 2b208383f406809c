import {
  type AddInstruction,
  type Build,
  type CopyInstruction,
  dockerfileRule,
  type Located,
  option,
  replace,
  shellCommands,
  textAt,
} from '@plimsoll/core/rule';
import { agreedValue } from '../shared/agreed-value.ts';
import { type GivenMode, type ModeGrants, modeGivenBy, modeGrants, modeTools } from '../shared/file-modes.ts';
import { isKeptLayer, isShippedInstruction } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/no-world-writable',
  aliases: ['tally/world-writable-state-path-workaround', 'droast/DF034'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  mentions: modeTools,

  summary: 'Give no file to all users to write.',
  why: `
    What everyone may write, every process of the container may replace: a configuration, a script that root runs later, a
    library. Mostly it stands in for an owner: \`COPY --chown\`, \`install -o\` or \`chown\` give the file to the user who
    needs it, and where the user's number is not known before (OpenShift), to group 0 with \`chmod g=u\`.

    Directories with the sticky bit (\`1777\`, as \`/tmp\` has it) are fine, and so are the stages that do not end up in an
    image.
  `,
  sources: [
    'https://cwe.mitre.org/data/definitions/732.html',
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/images/creating-images',
  ],
  cwe: [732],
  securitySeverity: 5,

  fixable: 'unsafe',
  fixTitle: 'Take the right to write from others (who relied on it must be the owner or in the group)',
  options: {
    allowSticky: option.boolean({ default: true, summary: 'Accept directories with the sticky bit.' }),
  },
  messages: {
    writable:
      'The mode {mode} lets every user of the container write here. Give the files to the user who needs them with chown or --chown, and the mode without the right for others.',
  },

  examples: [
    {
      title: 'A directory for everyone',
      bad: `
        FROM python:3.13-slim
        RUN mkdir /data && chmod -R 777 /data
      `,
      good: `
        FROM python:3.13-slim
        RUN mkdir /data && chmod -R 775 /data
      `,
    },
    {
      title: 'A mode of COPY',
      bad: `
        FROM python:3.13-slim
        COPY --chmod=0666 settings.ini /etc/app/
      `,
      good: `
        FROM python:3.13-slim
        COPY --chmod=0664 settings.ini /etc/app/
      `,
    },
    {
      title: 'The sticky bit, a group, and a right taken away',
      good: `
        FROM python:3.13-slim
        RUN mkdir -m 1777 /scratch && chmod g+w /srv && chmod o-w /opt
        RUN chmod 666 /etc/app.ini && echo a=b >> /etc/app.ini && chmod 644 /etc/app.ini
      `,
    },
  ],

  on: {
    Script(script, { builds, options, report }) {
      if (!isKeptLayer(script, builds)) return;
      const modes = shellCommands(script).flatMap((command) => modeGivenBy(command) ?? []);
      for (const [at, mode] of modes.entries()) {
        if (!isWritable(mode.grants, options.allowSticky) || isAllowed(mode)) continue;
        if (modes.slice(at + 1).some((later) => takesBack(later, mode))) continue;
        report(reportOf(mode.word, mode.value));
      }
    },
    Copy(copy, { builds, options, report }) {
      const found = writableFlag(copy, builds, options.allowSticky);
      if (found) report(found);
    },
    Add(add, { builds, options, report }) {
      const found = writableFlag(add, builds, options.allowSticky);
      if (found) report(found);
    },
  },
});

const isWritable = ({ worldWrite, sticky }: ModeGrants, allowSticky: boolean): boolean =>
  worldWrite && !(sticky && allowSticky);

/** Devices are for everyone, and the runtime mounts its own over them. */
const isAllowed = ({ paths }: GivenMode): boolean =>
  paths.length > 0 && paths.every(({ prefix }) => prefix.startsWith('/dev/'));

/** `chmod 666 FILE && edit && chmod 440 FILE`. */
const takesBack = (later: GivenMode, { paths }: GivenMode): boolean =>
  !later.grants.worldWrite &&
  paths.length > 0 &&
  paths.every((path) => later.paths.some((other) => textAt(other) === textAt(path)));

function writableFlag(instruction: AddInstruction | CopyInstruction, builds: readonly Build[], allowSticky: boolean) {
  const flag = instruction.flags.find(({ name }) => name === 'chmod')?.value;
  if (!flag || !isShippedInstruction(instruction, builds)) return undefined;
  const mode = agreedValue(flag, instruction, builds);
  const grants = mode === undefined ? undefined : modeGrants(mode);
  if (mode === undefined || !grants || !isWritable(grants, allowSticky)) return undefined;
  return reportOf(flag, mode);
}

/** Only an octal number that stands there as it is has a fix: what `a+w` was to give to whom is not known. */
function reportOf(at: Located, mode: string) {
  const isPlain = /^[0-7]+$/.test(mode) && at.source.slice(at.span) === mode;
  const others = Number(mode.at(-1)) & 0o5;
  const fix = isPlain ? () => [replace(at, `${mode.slice(0, -1)}${others}`)] : null;
  return { at, message: 'writable', data: { mode }, fix } as const;
}
