import {
  type ConfigOrigin,
  type ConfigTree,
  type FileOrigin,
  type Placed,
  type ResolvedRule,
  showOrigin,
} from '@plimsoll/core';
import { rules } from '@plimsoll/rules';
import type { Arguments } from './arguments.ts';
import { readConfigRequest } from './config-request.ts';
import { configure } from './configure.ts';
import type { LoadedConfig } from './load-config.ts';
import { openSession } from './session.ts';
import type { Terminal } from './terminal.ts';

/** What is printed: how one file is configured. */
interface Explained {
  readonly file: string;
  readonly isIgnored: boolean;
  readonly config: LoadedConfig | undefined;
  readonly rules: readonly ResolvedRule[];
}

/**
 * How a file is configured, with where each value was set; with `--format json` as data. The file need not be there.
 * Throws as linting does for what is wrong in a configuration.
 */
export async function printConfig(args: Arguments, terminal: Terminal): Promise<string> {
  const session = openSession(
    { cwd: terminal.cwd, root: args.value('root'), allowOutsideRoot: args.has('allow-outside-root') },
    terminal.fs,
    () => undefined,
  );
  const disk = session.paths.fromUser(args.value('print-config') ?? '');
  const request = readConfigRequest(args, rules);
  const found = { disk, kind: 'dockerfile', named: false } as const;
  const searched = await configure([found], request, session);
  const isIgnored = searched.files.length === 0;
  const configured = isIgnored ? await configure([{ ...found, named: true }], request, session) : searched;
  const { resolver, config } = configured.of(disk);
  const explained: Explained = {
    file: session.paths.toShown(disk),
    isIgnored,
    config,
    rules: resolver.explain(session.paths.toProject(disk)),
  };
  return args.value('format') === 'json' ? toJson(explained) : toText(explained);
}

function toText({ file, isIgnored, config, rules: all }: Explained): string {
  const isShown = ({ severity, preset }: ResolvedRule): boolean =>
    severity.value !== 'off' || (preset === undefined && severity.origin.kind !== 'default');
  const shown = all.filter(isShown);
  const width = Math.max(0, ...shown.map(({ rule }) => rule.id.length));
  return [
    `${file}${isIgnored ? ' is left out by "ignore", unless it is named' : ''}`,
    ...(config ? treeLines(config.tree) : ['no configuration file']),
    '',
    ...shown.flatMap((rule) => ruleLines(rule, width)),
    '',
    `${all.length - shown.length} rules are off by default.`,
    '',
  ].join('\n');
}

function treeLines({ file, extended }: ConfigTree): readonly string[] {
  return [
    `configured by ${file.path}`,
    ...file.plugins.map(({ value, origin }) => `  plugin ${value}  ${place(origin)}`),
    ...file.ignore.map(({ value, origin }) => `  ignore ${value}  ${place(origin)}`),
    ...extended.flatMap((part) =>
      part.kind === 'preset'
        ? [`  extends ${part.preset.value}  ${place(part.preset.origin)}`]
        : treeLines(part.tree).map((line, index) =>
            index > 0 ? line : `  extends ${part.tree.file.path}  ${showChain(part.tree)}`,
          ),
    ),
  ];
}

function showChain({ file }: ConfigTree): string {
  const [first] = [...file.rules.map(({ name }) => name.origin), ...file.extends.map(({ origin }) => origin)];
  const last = first?.kind === 'file' ? first.chain.at(-1) : undefined;
  return last ? showOrigin(last) : '';
}

function ruleLines({ rule, severity, preset, options }: ResolvedRule, width: number): readonly string[] {
  const by = preset === undefined ? place(severity.origin) : `preset ${preset}, ${place(severity.origin)}`;
  return [
    `${rule.id.padEnd(width)}  ${severity.value.padEnd(7)}  ${by}`,
    ...[...options].map(([name, { value, origin }]) => `  ${name}: ${JSON.stringify(value)}  ${place(origin)}`),
  ];
}

function place(origin: ConfigOrigin): string {
  const chain = origin.kind === 'file' ? origin.chain : [];
  return [showOrigin(origin), ...chain.toReversed().map((step) => `extended at ${showOrigin(step)}`)].join(', ');
}

function toJson({ file, isIgnored, config, rules: all }: Explained): string {
  const set = Object.fromEntries(
    all.map(({ rule, severity, preset, options }) => [
      rule.id,
      {
        severity: severity.value,
        ...(preset !== undefined && { preset }),
        set: originData(severity.origin),
        options: Object.fromEntries([...options].map(([name, own]) => [name, valueData(own)])),
      },
    ]),
  );
  const data = { file, ignored: isIgnored, config: config ? treeData(config.tree) : undefined, rules: set };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

interface TreeData {
  readonly path: string;
  readonly plugins: readonly object[];
  readonly ignore: readonly object[];
  readonly extends: readonly (TreeData | object)[];
}

function treeData({ file, extended }: ConfigTree): TreeData {
  return {
    path: file.path,
    plugins: file.plugins.map(valueData),
    ignore: file.ignore.map(valueData),
    extends: extended.map((part) => (part.kind === 'preset' ? valueData(part.preset) : treeData(part.tree))),
  };
}

function valueData({ value, origin }: Placed<unknown>): object {
  return { value, set: originData(origin) };
}

function originData(origin: ConfigOrigin): object {
  switch (origin.kind) {
    case 'default':
      return { by: 'default' };
    case 'caller':
      return { by: 'command line', as: origin.shown };
    case 'file':
      return { by: 'file', ...fileData(origin), extendedAt: origin.chain.map(fileData) };
  }
}

function fileData({ path, at }: FileOrigin): object {
  return { path, ...at };
}
