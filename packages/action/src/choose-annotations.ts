import { annotationsPerStep } from '@plimsoll/core/formatters';

export interface ChosenAnnotations {
  readonly commands: readonly string[];
  /** A sentence about those that have none; undefined if all have. */
  readonly leftOut: string | undefined;
}

const kinds = [
  ['::error', 'error'],
  ['::warning', 'warning'],
  ['::notice', 'info'],
] as const;

/**
 * Of the lines of a report for GitHub, the commands that become annotations: GitHub makes them of the first ten of each
 * kind in a step, and shows of the others a line without its place.
 */
export function chooseAnnotations(report: string): ChosenAnnotations {
  const lines = report.split('\n');
  const commands: string[] = [];
  const left: string[] = [];
  for (const [command, noun] of kinds) {
    const own = lines.filter((line) => line.startsWith(`${command} `));
    commands.push(...own.slice(0, annotationsPerStep));
    const more = own.length - annotationsPerStep;
    if (more > 0) left.push(`${more} ${noun}${more === 1 ? '' : 's'}`);
  }
  const limit = `GitHub annotates ${annotationsPerStep} of each kind in one step`;
  return { commands, leftOut: left.length > 0 ? `Without an annotation: ${left.join(', ')}. ${limit}.` : undefined };
}
