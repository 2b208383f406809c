import {
  type Application,
  composeModel,
  type Field,
  type Located,
  type Origin,
  type Project,
  type Related,
  type Service,
} from '@plimsoll/core/rule';

/** Where to report what a service lacks: its key in the first file to lint that has a part of it. */
export function placeOfService(service: Service, project: Project): Located {
  return service.parts.find((part) => project.targets.has(part.source.path)) ?? service.nameAt;
}

/**
 * True if something that `service` lacks may be reported: it is a container of its own (a provider or a service that
 * others only extend is none), and no file that could supply the rest is unknown.
 */
export function mayReportMissing(service: Service, application: Application): boolean {
  if (application.fragment || !composeModel(application).complete) return false;
  return isContainer(service);
}

/** True for a service that becomes a container: it has an image or a build, and no provider takes its place. */
export function isContainer(service: Service): boolean {
  return service.provider === undefined && (service.image !== undefined || service.build !== undefined);
}

/** True if the value at this place can be replaced by a fix: it is written here, for this service only. */
export function isOwnValue(field: Field<unknown>): boolean {
  return field.state === 'known' && !field.origin.synthetic && field.origin.via.length === 0;
}

/**
 * Where to report a value that `service` has: where it was written, with what brings it into the service. If that file
 * was only read along, the engine moves the finding to what leads there, so the related place is where it was written.
 */
export function placesOfValue(
  origin: Origin,
  service: string,
  project: Project,
): { readonly at: Located; readonly related: readonly Related[] } {
  if (!project.targets.has(origin.source.path)) return { at: origin, related: [{ at: origin, label: 'written here' }] };
  return { at: origin, related: origin.via.map((via) => ({ at: via, label: `used by ${service} here` })) };
}

/** `placesOfValue` of a value, with the service as what the finding is about. */
export function aboutValue({ origin }: { readonly origin: Origin }, { name }: Service, project: Project) {
  return { ...placesOfValue(origin, name, project), subject: name };
}
