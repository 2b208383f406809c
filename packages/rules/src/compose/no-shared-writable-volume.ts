import { composeRule, option, type Service, type VolumeMount } from '@plimsoll/core/rule';
import { hostPath } from '../shared/host-mounts.ts';

export default composeRule({
  id: 'compose/no-shared-writable-volume',
  aliases: ['kics/shared_volumes_between_containers', 'kics/8c978947-0ff6-485c-b0c2-0bfca6026466'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: [],

  summary: 'Let one service write to a volume, and the others read.',
  why: `
    Where several programs write to one volume, each can break or plant the other's files, and databases break for
    certain. Copies of one image that share a volume are ordinary and are not reported, unless the option says otherwise.
    The rule is in no preset.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#volumes'],

  fixable: 'none',
  options: {
    ignoreSameImage: option.boolean({ default: true, summary: 'Leave services of the same image out.' }),
  },
  messages: {
    volume: 'The volume {volume} can be written by {services}. Mount it read-only (:ro) where it is only read.',
    directory: 'The directory {path} can be written by {services}. Mount it read-only (:ro) where it is only read.',
  },

  examples: [
    {
      title: 'A volume of two services',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - media:/media
          web:
            image: nginx:1.29
            volumes:
              - media:/usr/share/nginx/html
        volumes:
          media:
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - media:/media
          web:
            image: nginx:1.29
            volumes:
              - media:/usr/share/nginx/html:ro
        volumes:
          media:
      `,
    },
    {
      title: 'A directory of two services',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./media:/media
          web:
            image: nginx:1.29
            volumes:
              - ./media/:/usr/share/nginx/html
      `,
    },
    {
      title: 'Copies of one image',
      good: `
        services:
          web:
            image: example/app:1.4
            volumes:
              - media:/media
          worker:
            image: example/app:1.4
            command: [worker]
            volumes:
              - media:/media
        volumes:
          media:
      `,
    },
  ],

  on: {
    Application({ services }, { options, report }) {
      for (const writers of writersOf(services).values()) {
        const [first, second] = writers;
        if (!first || !second) continue;
        const images = new Set(writers.map(({ service }) => service.image?.value ?? service.build?.contextPath ?? '?'));
        if (options.ignoreSameImage && images.size === 1) continue;
        const at = second.mount.mountSource?.origin ?? second.mount.origin;
        const related = [{ at: first.mount.mountSource?.origin ?? first.mount.origin, label: 'written here too' }];
        const names = writers.map(({ service }) => service.name).join(', ');
        const name = second.mount.mountSource?.value ?? '';
        if (second.mount.type === 'volume')
          report({ at, related, message: 'volume', data: { volume: name, services: names } });
        else report({ at, related, message: 'directory', data: { path: name, services: names } });
      }
    },
  },
});

interface Writer {
  readonly service: Service;
  readonly mount: VolumeMount;
}

/** Who writes to each named volume and each directory; a service counts once. */
function writersOf(services: readonly Service[]): ReadonlyMap<string, readonly Writer[]> {
  const writers = new Map<string, Writer[]>();
  for (const service of services) {
    if (service.provider) continue;
    for (const mount of service.volumes) {
      const key = mount.readOnly ? undefined : keyOf(mount);
      if (key === undefined) continue;
      const found = writers.get(key) ?? [];
      if (!found.some((writer) => writer.service === service)) found.push({ service, mount });
      writers.set(key, found);
    }
  }
  return writers;
}

function keyOf({ type, mountSource, sourcePath }: VolumeMount): string | undefined {
  const source = mountSource?.value;
  if (source === undefined) return undefined;
  if (type === 'volume') return `volume ${source}`;
  const path = type === 'bind' ? (hostPath(source) ?? sourcePath) : undefined;
  return path === undefined ? undefined : `bind ${path}`;
}
