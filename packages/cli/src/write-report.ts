import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, reasonOf } from './file-system.ts';

/**
 * Writes a report, with the directories that it needs; what was there is replaced. Answers why it can't be written;
 * undefined if it is. `inputs`, absolute like `disk`, are never overwritten. Throws what is no failure of the disk.
 */
export function writeReport(disk: string, text: string, inputs: readonly string[]): string | undefined {
  if (inputs.includes(disk)) return 'it is a file that was linted';
  try {
    mkdirSync(dirname(disk), { recursive: true });
    writeFileSync(disk, text);
    return undefined;
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is where a directory should be' : reasonOf(error);
  }
}
