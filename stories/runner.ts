import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, writeFiles } from './scratch.ts';

// A step as GitHub's runner starts it, and what the runner reads of it.

/** One workflow command, unescaped. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Step {
  readonly status: number | undefined;
  readonly log: string;
  readonly commands: readonly Command[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface StepRequest {
  readonly main: string;
  readonly workspace: string;
  /** A new folder for the runner's files. */
  readonly scratch: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** Where programs are, such as git. No other variable of who runs the test is there: no home, no token. */
  readonly path?: string;
}

/** Runs a JavaScript action with the environment and the files of a runner. Source: GitHub Docs, "Variables reference". */
export async function runStep({ main, workspace, scratch, inputs = {}, event, path }: StepRequest): Promise<Step> {
  writeFiles(scratch, {
    'temp/.keep': '',
    output: '',
    summary: '',
    'event.json': JSON.stringify(event?.payload ?? {}),
  });
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const env = {
    PATH: path ?? process.env.PATH,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: event?.name ?? 'workflow_dispatch',
    GITHUB_EVENT_PATH: join(scratch, 'event.json'),
    GITHUB_OUTPUT: join(scratch, 'output'),
    GITHUB_STEP_SUMMARY: join(scratch, 'summary'),
    RUNNER_TEMP: join(scratch, 'temp'),
    ...Object.fromEntries(given),
  };
  // The bundle on another Node than the one that runs stories.
  const node = process.env.PLIMSOLL_ACTION_NODE ?? process.execPath;
  const { status, out, err } = await run([node, main], { cwd: workspace, env });
  return {
    status,
    log: out + err,
    commands: readCommands(out + err),
    outputs: readOutputs(readFileSync(join(scratch, 'output'), 'utf8')),
    summary: readFileSync(join(scratch, 'summary'), 'utf8'),
  };
}

/**
 * What the runner takes for commands. Sources: actions/runner, src/Runner.Common/ActionCommand.cs (both syntaxes) and
 * src/Runner.Worker/ActionCommandManager.cs (`stop-commands`).
 */
function readCommands(log: string): readonly Command[] {
  const commands: Command[] = [];
  let stop: string | undefined;
  for (const line of log.split('\n')) {
    const [whole, name = '', properties = '', text = ''] = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
    if (stop !== undefined) {
      if (name === stop) stop = undefined;
    } else if (name === 'stop-commands') {
      stop = text;
    } else if (whole !== undefined) {
      commands.push({ name, properties: readProperties(properties), text: unescape(text) });
    } else if (line.includes('##[')) {
      commands.push({ name: line, properties: {}, text: '' });
    }
  }
  return commands;
}

function readProperties(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').map((pair) => /^\s*(.*?)=(.*)$/.exec(pair) ?? []);
  return Object.fromEntries(pairs.map(([, key, value]) => [key ?? '', unescape(value ?? '')]));
}

function unescape(text: string): string {
  return text.replace(/%(0D|0A|3A|2C|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Source: actions/runner, src/Runner.Worker/FileCommandManager.cs, `EnvFileKeyValuePairs`. */
function readOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: [string, string][] = [];
  const lines = text.split('\n').slice(0, -1);
  for (let at = 0; at < lines.length; at++) {
    const [, name = '', delimiter] = /^([^=]*?)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (delimiter === undefined) throw new Error(`the runner refuses this line: ${lines[at]}`);
    const end = lines.indexOf(delimiter, at + 1);
    if (end === -1) throw new Error(`the runner misses ${delimiter}`);
    outputs.push([name, lines.slice(at + 1, end).join('\n')]);
    at = end;
  }
  return Object.fromEntries(outputs);
}
