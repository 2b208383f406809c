import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { Environment } from './inputs.ts';

/**
 * Sets outputs of the step. Each has a delimiter of its own that nobody can guess, so a value can't end early and set
 * another. Without the runner's file nothing is set. Source: GitHub Docs, "Workflow commands", "Multiline strings".
 */
export function writeOutputs(env: Environment, outputs: Readonly<Record<string, string | number>>): void {
  if (!env.GITHUB_OUTPUT) return;
  const text = Object.entries(outputs).map(([name, value]) => {
    const delimiter = `plimsoll-${randomUUID()}`;
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  appendFileSync(env.GITHUB_OUTPUT, text.join(''));
}

/** Adds a page to the step's summary. Without the runner's file nothing is written. */
export function appendSummary(env: Environment, markdown: string): void {
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, markdown);
}
