import type { Service } from '@plimsoll/core/rule';
import type { ImageFiles } from '../knowledge/image-needs.ts';
import { knownNeeds } from './known-needs.ts';
import { type Hardened, type HardenStep, leave, listStep } from './step.ts';

const what = 'read_only';

/** `read_only: true`, with the tmpfs that the image needs and that is not mounted yet. */
export function readOnlySteps(about: Hardened): readonly HardenStep[] {
  const { service } = about;
  if (service.readOnly?.value === true) return [];
  if (service.readOnly) return [leave(what, 'it is set to something else')];
  if (service.get('develop.watch')) return [leave(what, 'develop.watch copies files into the container')];
  const known = knownNeeds(service);
  if (known.kind === 'unknown') return [leave(what, known.why)];
  const { files } = known.needs;
  if (!files) return [leave(what, `what ${known.image} writes is not known well enough`)];
  const why = objection(service, files);
  if (why !== undefined) return [leave(what, why)];
  const readOnly: HardenStep = { kind: 'entry', entry: { key: what, value: { kind: 'scalar', text: 'true' } } };
  const missing = files.scratch.filter((path) => !isMounted(path, service));
  if (missing.length === 0) return [readOnly];
  const tmpfs = listStep(about, 'tmpfs', missing);
  return tmpfs.kind === 'left' ? [leave(what, `it needs tmpfs, and ${tmpfs.why}`)] : [readOnly, tmpfs];
}

function objection(service: Service, files: ImageFiles): string | undefined {
  const isUnknown = [...service.volumes.map(({ target }) => target), ...service.tmpfs].some(
    (field) => field?.value === undefined,
  );
  if (isUnknown) return 'where something is mounted depends on a variable';
  const { unless } = files;
  if (unless !== undefined && isMounted(unless, service)) return `it writes what it makes of ${unless}`;
  // What postgres is told there may lie in none of its volumes.
  if (service.environment.some(({ name }) => name === 'PGDATA')) {
    const directory = service.environment.find(({ name }) => name === 'PGDATA')?.value?.value;
    if (directory === undefined || !isMounted(directory, service)) return 'PGDATA is in no volume';
  }
  const data = files.data.filter((path) => !isMounted(path, service));
  return data.length > 0 ? `it keeps data in ${data.join(' and ')}, which is no volume` : undefined;
}

/** True if something is mounted at the path or above it, but for the root. */
function isMounted(path: string, service: Service): boolean {
  const wanted = plainPath(path);
  const targets = [
    ...service.volumes.map(({ target }) => target?.value),
    ...service.tmpfs.map(({ value }) => value?.split(':')[0]),
  ];
  return targets.some((target) => {
    const mounted = target === undefined ? '' : plainPath(target);
    return mounted !== '' && (wanted === mounted || wanted.startsWith(`${mounted}/`));
  });
}

/** Without a slash at the end; /var/run is a link to /run in the images of the table. */
function plainPath(path: string): string {
  return path.replace(/\/+$/, '').replace(/^\/var\/run(?=\/|$)/, '/run');
}
