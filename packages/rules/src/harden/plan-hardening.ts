import {
  type AddedEntry,
  type Application,
  addEntries,
  type ComposeDocument,
  type Service,
  type TextEdit,
  writtenMapping,
} from '@plimsoll/core/rule';
import { isContainer } from '../shared/service-places.ts';
import { isWindowsService } from '../shared/windows-services.ts';
import { capabilitySteps } from './capability-steps.ts';
import { type GivenLimits, limitSteps } from './limit-steps.ts';
import { portSteps } from './port-steps.ts';
import { privilegeSteps } from './privilege-steps.ts';
import { readOnlySteps } from './read-only-steps.ts';
import type { Hardened, HardenStep } from './step.ts';

/** What can be done for one service. */
export interface Hardening {
  /** Of the one file; apart from each other. Empty if there is nothing to do, or nothing that is sure. */
  readonly edits: readonly TextEdit[];
  /** What was left out, and why: ends of the sentence "SERVICE: ...". */
  readonly left: readonly string[];
}

/**
 * What a service can bear, as edits of its own mapping in `document`. Only what is not set already is added; nothing that
 * is written is removed or turned round, but for the addresses of published ports.
 */
export function planHardening(
  service: Service,
  application: Application,
  document: ComposeDocument,
  limits: GivenLimits,
): Hardening {
  const nothing = (...left: readonly string[]): Hardening => ({ edits: [], left });
  if (!isContainer(service)) return nothing();
  if (isWindowsService(service)) return nothing('left alone: it runs in a Windows container');
  const own = writtenMapping(document, ['services', service.name]);
  if (!own) return nothing('left alone: this file has no mapping of its own for it');
  if (own.flow) return nothing('left alone: it is written in braces, where no line can be added');
  const about: Hardened = { service, application, document, own };
  const steps: readonly HardenStep[] = [
    ...readOnlySteps(about),
    ...capabilitySteps(about),
    ...privilegeSteps(about),
    ...limitSteps(about, limits),
    ...portSteps(about),
  ];
  const entries = steps.flatMap((step): readonly AddedEntry[] => (step.kind === 'entry' ? [step.entry] : []));
  const added = addEntries(own, entries);
  const edits = steps.flatMap((step): readonly TextEdit[] => (step.kind === 'edit' ? [step.edit] : []));
  return { edits: inOrder(added ? [...edits, added] : edits), left: reasonsOf(steps) };
}

/** By place. What is added to the last list of the mapping comes before what is added behind it. */
function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.at.span.start - b.edit.at.span.start || a.index - b.index)
    .map(({ edit }) => edit);
}

/** What is left out for one reason is said once. */
function reasonsOf(steps: readonly HardenStep[]): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const step of steps) {
    if (step.kind === 'left') reasons.set(step.why, [...(reasons.get(step.why) ?? []), step.what]);
  }
  return [...reasons].map(([why, what]) => `${what.join(', ')} left out: ${why}`);
}
