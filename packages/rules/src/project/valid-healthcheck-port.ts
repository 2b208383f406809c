import {
  type Application,
  type CommandField,
  type Located,
  type Project,
  projectRule,
  type Service,
} from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { isContainer, mayReportMissing } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/valid-healthcheck-port',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Check health at the port of the container, not at that of the host.',
  why: `
    A health check runs inside the container, where the program listens on the port of the container. The port to the left
    in \`ports\` is one of the host: nobody answers there, and the service never becomes healthy.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#healthcheck',
    'https://docs.docker.com/reference/compose-file/services/#ports',
  ],

  fixable: 'none',
  messages: {
    hostPort:
      'The health check of {service} asks port {port}, which is its port on the host; in the container it is {target}. Ask port {target}.',
  },

  examples: [
    {
      title: 'The port of the host',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              ports:
                - "8080:80"
              healthcheck:
                test: curl --fail http://localhost:8080/
        `,
        Dockerfile: `
          FROM nginx:1.29
          EXPOSE 80
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
              ports:
                - "8080:80"
              healthcheck:
                test: curl --fail http://localhost:80/
        `,
        Dockerfile: `
          FROM nginx:1.29
          EXPOSE 80
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const test = service.healthcheck?.test;
      if (test?.state !== 'known' || service.healthcheck?.disabled?.value === true) return;
      if (!isContainer(service) || !mayReportMissing(service, application)) return;
      // In the network of the host or of another container, and with variables that are not known, any port may be right.
      if (service.networkMode || service.envFile.length > 0 || service.volumes.some(isConfiguration)) return;
      const targets = service.ports.flatMap(({ target }) => target?.value ?? []);
      for (const { port, at } of askedPorts(test)) {
        const mapping = service.ports.find(({ published }) => published?.state === 'known' && published.value === port);
        const target = mapping?.target?.state === 'known' ? mapping.target.value : undefined;
        if (
          target === undefined ||
          target === port ||
          targets.includes(port) ||
          targets.some((text) => !/^\d+$/.test(text))
        )
          continue;
        if (isNamed(port, service, project, application)) continue;
        report({ at, message: 'hostPort', data: { service: service.name, port, target }, subject: service.name });
        return;
      }
    },
  },
});

/** A file or directory of the host, which may tell the program where to listen. */
function isConfiguration({ type, target }: Service['volumes'][number]): boolean {
  return type === 'bind' && /\.(conf|ya?ml|json|toml|ini|env|xml)$|\/etc\b|conf/.test(target?.value ?? 'conf');
}

/** The ports of this machine's own addresses that a test names. */
function askedPorts(test: CommandField): readonly { readonly port: string; readonly at: Located }[] {
  return test.parts.flatMap(({ raw }) =>
    [...raw.text.matchAll(/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):(\d+)(?![\w.])/g)].map((match) => {
      const port = match[1] ?? '';
      const end = match.index + match[0].length;
      return { port, at: raw.locate({ start: end - port.length, end }) };
    }),
  );
}

/** True if anything else names the port: a variable, a command, `expose`, the Dockerfile. Then it may listen there. */
function isNamed(port: string, service: Service, project: Project, application: Application): boolean {
  const { environment, command, entrypoint, expose } = service;
  const fields = [
    ...environment.map(({ value }) => value),
    ...(command?.parts ?? []),
    ...(entrypoint?.parts ?? []),
    ...expose,
  ];
  // A value that is not known may be this one.
  if (fields.some((field) => field?.value === undefined || field.value.includes(port))) return true;
  if (!service.build) return false;
  const built = builtImage(project, service, application);
  return !built || built.build.dockerfile.source.text.includes(port);
}
