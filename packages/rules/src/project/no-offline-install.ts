import { packageInstallsIn, projectRule, stageGraph } from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { aboutValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-offline-install',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Do not build without a network what installs packages from one.',
  why: `
    With \`network: none\` the steps of a build reach no host, so a package manager that has to ask a server fails, unless
    the step has its own \`--network\` or finds everything in a mount.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/build/#network'],

  fixable: 'none',
  messages: {
    offline:
      'The build of {service} has no network, but its Dockerfile installs packages with {manager}, which fails. Remove network: none, or install from files that the build has.',
  },

  examples: [
    {
      title: 'Packages without a network',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                network: none
        `,
        Dockerfile: `
          FROM alpine:3.22
          RUN apk add --no-cache curl
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
        `,
        Dockerfile: `
          FROM alpine:3.22
          RUN apk add --no-cache curl
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const field = service.get('build.network');
      if (field?.state !== 'known' || field.value !== 'none') return;
      const built = builtImage(project, service, application);
      if (!built) return;
      const graph = stageGraph(built.build);
      const install = graph.stages
        .filter((stage) => graph.isReachable(stage))
        .flatMap((stage) => packageInstallsIn(built.build, stage))
        .find(({ manager, packages, script: { instruction }, command }) => {
          if (!managers.has(manager) || instruction.onbuild || instruction.kind !== 'Run') return false;
          if (instruction.flags.length > 0 || command.context.conditional || command.context.tested) return false;
          // A path or a file is no name that a server is asked for.
          return (
            packages.length > 0 && packages.every(({ value }) => value !== undefined && /^[a-z][\w+-]*$/.test(value))
          );
        });
      if (!install) return;
      const about = aboutValue(field, service, project);
      report({
        ...about,
        message: 'offline',
        data: { service: service.name, manager: install.manager },
        related: [...about.related, { at: install.command, label: 'packages are installed here' }],
      });
    },
  },
});

/** Those of systems: their packages come from servers unless somebody wrote a list of other sources. */
const managers: ReadonlySet<string> = new Set(['apt-get', 'apt', 'apk', 'yum', 'dnf', 'microdnf', 'zypper']);
