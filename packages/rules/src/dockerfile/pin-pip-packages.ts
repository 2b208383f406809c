import {
  type Build,
  dockerfileRule,
  environmentAt,
  flagOf,
  type InstructionScript,
  option,
  type PackageInstall,
} from '@plimsoll/core/rule';
import { looseInstalls, type PinReading } from '../shared/package-pins.ts';

const installers = {
  managers: ['pip', 'pipx', 'uv'],
  subcommands: ['install', 'inject', 'pip install', 'add', 'tool install'],
} as const;

export default dockerfileRule({
  id: 'dockerfile/pin-pip-packages',
  aliases: ['hadolint/DL3013', 'kics/02d9c71f-3ee8-4986-9c27-1a20d0d19bfc', 'droast/DF051'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Name the version of each Python package that is installed by name.',
  why: `
    Without a version pip takes the newest release on the day of the build: the same Dockerfile gives another image
    tomorrow, and a release that was tampered with is in it at once. PyPI keeps old versions, so a pinned build goes on
    working. Better still is a list with hashes (\`pip install --require-hashes -r requirements.txt\`) or a lock file.

    Not reported are lists and constraints (\`-r\`, \`-c\`), local projects and wheels, URLs, \`--no-index\`, words with
    variables, and pip, setuptools and wheel themselves.
  `,
  sources: [
    'https://pip.pypa.io/en/stable/topics/repeatable-installs/',
    'https://packaging.python.org/en/latest/specifications/version-specifiers/',
  ],
  mentions: ['pip', 'uv'],

  fixable: 'none',
  options: {
    allow: option.strings({
      default: ['pip', 'setuptools', 'wheel'],
      summary: 'Packages that may be installed without a version.',
    }),
    exactOnly: option.boolean({
      default: false,
      summary: 'Accept only exact versions (`==`), not ranges (`>=`, `~=`).',
    }),
  },
  messages: {
    unpinned:
      'No version is given for {packages}, so each build may install another. Name it (package==1.2.3), or install from a list with -r.',
  },

  examples: [
    {
      title: 'A package without a version',
      bad: `
        FROM python:3.14
        RUN pip install --no-cache-dir flask
      `,
      good: `
        FROM python:3.14
        RUN pip install --no-cache-dir flask==3.1.2
      `,
    },
    {
      title: 'Lists, projects and files',
      good: `
        FROM python:3.14
        COPY . .
        RUN pip install --upgrade pip && pip install -r requirements.txt && pip install . ./dist/app.whl
      `,
    },
  ],

  on: {
    Script(script, { builds, options, report }) {
      const reading: PinReading = {
        ...installers,
        isPinned: (value, install) => isPinned(value, options.exactOnly) || isListed(install, script, builds),
      };
      for (const { at, packages } of looseInstalls(script, reading, options.allow)) {
        report({ at, message: 'unpinned', data: { packages } });
      }
    },
  },
});

/** A list, a constraint or local files alone say which versions there are. */
function isListed({ arguments: args, command }: PackageInstall, script: InstructionScript, builds: readonly Build[]) {
  if (['--requirement', '--constraint', '--no-index'].some((flag) => flagOf(args, flag))) return true;
  const names = ['PIP_CONSTRAINT', 'UV_CONSTRAINT', 'PIP_NO_INDEX'];
  return (
    command.assignments.some(({ name }) => names.includes(name)) ||
    builds.some((build) => names.some((name) => environmentAt(build, script.instruction).bindingOf(name)))
  );
}

/** True if the requirement has a version, or names a file, a project or a revision. */
function isPinned(value: string, exactOnly: boolean): boolean {
  const [requirement = ''] = value.split(';');
  if (/^(git|hg|svn|bzr)\+/.test(requirement)) return hasRevision(requirement);
  // `uv tool install ruff@0.14` is a way of its own to write a version.
  if (/^[\w.-]+(\[[^\]]*\])?@[^/]*$/.test(requirement)) return !requirement.endsWith('@latest');
  if (/\s@\s|:\/\/|^[.~-]|[/\\]|\.(whl|zip|tar\.(gz|bz2|xz)|tgz)(\[|$)/.test(requirement)) return true;
  return exactOnly ? /===?[^=]/.test(requirement) && !requirement.includes('*') : /[=<>~!]/.test(requirement);
}

/** `git+https://host/path@revision#egg=name`; an `@` before the path is that of a user. */
function hasRevision(url: string): boolean {
  const [address = ''] = url.split('#');
  const host = address.indexOf('://');
  const path = address.indexOf('/', host < 0 ? 0 : host + 3);
  return path >= 0 && address.includes('@', path);
}
