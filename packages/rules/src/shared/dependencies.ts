import { type Application, composeModel, fact, type Service } from '@plimsoll/core/rule';

/** The services of an application by name. */
export const servicesByName = fact(
  'rules/services-by-name@1',
  (application: Application): ReadonlyMap<string, Service> =>
    new Map(composeModel(application).services.map((service) => [service.name, service])),
);

/** The names of services that others wait for to end (`service_completed_successfully`). */
export const awaitedJobs = fact('rules/awaited-jobs@1', (application: Application): ReadonlySet<string> => {
  const names = composeModel(application).services.flatMap(({ dependsOn }) =>
    dependsOn
      .filter(({ condition }) => condition?.value === 'service_completed_successfully')
      .map(({ service }) => service),
  );
  return new Set(names);
});
