import { composeModel, composeRule, type VolumeMount } from '@plimsoll/core/rule';
import { hostPath } from '../shared/host-mounts.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-selinux-relabel',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Do not relabel directories that others use.',
  why: `
    \`:z\` and \`:Z\` change the SELinux label of everything below the mounted directory, on the host and for good. For \`/etc\`,
    \`/usr\` or a home that locks programs and users of the host out. \`:Z\` gives the directory to one container alone, so that
    the second service that has it with \`:Z\` takes it from the first.
  `,
  sources: [
    'https://docs.docker.com/engine/storage/bind-mounts/#configure-the-selinux-label',
    'https://docs.docker.com/reference/compose-file/services/#volumes',
  ],
  cwe: [732],
  securitySeverity: 5.0,

  fixable: 'none',
  messages: {
    system:
      'Relabelling {path} for {service} changes the label of everything in it on the host, which locks programs of the host out. Leave {option} out and mount less, or a directory of its own.',
    private:
      'Z gives {path} to {service} alone, though {other} uses it too, so that the one who starts last takes it from the other. Use z.',
  },

  examples: [
    {
      title: 'A directory of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /etc:/host/etc:ro,z
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./etc:/host/etc:ro,z
      `,
    },
    {
      title: 'A directory of two services',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./data:/data:Z
          backup:
            image: example/backup:1.0
            volumes:
              - ./data:/data:ro
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./data:/data:z
          backup:
            image: example/backup:1.0
            volumes:
              - ./data:/data:ro,z
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (service.provider) return;
      const { name } = service;
      for (const volume of service.volumes) {
        const option = volume.get('bind.selinux');
        const path = placeOf(volume);
        if (path === undefined || !option || (option.value !== 'z' && option.value !== 'Z')) continue;
        const common = aboutValue(option, service, project);
        if (systemPath.test(path)) {
          report({ ...common, message: 'system', data: { service: name, path, option: option.value } });
          continue;
        }
        if (option.value === 'z') continue;
        const other = composeModel(application).services.find(
          (another) => another.name !== name && another.volumes.some((mount) => placeOf(mount) === path),
        );
        if (other) report({ ...common, message: 'private', data: { service: name, path, other: other.name } });
      }
    },
  },
});

const systemPath = /^(?:\/|~|\/(?:home|usr|etc|var|root|boot|lib|bin|sbin|opt|run|sys|proc|dev|tmp)|\/home\/[^/]+)$/;

/** The directory that a bind mount shows: on the host, or in the project. */
function placeOf({ type, mountSource, sourcePath }: VolumeMount): string | undefined {
  if (type !== 'bind' || mountSource?.value === undefined) return undefined;
  return hostPath(mountSource.value) ?? sourcePath;
}
