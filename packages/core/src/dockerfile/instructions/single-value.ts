import { wordAt } from '../arguments.ts';
import type {
  MaintainerInstruction,
  StopsignalInstruction,
  UserInstruction,
  Word,
  WorkdirInstruction,
} from '../nodes.ts';
import { checkFlags } from './flag-rules.ts';
import { complete, type InstructionText, reportTooFew } from './instruction-text.ts';

// The rest of the line is one value, blanks and all (`parseString` in BuildKit's line_parsers.go).

function readValue(from: InstructionText): Word | undefined {
  if (from.start < from.end) return wordAt(from, from.start, from.end);
  reportTooFew(from, 'exactly one argument', `Write ${from.name} and its value.`);
  return undefined;
}

export function parseUser(from: InstructionText): UserInstruction {
  checkFlags(from);
  return complete(from, { kind: 'User', value: readValue(from) });
}

export function parseWorkdir(from: InstructionText): WorkdirInstruction {
  checkFlags(from);
  return complete(from, { kind: 'Workdir', value: readValue(from) });
}

/** BuildKit does not look at the flags of STOPSIGNAL. */
export function parseStopsignal(from: InstructionText): StopsignalInstruction {
  return complete(from, { kind: 'Stopsignal', value: readValue(from) });
}

export function parseMaintainer(from: InstructionText): MaintainerInstruction {
  checkFlags(from);
  return complete(from, { kind: 'Maintainer', value: readValue(from) });
}
