import { type Application, type Project, parseImageReference, projectRule, type Service } from '@plimsoll/core/rule';
import { neededPaths } from '../knowledge/needed-paths.ts';
import { builtImage } from '../shared/built-image.ts';
import { isAtOrBelow } from '../shared/host-mounts.ts';
import { aboutValue, mayReportMissing } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/require-writable-path',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Give a read-only container the writable directories that its program needs.',
  why: `
    With \`read_only\` the root file system of a container can't be written. Some programs end at once if they can't
    write a socket, a process number or temporary files at a place of theirs; \`tmpfs\` gives them that place.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#read_only', 'https://hub.docker.com/_/nginx'],

  fixable: 'none',
  messages: {
    readOnly:
      "{service} is read-only, but {image} writes to {path} when it starts, and ends if it can't. Add {path} to tmpfs.",
  },

  examples: [
    {
      title: 'nginx without a place for its files',
      bad: `
        services:
          web:
            image: nginx:1.29
            read_only: true
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            read_only: true
            tmpfs:
              - /var/cache/nginx
              - /run
      `,
    },
    {
      title: 'An image on top of nginx',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              read_only: true
              tmpfs: [/run]
        `,
        Dockerfile: `
          FROM nginx:1.29
          COPY html /usr/share/nginx/html
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
              read_only: true
              tmpfs: [/run, /var/cache/nginx]
        `,
        Dockerfile: `
          FROM nginx:1.29
          COPY html /usr/share/nginx/html
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { readOnly, command, entrypoint, user, envFile } = service;
      if (readOnly?.state !== 'known' || readOnly.value !== true || !mayReportMissing(service, application)) return;
      // Another command, another user or another configuration may write elsewhere.
      if (command || entrypoint || user || envFile.length > 0) return;
      const image = plainImage(service, project, application);
      const paths = image === undefined ? [] : neededPaths(image);
      const writable = writablePaths(service);
      if (image === undefined || !writable || writable.some((path) => isAtOrBelow(path, '/etc'))) return;
      const path = paths.find((needed) => !writable.some((place) => isAtOrBelow(needed, place)));
      if (path === undefined) return;
      report({
        ...aboutValue(readOnly, service, project),
        message: 'readOnly',
        data: { service: service.name, image, path },
      });
    },
  },
});

/** The image without tag, if the service runs it as it is, or with nothing but files added that do not configure it. */
function plainImage(service: Service, project: Project, application: Application): string | undefined {
  if (service.build) {
    const image = builtImage(project, service, application)?.image;
    const harmless = (text: string) => !/\/etc\b|conf/.test(text);
    if (image?.base.kind !== 'image') return undefined;
    const kinds = /^(Copy|Add|Label|Expose|Workdir|Arg|Healthcheck)$/;
    if (!image.instructions.every(({ kind, body }) => kinds.test(kind) && harmless(body.text))) return undefined;
    return image.base.reference.familiarName;
  }
  if (service.image?.state !== 'known' || service.image.value === undefined) return undefined;
  const result = parseImageReference(service.image.value);
  return result.ok && !service.configs.length ? result.reference.familiarName : undefined;
}

/** Where mounts make a directory writable, or change a file; undefined where one is not known. */
function writablePaths(service: Service): readonly string[] | undefined {
  const targets = [
    ...service.tmpfs.map(({ value }) => value?.split(':', 1)[0]),
    ...service.volumes.map(({ target }) => target?.value),
  ];
  const known = targets.flatMap((path) => path ?? []);
  // `/var/run` is `/run` in these images.
  return known.length < targets.length ? undefined : known.map((path) => path.replace(/^\/var\/run(?=\/|$)/, '/run'));
}
