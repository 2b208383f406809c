import {
  argumentsOf,
  type CommandArguments,
  type DockerfileDocument,
  fact,
  type InstructionScript,
  type ShellCommand,
  shellCommands,
  textAt,
} from '@plimsoll/core/rule';

/** A `bundle install`. */
export interface BundleInstall {
  readonly command: ShellCommand;
  readonly arguments: CommandArguments;
}

/** The `bundle install`s of a RUN. */
export function bundleInstalls(script: InstructionScript): readonly BundleInstall[] {
  if (script.instruction.kind !== 'Run') return [];
  return shellCommands(script).flatMap((command) => {
    const args = argumentsOf(command);
    const isInstall = args?.tool === 'bundle' && args.complete && args.subcommands.join(' ') === 'install';
    return isInstall ? [{ command, arguments: args }] : [];
  });
}

/**
 * True if the file mentions one of these words anywhere, or copies a configuration of Bundler: then somebody has decided,
 * in a way that need not be understood.
 */
export function mentionsBundlerSetting(document: DockerfileDocument, setting: RegExp): boolean {
  const text = fileText(document);
  return setting.test(text) || /\.bundle\b|BUNDLE_APP_CONFIG|BUNDLE_ONLY/.test(text);
}

const fileText = fact('rules/file-text@1', ({ root }: DockerfileDocument): string => textAt(root));
