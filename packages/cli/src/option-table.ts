import { formatNames } from '@plimsoll/core/formatters';

/** What a value of an option must look like. */
export type ValueKind = 'text' | 'count' | 'choice';

/** What is done: linting, `plimsoll model`, `plimsoll harden` or `plimsoll tree`. */
export type Command = 'lint' | 'model' | 'harden' | 'tree';

/** One option of the command line. Parsing, exclusions, suggestions and `--help` all derive from these. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** Other spellings that are understood and not shown. */
  readonly aliases?: readonly string[];
  /** How the value is called in the help; absent for a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** The value is a choice and, behind a colon, something else. */
  readonly choiceOf?: 'untilColon';
  readonly kind?: ValueKind;
  readonly repeatable?: boolean;
  /** Options that contradict this one. */
  readonly excludes?: readonly string[];
  /** The option that this one is nothing without. */
  readonly needs?: string;
  /** Options of which one must be given with this one. */
  readonly needsOneOf?: readonly string[];
  /** The commands that have it; linting alone without this. */
  readonly commands?: readonly Command[];
  readonly group: 'Files' | 'Rules' | 'Fixes' | 'Output' | 'Outcome' | 'Model' | 'Harden' | 'Information';
  readonly help: string;
}

/** Sizes up to which a file is read, in bytes. */
export const defaultMaxFileSize = 5_000_000;

