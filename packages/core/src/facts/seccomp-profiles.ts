import type { Application } from '../compose/application.ts';
import type { Service, TextField } from '../compose/model.ts';
import { joinPath } from '../text/paths.ts';
import { composeModel } from './compose-model.ts';
import { fact } from './fact.ts';

/** A seccomp profile that a service names. */
export interface SeccompProfile {
  readonly service: Service;
  /** The item of `security_opt`. */
  readonly field: TextField;
  /** Project path of the file: Compose reads it from the project directory (compose, create.go, parseSecurityOpts). */
  readonly path: string;
}

/** The profiles in files that the services of an application name. Absolute paths and variables are not known. */
export const seccompProfiles = fact(
  'core/seccomp-profiles@1',
  (application: Application): readonly SeccompProfile[] => {
    return composeModel(application).services.flatMap((service) =>
      service.securityOpt.flatMap((field): readonly SeccompProfile[] => {
        // The first `=` parts name and value; only without one the colon does.
        const name = /^\s*seccomp\s*(?:=|:(?!.*=))\s*(\S.*)$/.exec(field.value ?? '')?.[1]?.trim();
        if (name === undefined || name === 'unconfined' || name === 'builtin' || /^[/\\~]|^\w:/.test(name)) return [];
        return [{ service, field, path: joinPath(application.directory, name) }];
      }),
    );
  },
);
