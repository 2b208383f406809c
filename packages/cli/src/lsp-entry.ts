// The language server by itself, as `@plimsoll/language-server` and the extension for VS Code ship it.
import { writeSync } from 'node:fs';
import { messageOf } from './file-system.ts';
import { version } from './generated/version.ts';
import { lspCommand } from './lsp-command.ts';

const argv = process.argv.slice(2);
if (argv.includes('--version')) {
  writeSync(1, `${version}\n`);
} else {
  try {
    const { status } = await lspCommand(argv);
    process.exitCode = status;
  } catch (error) {
    writeSync(2, `plimsoll: ${messageOf(error)}\n`);
    process.exitCode = 2;
  }
}
