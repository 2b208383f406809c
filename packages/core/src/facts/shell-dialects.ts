import type { Instruction } from '../dockerfile/nodes.ts';
import type { Build } from '../project/build.ts';
import type { ShellDialect } from '../shell/nodes.ts';
import { optionSettings } from '../shell/settings.ts';
import type { ShellSettings } from '../shell/walk-state.ts';
import { dialectOfShell, wrapperOf } from '../shell/wrappers.ts';
import { effectiveShell } from './effective-shell.ts';
import { parsePlatform } from './platforms.ts';
import type { StageBase } from './stage-graph.ts';

/** The language of a script and the settings that it starts with. */
export interface ScriptLanguage {
  readonly dialect: ShellDialect;
  readonly settings: ShellSettings;
}

const plainSettings: ShellSettings = { errexit: false, pipefail: false };
const plainShell: ScriptLanguage = { dialect: 'sh', settings: plainSettings };
const windowsShell: ScriptLanguage = { dialect: 'cmd', settings: plainSettings };

/**
 * What reads the shell form of an instruction: SHELL through the local stages below, else `/bin/sh`, or `cmd` on Windows.
 * Windows is known from the platform, from the name of the base image, or guessed from the escape character. An external
 * image that sets SHELL itself is not known; such images are all but unheard of outside Windows.
 */
export function shellLanguageAt(build: Build, instruction: Instruction): ScriptLanguage {
  const shell = effectiveShell(build, instruction);
  if (shell?.kind === 'shell') return languageOfWords(shell.words);
  return isWindows(build, instruction, shell?.base) ? windowsShell : plainShell;
}

function isWindows(build: Build, instruction: Instruction, base: StageBase | undefined): boolean {
  if (build.dockerfile.root.escape === '`') return true;
  const { stages } = build.dockerfile.root;
  const flag =
    instruction.stageIndex === undefined ? undefined : stages[instruction.stageIndex]?.from.platform?.value?.text;
  for (const text of [flag, build.platform]) {
    const platform = text === undefined ? undefined : parsePlatform(text);
    if (platform && 'os' in platform) return platform.os === 'windows';
  }
  if (base?.kind !== 'image') return false;
  const { familiarName, tag } = base.reference;
  return windowsName.test(familiarName) || (tag !== undefined && windowsTag.test(tag.text));
}

/** Names and tags of images for Windows: `mcr.microsoft.com/windows/servercore`, `openjdk:17-nanoserver`. */
const windowsName = /(^|[/-])(windows|windowsservercore|nanoserver)([/-]|$)/;
const windowsTag = /windowsservercore|nanoserver/;

/** The language of `SHELL [words]`. */
function languageOfWords(words: readonly string[]): ScriptLanguage {
  const first = words[0] === undefined ? undefined : programOf(words[0]);
  if (first === undefined) return { dialect: 'other', settings: plainSettings };
  // `conda run -n env /bin/bash -c`, `/usr/bin/env bash -c`, `busybox sh -c`.
  const at = wrapperOf(first) ? words.findIndex((word) => dialectOfShell(programOf(word)) !== undefined) : 0;
  const dialect = dialectOf(programOf(words[at] ?? ''));
  return { dialect, settings: optionSettings(words.slice(at + 1)) };
}

const programOf = (path: string): string => {
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return base.replace(/\.exe$/i, '');
};

function dialectOf(program: string): ShellDialect {
  const known = dialectOfShell(program);
  if (known) return known;
  const name = program.toLowerCase();
  if (name === 'powershell' || name === 'pwsh') return 'powershell';
  return name === 'cmd' ? 'cmd' : 'other';
}

/** The language that a `#!` line names: `/bin/bash -e`, `/usr/bin/env -S bash -eu`. `line` is without the mark. */
export function languageOfShebang(line: string): ScriptLanguage {
  const words = line.trim().split(/[ \t]+/);
  const isEnv = programOf(words[0] ?? '') === 'env';
  const skip = isEnv ? (words[1] === '-S' ? 2 : 1) : 0;
  return languageOfWords(words.slice(skip));
}
