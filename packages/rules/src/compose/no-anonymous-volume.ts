import { composeRule, type Service } from '@plimsoll/core/rule';
import { isAtOrBelow } from '../shared/host-mounts.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-anonymous-volume',
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Give volumes a name.',
  why: `
    A volume without a name is found again only by the container that made it: after \`docker compose down\`, or for a
    service that was renamed, its data are lost in a directory with a random name, and nobody removes them. Volumes
    that only keep a directory out of a bind mount above it (\`node_modules\`) are left alone.
  `,
  sources: [
    'https://docs.docker.com/engine/storage/volumes/#named-and-anonymous-volumes',
    'https://docs.docker.com/reference/compose-file/services/#volumes',
  ],

  fixable: 'none',
  messages: {
    anonymous:
      'The volume at {path} has no name, so its data are lost when {service} is removed, and stay on the disk. Give it one: NAME:{path}.',
  },

  examples: [
    {
      title: 'A path only',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /data
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - data:/data
        volumes:
          data:
      `,
    },
    {
      title: 'To keep a directory out of a mount',
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./:/app
              - /app/node_modules
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const { type, mountSource, target } of service.volumes) {
        const path = target?.value;
        // Another text is no path, which the engine refuses.
        if (
          type !== 'volume' ||
          mountSource ||
          !target ||
          path === undefined ||
          !path.startsWith('/') ||
          isMasked(path, service)
        )
          continue;
        report({
          ...aboutValue(target, service, project),
          message: 'anonymous',
          data: { service: service.name, path },
        });
      }
    },
  },
});

/** What package managers install: it is made again, and often kept out of a mount. */
const installedPackages = /\/(?:node_modules|vendor|site-packages|dist-packages|\.venv|venv|\.next|target|bundle)\/?$/;

/** True if a directory above is mounted, so that the volume only keeps this one as the image has it. */
function isMasked(path: string, { volumes, get }: Service): boolean {
  if (get('develop.watch') || installedPackages.test(path)) return true;
  return volumes.some(({ type, mountSource, target }) => {
    const above = target?.value;
    if (mountSource === undefined && type === 'volume') return false;
    return above === undefined || (above !== path && isAtOrBelow(path, above));
  });
}
