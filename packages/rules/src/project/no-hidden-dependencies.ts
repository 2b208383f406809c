import {
  type Application,
  type Located,
  type PackageInstall,
  type Project,
  packageInstallsIn,
  projectRule,
  type Service,
  stageGraph,
  type VolumeMount,
  workingDirectoryAt,
} from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { isAtOrBelow } from '../shared/host-mounts.ts';
import { aboutValue, mayReportMissing } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-hidden-dependencies',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Do not mount a directory of the host over the packages that the image installs.',
  why: `
    A bind mount shows the directory of the host in place of what the image has there. Where the build installed
    packages into that directory, as \`npm ci\` does with \`node_modules\`, the container sees those of the host: none
    after a fresh checkout, or some that were built for another system.
  `,
  sources: [
    'https://docs.docker.com/engine/storage/bind-mounts/#bind-mounting-over-existing-data',
    'https://docs.docker.com/reference/compose-file/develop/',
  ],

  fixable: 'none',
  messages: {
    hidden:
      'This mount hides {path}, which the image of {service} gets by {command}, so the container has only what the host has there. Add a volume for {path}, or use develop.watch in place of the mount.',
  },

  examples: [
    {
      title: 'The source tree over node_modules',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              volumes:
                - ./:/app
        `,
        Dockerfile: `
          FROM node:22-slim
          WORKDIR /app
          COPY package.json package-lock.json ./
          RUN npm ci
          COPY . .
          CMD ["node", "server.js"]
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
              volumes:
                - ./:/app
                - modules:/app/node_modules
          volumes:
            modules:
        `,
        Dockerfile: `
          FROM node:22-slim
          WORKDIR /app
          COPY package.json package-lock.json ./
          RUN npm ci
          COPY . .
          CMD ["node", "server.js"]
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const mounts = service.volumes.filter((mount) => mount.type === 'bind' && targetOf(mount) !== undefined);
      if (mounts.length === 0 || !mayReportMissing(service, application)) return;
      // A volume whose place is not known may be the one that brings the packages back.
      if (service.volumes.some((mount) => targetOf(mount) === undefined)) return;
      if (installsAtStart(service)) return;
      const told = new Set<VolumeMount>();
      for (const { path, install, command } of installedDirectories(service, project, application)) {
        const mount = hidingMount(service, path);
        if (!mount || told.has(mount)) continue;
        told.add(mount);
        const about = aboutValue((mount.short ? undefined : mount.target) ?? mount, service, project);
        report({
          ...about,
          message: 'hidden',
          data: { service: service.name, path, command },
          related: [...about.related, { at: install, label: 'the packages are installed here' }],
        });
      }
    },
  },
});

function targetOf({ target }: VolumeMount): string | undefined {
  const path = target?.value;
  if (path === undefined || !path.startsWith('/')) return undefined;
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

/** The innermost mount over a path, if it is a directory of the host above it: an inner one of any kind wins. */
function hidingMount(service: Service, path: string): VolumeMount | undefined {
  if (service.tmpfs.some(({ value }) => value === undefined || isAtOrBelow(path, value.split(':', 1)[0] ?? '')))
    return undefined;
  const over = service.volumes.filter((mount) => isAtOrBelow(path, targetOf(mount) ?? ''));
  const inner = over.sort((a, b) => (targetOf(b)?.length ?? 0) - (targetOf(a)?.length ?? 0))[0];
  return inner?.type === 'bind' && targetOf(inner) !== path ? inner : undefined;
}

interface InstalledDirectory {
  readonly path: string;
  readonly install: Located;
  readonly command: string;
}

/** Where package managers put what they install: below the directory in which they run. */
const directories: Readonly<Record<string, string>> = {
  npm: 'node_modules',
  yarn: 'node_modules',
  pnpm: 'node_modules',
  composer: 'vendor',
};

function installedDirectories(
  service: Service,
  project: Project,
  application: Application,
): readonly InstalledDirectory[] {
  const built = builtImage(project, service, application);
  if (!built) return [];
  const graph = stageGraph(built.build);
  const scripts = [built.image.entrypoint, built.image.command].map((command) => command?.body.text ?? '');
  // A script that was not read, or the command itself, may install at the start.
  if (scripts.some((text) => isOpaqueStart(text))) return [];
  return graph.stages
    .filter((stage) => graph.isShipped(stage))
    .flatMap((stage) => packageInstallsIn(built.build, stage))
    .flatMap((install) => {
      const name = directories[install.manager];
      const where = workingDirectoryAt(built.build, install.script.instruction);
      if (name === undefined || where.state === 'unknown' || !staysHere(install)) return [];
      const path = where.path === '/' ? `/${name}` : `${where.path}/${name}`;
      const command = [install.manager, install.subcommand].join(' ').trim();
      return [{ path, install: install.command, command }];
    });
}

/** False for what is installed elsewhere, removed, moved, or not for certain: by a flag, `cd`, a trigger, a variable. */
function staysHere({ arguments: args, subcommand, script, command }: PackageInstall): boolean {
  if (script.instruction.onbuild || !args.complete || command.context.functionName !== undefined) return false;
  if (subcommand.startsWith('global')) return false;
  const elsewhere = /^(-g|--global|--location|--prefix|-C|--cwd|--dir|--modules-folder|-d|--working-dir)$/;
  if (args.flags.some((flag) => flag.names.some((name) => elsewhere.test(name)))) return false;
  return !/\b(cd|pushd|mv|rm|NODE_PATH|COMPOSER_VENDOR_DIR)\b/.test(script.text.text);
}

function installsAtStart({ command, entrypoint, hooks }: Service): boolean {
  if (hooks.length > 0) return true;
  return [command, entrypoint].some(
    (field) => field !== undefined && (field.value === undefined || isOpaqueStart(field.value.join(' '))),
  );
}

function isOpaqueStart(text: string): boolean {
  return /\binstall\b|\bnpm (ci|i)\b|\.(sh|bash)\b|entry-?point|\b(start|run|init|boot)[-_]\w+|\byarn(?= *(&&|;|$))/i.test(
    text,
  );
}
