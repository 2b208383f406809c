import { blankSeparated } from '../arguments.ts';
import type { ExposeInstruction, VolumeInstruction } from '../nodes.ts';
import { readPathList } from './copy.ts';
import { checkFlags } from './flag-rules.ts';
import { complete, type InstructionText, report, reportTooFew } from './instruction-text.ts';

export function parseExpose(from: InstructionText): ExposeInstruction {
  checkFlags(from);
  const ports = blankSeparated(from);
  if (ports.length === 0) reportTooFew(from, 'at least one argument', 'Write EXPOSE PORT or EXPOSE PORT/PROTOCOL.');
  return complete(from, { kind: 'Expose', ports });
}

export function parseVolume(from: InstructionText): VolumeInstruction {
  checkFlags(from);
  const { words, json } = readPathList(from);
  if (words.length === 0) reportTooFew(from, 'at least one argument', 'Write VOLUME /PATH or VOLUME ["/PATH"].');
  for (const word of words) {
    if (word.text.trim() !== '') continue;
    report(from, 'invalid-argument', word, {
      problem: 'A path of VOLUME is empty.',
      advice: 'Name the path, or remove the item.',
    });
  }
  return complete(from, { kind: 'Volume', paths: words, json });
}