const specs = [
  {
    name: 'stdin',
    group: 'Files',
    excludes: ['files-from'],
    needs: 'stdin-filename',
    help: 'Lint the text on standard input',
  },
  {
    name: 'stdin-filename',
    value: 'NAME',
    group: 'Files',
    needs: 'stdin',
    help: 'Where that text belongs; its neighbours are read from there',
  },
  {
    name: 'files-from',
    value: 'FILE',
    group: 'Files',
    help: 'Lint the files listed in FILE (- for standard input), one a line or separated by NUL',
  },
  {
    name: 'ignore-pattern',
    value: 'PATTERN',
    repeatable: true,
    group: 'Files',
    help: 'Do not search what matches, in the syntax of .gitignore; may be given again',
  },
  {
    name: 'changed-since',
    value: 'REF',
    excludes: ['stdin', 'staged', 'fix', 'fix-dry-run'],
    group: 'Files',
    help: 'Report only what came since the branch left REF: findings on changed lines, and those that the change caused elsewhere',
  },
  {
    name: 'staged',
    excludes: ['stdin', 'fix', 'fix-dry-run'],
    group: 'Files',
    help: 'Lint what is in the index of git, and report only what came since the last commit',
  },
  { name: 'error-on-no-files', group: 'Files', help: 'Exit with 2 if there is nothing to lint' },
  {
    name: 'root',
    value: 'DIR',
    commands: ['lint', 'model', 'harden', 'tree'],
    group: 'Files',
    help: 'Read nothing outside of DIR (default: the nearest git root, else the working directory)',
  },
  {
    name: 'allow-outside-root',
    commands: ['lint', 'model', 'harden', 'tree'],
    group: 'Files',
    help: 'Read files outside of the root too',
  },
  {
    name: 'max-file-size',
    value: 'BYTES',
    kind: 'count',
    commands: ['lint', 'model', 'harden', 'tree'],
    group: 'Files',
    help: `Do not read files larger than this (default: ${defaultMaxFileSize})`,
  },
  {
    name: 'env-from-shell',
    commands: ['lint', 'model', 'harden'],
    group: 'Files',
    help: 'Use the environment for variables in Compose files; without it, results depend on files only',
  },
  {
    name: 'preset',
    value: 'NAME',
    repeatable: true,
    group: 'Rules',
    help: 'The rules to start from: recommended (default), strict, cis, hadolint ...; several with commas',
  },
  { name: 'all-rules', excludes: ['preset'], group: 'Rules', help: 'Start from every rule there is' },
  {
    name: 'rule',
    value: 'ID:SEVERITY',
    repeatable: true,
    group: 'Rules',
    help: 'Turn a rule off, or to info, warning or error; may be given again. Aliases work: hadolint/DL3020:off',
  },
  {
    name: 'config',
    value: 'FILE',
    excludes: ['no-config'],
    group: 'Rules',
    help: 'Configure all files with FILE (default: the nearest plimsoll.config.* of each file)',
  },
  { name: 'no-config', group: 'Rules', help: 'Read no configuration files' },
  {
    name: 'allow-config-code',
    group: 'Rules',
    help: 'Run configurations that are code, and plugins; never on code that you do not trust',
  },
  {
    name: 'init',
    excludes: ['config', 'no-config', 'stdin', 'fix', 'fix-dry-run', 'staged', 'changed-since'],
    group: 'Rules',
    help: 'Write plimsoll.config.jsonc at the root, with what configurations of hadolint, dclint and compose-lint there say',
  },
  {
    name: 'require-reason',
    group: 'Rules',
    help: 'Report comments that silence a rule without a reason behind --',
  },
  {
    name: 'shellcheck',
    group: 'Rules',
    help: 'Have the scripts of Dockerfiles checked by ShellCheck too, which must be installed (docs/shellcheck.md)',
  },
  {
    name: 'suppressions',
    value: 'FILE',
    group: 'Rules',
    help: 'The list of accepted findings (default: plimsoll-suppressions.json at the root, if it is there)',
  },
  {
    name: 'suppress-all',
    excludes: ['prune-suppressions', 'stdin', 'fix-dry-run'],
    group: 'Rules',
    help: 'Accept all that is found now: write it into that list',
  },
  {
    name: 'prune-suppressions',
    excludes: ['stdin', 'fix-dry-run'],
    group: 'Rules',
    help: 'Remove from that list what is no longer found',
  },
  {
    name: 'fix',
    group: 'Fixes',
    help: 'Make the safe fixes, and report what remains. With --stdin, print the fixed text, and report on standard error',
  },
  {
    name: 'unsafe-fixes',
    group: 'Fixes',
    needsOneOf: ['fix', 'fix-dry-run'],
    help: 'Make the unsafe fixes too, which may change what a file means',
  },
  {
    name: 'fix-dry-run',
    excludes: ['fix'],
    group: 'Fixes',
    help: 'Write nothing: print as a unified diff what --fix would change, and report on standard error',
  },
  {
    name: 'format',
    short: 'f',
    aliases: ['reporter'],
    value: 'NAME[:FILE]',
    choices: formatNames,
    choiceOf: 'untilColon',
    repeatable: true,
    group: 'Output',
    help: `How to report: ${formatNames.join(', ').replace('pretty', 'pretty (default)')}. With :FILE into that file; may be given again, once for standard output`,
  },
  {
    name: 'output-file',
    short: 'o',
    value: 'FILE',
    group: 'Output',
    help: 'Write the report into FILE, not to standard output',
  },
  {
    name: 'omit-suppressed',
    group: 'Output',
    help: 'Leave suppressed findings out of json, jsonl and sarif; GitHub code scanning shows them as open',
  },
  { name: 'quiet', short: 'q', group: 'Output', help: 'Show only findings that --fail-on counts' },
  { name: 'color', excludes: ['no-color'], group: 'Output', help: 'Use colour even if the output is no terminal' },
  { name: 'no-color', group: 'Output', help: 'Use no colour' },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    choices: ['error', 'warning', 'info', 'none'],
    group: 'Outcome',
    help: 'Exit with 1 if a finding is at least this severe: error (default), warning, info or none',
  },
  {
    name: 'max-warnings',
    value: 'N',
    kind: 'count',
    group: 'Outcome',
    help: 'Exit with 1 if there are more than N warnings',
  },
  { name: 'json', commands: ['model', 'tree'], group: 'Model', help: 'Print JSON, not YAML or lines' },
  {
    name: 'origins',
    commands: ['model'],
    group: 'Model',
    help: 'Show where each value is written, how it got there and what it replaces',
  },
  {
    name: 'service',
    value: 'NAME',
    repeatable: true,
    commands: ['model', 'harden'],
    group: 'Model',
    help: 'Only this service and, with model, what it depends on; may be given again',
  },
  {
    name: 'profile',
    value: 'NAME',
    repeatable: true,
    commands: ['model'],
    group: 'Model',
    help: 'Activate this profile (* for all); may be given again',
  },
  { name: 'write', commands: ['harden'], group: 'Harden', help: 'Change the file, and print no diff' },
  {
    name: 'memory',
    value: 'SIZE',
    commands: ['harden'],
    group: 'Harden',
    help: 'The memory limit of services without one, such as 512m',
  },
  {
    name: 'cpus',
    value: 'NUMBER',
    commands: ['harden'],
    group: 'Harden',
    help: 'The CPU limit of services without one, such as 0.5',
  },
  {
    name: 'pids',
    value: 'N',
    kind: 'count',
    commands: ['harden'],
    group: 'Harden',
    help: 'The process limit of services without one, such as 200',
  },
  {
    name: 'print-config',
    value: 'FILE',
    group: 'Information',
    help: 'Print how FILE is configured, with where each value was set; with --format json as data',
  },
  { name: 'explain', value: 'RULE', group: 'Information', help: 'Print the page of a rule' },
  { name: 'list-rules', group: 'Information', help: 'List all rules; with --format json as data' },
  { name: 'version', short: 'V', group: 'Information', help: 'Print the version' },
  {
    name: 'help',
    short: 'h',
    commands: ['lint', 'model', 'harden', 'tree'],
    group: 'Information',
    help: 'Print this help',
  },
] as const satisfies readonly OptionSpec[];

/** All options, in the order of the help. */
export const optionTable: readonly OptionSpec[] = specs;

/** Names of all options. */
export type OptionName = (typeof specs)[number]['name'];
