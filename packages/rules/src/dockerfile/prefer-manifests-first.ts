import {
  dockerfileRule,
  flagOf,
  type Instruction,
  type PackageInstall,
  packageInstallsIn,
  type RunInstruction,
  type Stage,
  shellCommands,
} from '@plimsoll/core/rule';
import { broadSource } from '../shared/broad-copies.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-manifests-first',
  aliases: ['droast/DF070'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Install dependencies before copying all of the source.',
  why: `
    A layer is built anew when a file that was copied before it has changed. Where all of the source comes first, each
    change of a line downloads all dependencies again. Copy only the files that list them, install, and copy the rest
    afterwards; packages that are named on the command line need no file at all.
  `,
  sources: ['https://docs.docker.com/build/cache/optimize/#order-your-layers'],

  fixable: 'none',
  messages: {
    manifests:
      'All of the source is copied before, so {manager} installs everything again after any change. Copy {files} first, install, and then copy the rest.',
    independent:
      'All of the source is copied before, so {manager} installs these packages again after any change, though they need nothing of it. Move this RUN above the copy.',
  },

  examples: [
    {
      title: 'Dependencies of an application',
      bad: `
        FROM node:24-slim
        WORKDIR /app
        COPY . .
        RUN npm ci
      `,
      good: `
        FROM node:24-slim
        WORKDIR /app
        COPY package.json package-lock.json ./
        RUN npm ci
        COPY . .
      `,
    },
    {
      title: 'Packages of the system',
      bad: `
        FROM alpine:3.22
        WORKDIR /app
        COPY . .
        RUN apk add --no-cache curl
      `,
      good: `
        FROM alpine:3.22
        RUN apk add --no-cache curl
        WORKDIR /app
        COPY . .
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      const [build] = builds;
      const copy = stage.instructions.findIndex((instruction) => broadSource(instruction) !== undefined);
      if (!build || copy < 0 || hasManifestBefore(stage, copy)) return;
      const at = stage.instructions[copy];
      const installs = packageInstallsIn(build, stage).filter(({ script }) => !script.instruction.onbuild);
      const before = installs.filter(({ span }) => span.start < (at?.span.start ?? 0));
      const first = stage.instructions.slice(copy + 1).find((one): one is RunInstruction => one.kind === 'Run');
      for (const install of installs.slice(before.length)) {
        const { manager } = install;
        const files = manifestsOf(install);
        if (files !== undefined && !before.some((one) => one.manager === manager)) {
          report({ at: placeOf(install), message: 'manifests', data: { manager, files } });
          return;
        }
        if (install.script.instruction === first && isIndependent(install, first)) {
          report({ at: placeOf(install), message: 'independent', data: { manager } });
          return;
        }
      }
    },
  },
});

const placeOf = ({ command }: PackageInstall) => command.nameWord ?? command;

/** The files that list dependencies, by package manager. */
const manifests: Readonly<Record<string, string>> = {
  npm: 'package.json and package-lock.json',
  yarn: 'package.json and yarn.lock',
  pnpm: 'package.json and pnpm-lock.yaml',
  bun: 'package.json and bun.lock',
  pip: 'the requirements',
  bundle: 'Gemfile and Gemfile.lock',
  composer: 'composer.json and composer.lock',
  go: 'go.mod and go.sum',
};

/** The files that the command installs from, if it needs nothing else of the source. */
function manifestsOf(install: PackageInstall): string | undefined {
  const { manager, subcommand, packages, arguments: args } = install;
  if (!args.operandsCertain || packages.length > 0) return undefined;
  if (manager === 'go') return subcommand === 'mod download' ? manifests.go : undefined;
  if (manager === 'composer' && subcommand !== 'install') return undefined;
  if (/global/.test(subcommand) || flagOf(args, '--global') || flagOf(args, '--editable')) return undefined;
  const list = manager === 'pip' ? flagOf(args, '--requirement') : undefined;
  if (manager === 'pip') return list?.value?.value === undefined ? undefined : list.value.value;
  return manifests[manager];
}

const systemManagers = ['apt-get', 'apt', 'apk', 'yum', 'dnf', 'microdnf', 'zypper'];

/** Commands that change nothing of what an install sees, and need nothing that was copied. */
const preparations = ['apt-get', 'apt', 'apk', 'yum', 'dnf', 'microdnf', 'zypper', 'set', 'echo', 'export'];

/** Packages of the system by their names, with nothing before them in their RUN that may use what was copied. */
function isIndependent(install: PackageInstall, { mounts }: RunInstruction): boolean {
  const { manager, packages, arguments: args, script, command } = install;
  if (!systemManagers.includes(manager) || packages.length === 0 || !args.operandsCertain) return false;
  if (packages.some(({ value }) => value === undefined || /[/]|\.(?:deb|rpm|apk)$/.test(value))) return false;
  if (mounts.some(({ type }) => type === 'bind') || command.wrappers.length > 0) return false;
  const commands = shellCommands(script);
  return commands.slice(0, commands.indexOf(command)).every(({ name }) => preparations.includes(name ?? ''));
}

/** True if something narrow is copied before: what it is for is hard to tell, and the order was thought of. */
function hasManifestBefore({ instructions }: Stage, end: number): boolean {
  const isManifest = (instruction: Instruction): boolean => {
    if (instruction.kind === 'Run') return instruction.mounts.some(({ type }) => type === 'bind');
    if (instruction.kind !== 'Copy' && instruction.kind !== 'Add') return false;
    return instruction.sources.some(({ text }) => manifestName.test(text));
  };
  return instructions.slice(0, end).some(isManifest);
}

const manifestName =
  /(?:package(?:-lock|\*)?[^/]*\.json|yarn\.lock|pnpm-|bun\.lock|requirements|Pipfile|pyproject|poetry\.lock|uv\.lock|setup\.(?:py|cfg)|Gemfile|composer|go\.(?:mod|sum)|Cargo)/;
