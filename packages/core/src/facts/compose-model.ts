import { loadApplication } from '../compose/load-application.ts';
import { fact } from './fact.ts';

/** The effective model of an application, as `docker compose config` would load it. */
export const composeModel = fact('core/compose-model@1', loadApplication);
