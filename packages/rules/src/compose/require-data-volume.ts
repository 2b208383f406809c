import { composeRule, type Service } from '@plimsoll/core/rule';
import { knownServiceOf } from '../knowledge/known-services.ts';
import { isAtOrBelow } from '../shared/host-mounts.ts';
import { repositoryOf } from '../shared/image-names.ts';
import { mayReportMissing, placeOfService } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-data-volume',
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Keep the data of a data store in a volume.',
  why: `
    Without a volume the data are in the container, or in a volume without a name that goes with it: \`docker compose
    down\` and the next start begin with nothing. A \`tmpfs\` loses them at every stop. Known are the directories of
    common images; what is set up otherwise (\`PGDATA\` and the like) is left alone, and so are caches.
  `,
  sources: ['https://docs.docker.com/engine/storage/volumes/'],
  aboutMissing: true,

  fixable: 'none',
  messages: {
    missing:
      '{title} in {service} keeps its data in the container, and loses them with it. Mount a named volume at {path}.',
    memory:
      '{title} in {service} keeps its data in memory, and loses them at every stop. Mount a named volume at {path}.',
  },

  examples: [
    {
      title: 'No volume',
      bad: `
        services:
          db:
            image: postgres:17
      `,
      good: `
        services:
          db:
            image: postgres:17
            volumes:
              - data:/var/lib/postgresql/data
        volumes:
          data:
      `,
    },
    {
      title: 'In memory',
      bad: `
        services:
          db:
            image: mysql:8.4
            tmpfs:
              - /var/lib/mysql
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { name, image, build, volumes } = service;
      if (build || image?.value === undefined || !mayReportMissing(service, application)) return;
      const known = knownServiceOf(repositoryOf(image.value));
      const [path] = known?.data ?? [];
      if (!known || path === undefined || isSetUpOtherwise(service)) return;
      const covers = (target: string | undefined) =>
        target === undefined || known.data.some((data) => isAtOrBelow(data, target) || isAtOrBelow(target, data));
      if (volumes.some(({ type, target }) => type !== 'tmpfs' && covers(target?.value))) return;
      const inMemory = service.tmpfs.find(({ value }) => value === undefined || covers(value.split(':')[0]));
      const data = { service: name, title: known.title, path };
      if (inMemory) report({ at: inMemory.origin, subject: name, message: 'memory', data });
      else report({ at: placeOfService(service, project), subject: name, message: 'missing', data });
    },
  },
});

/** True if a variable or the command may name another directory, or volumes come from elsewhere. */
function isSetUpOtherwise({ environment, command, entrypoint, get }: Service): boolean {
  if (get('volumes_from')) return true;
  if (environment.some(({ name }) => /DATA|DIR|PATH|MOUNT/i.test(name) && !/DATABASE/i.test(name))) return true;
  const words = [...(command?.parts ?? []), ...(entrypoint?.parts ?? [])];
  return words.some(
    ({ value }) => value === undefined || /--?(?:dbpath|datadir|data[-_.]?dir|path[._]data)|\s\/|^\//.test(value),
  );
}
