import { capabilityName } from '../knowledge/capabilities.ts';
import { knownNeeds } from './known-needs.ts';
import { type Hardened, type HardenStep, leave, listStep } from './step.ts';

const what = 'cap_drop';

/** `cap_drop: [ALL]`, with `cap_add` of what the image needs and the service does not add yet. */
export function capabilitySteps(about: Hardened): readonly HardenStep[] {
  const { capAdd, capDrop, privileged } = about.service;
  const dropped = capDrop.map(({ value }) => capabilityName(value ?? ''));
  if (dropped.includes('ALL')) return [];
  if (privileged && privileged.value !== false) return [leave(what, 'a privileged container has all capabilities')];
  if ([...capAdd, ...capDrop].some(({ value }) => value === undefined)) {
    return [leave(what, 'which capabilities it has depends on a variable')];
  }
  const known = knownNeeds(about.service);
  if (known.kind === 'unknown') return [leave(what, known.why)];
  const needed = known.needs.capabilities;
  if (!needed) return [leave(what, `which capabilities ${known.image} needs is not known`)];
  const added = capAdd.map(({ value }) => capabilityName(value ?? ''));
  if (added.includes('ALL')) return [leave(what, 'it adds all capabilities')];
  if (needed.some((name) => dropped.includes(name))) return [leave(what, `it drops what ${known.image} needs`)];
  const missing = needed.filter((name) => !added.includes(name));
  const steps = [listStep(about, what, ['ALL'])];
  if (missing.length > 0) steps.push(listStep(about, 'cap_add', missing));
  const failed = steps.find((step) => step.kind === 'left');
  return failed ? [failed.what === what ? failed : leave(what, failed.why)] : steps;
}
