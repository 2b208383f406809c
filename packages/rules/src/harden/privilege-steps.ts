import { securityOptions } from '../shared/security-options.ts';
import { knownNeeds } from './known-needs.ts';
import { type Hardened, type HardenStep, leave, listStep } from './step.ts';

const what = 'no-new-privileges';

/** `security_opt: [no-new-privileges:true]`. */
export function privilegeSteps(about: Hardened): readonly HardenStep[] {
  const { securityOpt } = about.service;
  const written = securityOptions(securityOpt).find(({ name }) => name === what);
  if (written) return written.value === undefined || /^true$/i.test(written.value) ? [] : [leave(what, 'it is set')];
  if (securityOpt.some(({ value }) => value === undefined)) return [leave(what, 'security_opt depends on a variable')];
  const known = knownNeeds(about.service);
  if (known.kind === 'unknown') return [leave(what, known.why)];
  const step = listStep(about, 'security_opt', [`${what}:true`]);
  return [step.kind === 'left' ? leave(what, step.why) : step];
}
