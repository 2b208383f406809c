import { type OptionSpec, optionTable } from './option-table.ts';

const head = `Usage: plimsoll [OPTION...] [PATH...]
       plimsoll model [OPTION...] [FILE...]
       plimsoll harden [OPTION...] [FILE]
       plimsoll tree [--json] FILE

Lints Dockerfiles and Compose files, and what they mean together. PATH is a
file, a directory or a glob; without one, the working directory is searched.
Named files are linted even if ignored.

"plimsoll model" prints an application as "docker compose config" would: of the
Compose files FILE, or of those that Compose finds here or above. It takes the
options under Model, and of those under Files the ones that say what may be
read.

"plimsoll harden" shows as a diff what the services of FILE can bear: a read-only
root, fewer capabilities, ports on the loopback address. --write changes it.

"plimsoll tree" prints the syntax tree of a file with the place of each node.
`;

const tail = `
Exit status: 0 nothing to fail on, 1 findings (see --fail-on), 2 the job could
not be done.
Colour follows the terminal, NO_COLOR and FORCE_COLOR.
`;

const width = 80;
const column = 28;

/** The text of `--help`, from the table of options. */
export function renderHelp(): string {
  const groups = new Map<string, OptionSpec[]>();
  for (const spec of optionTable) groups.set(spec.group, [...(groups.get(spec.group) ?? []), spec]);
  const sections = [...groups].map(([group, specs]) => `\n${group}:\n${specs.map(renderOption).join('')}`);
  return head + sections.join('') + tail;
}

function renderOption({ name, short, value, help }: OptionSpec): string {
  const left = `  ${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`;
  const lines = wrap(help, width - column);
  const first = left.length < column - 1 ? `${left.padEnd(column)}${lines.shift() ?? ''}\n` : `${left}\n`;
  return first + lines.map((line) => `${' '.repeat(column)}${line}\n`).join('');
}

function wrap(text: string, limit: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > limit) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
