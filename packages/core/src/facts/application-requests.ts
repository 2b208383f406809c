import { applicationRequests as find } from '../compose/load-application.ts';
import { fact } from './fact.ts';

/** The files that an application refers to, as far as is known by now; every round of questions asks for them again. */
export const applicationRequests = fact('core/application-requests@1', find);
