import {
  type AddInstruction,
  type Application,
  type Build,
  type BuildIgnoreFile,
  type CopyInstruction,
  contextsOf,
  environmentAt,
  expandWord,
  joinPath,
  type LinkedBuild,
  linkedBuild,
  type Project,
  projectRule,
  type Service,
  stageGraph,
  type Word,
} from '@plimsoll/core/rule';
import { secretNamesIn } from '../shared/env-files.ts';
import { placesOfValue } from '../shared/service-places.ts';
import { hasCertainPaths } from '../shared/whole-application.ts';

export default projectRule({
  id: 'project/no-env-file-in-image',
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { variables: 'info' },

  summary: 'Keep the files that a service gets its variables from out of the image.',
  why: `
    A file named by \`env_file\` gives a container its variables when it starts. Where the Dockerfile copies the whole
    context, and no ignore file leaves the file out, it ends up in the image as well: whoever can pull the image can read
    the credentials, and an older copy of the file may be used in place of the newer one. Reported are files that are there
    and stages that end up in the image.
  `,
  sources: [
    'https://docs.docker.com/build/concepts/context/#dockerignore-files',
    'https://docs.docker.com/compose/how-tos/environment-variables/best-practices/',
  ],
  cwe: [538],
  owasp: ['RULE #12'],
  securitySeverity: 6.5,

  fixable: 'none',
  messages: {
    secrets:
      '{file} holds credentials, and {instruction} {source} in {dockerfile} copies it into the image of {service}, where everyone who can pull it can read them. List it in {ignoreFile}.',
    variables:
      '{instruction} {source} in {dockerfile} copies {file}, which gives {service} its variables, into the image, where it grows old. List it in {ignoreFile}.',
  },

  examples: [
    {
      title: 'The whole context, without an ignore file',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              env_file: .env
        `,
        Dockerfile: `
          FROM node:24-slim
          WORKDIR /app
          COPY . .
        `,
        '.env': `
          DB_PASSWORD=tr0ub4dor-and-3
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
              env_file: .env
        `,
        Dockerfile: `
          FROM node:24-slim
          WORKDIR /app
          COPY . .
        `,
        '.dockerignore': `
          .env
        `,
        '.env': `
          DB_PASSWORD=tr0ub4dor-and-3
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const link = service.envFile.length > 0 ? linkedBuild(project, service) : undefined;
      if (!link?.result || !hasCertainPaths(application, project)) return;
      const ignored = ignoreFileOf(project, link.result);
      if (!ignored) return;
      for (const { path, projectPath } of service.envFile) {
        const file = projectPath === undefined ? undefined : envFile(application, projectPath);
        const inside = projectPath === undefined ? undefined : pathInContext(link, projectPath);
        if (!file || inside === undefined || (ignored !== 'missing' && ignored.file.ignores(inside))) continue;
        const copy = copyOf(link.result, inside);
        if (!copy) continue;
        const { at, related } = placesOfValue(path.origin, service.name, project);
        report({
          at,
          related: [...related, { at: copy.source, label: 'copied here' }],
          message: file.secret ? 'secrets' : 'variables',
          data: dataFor({ service, link, ...copy, inside, ignored }),
          subject: service.name,
        });
      }
    },
  },
});

interface Found {
  readonly service: Service;
  readonly link: LinkedBuild;
  readonly instruction: string;
  readonly source: Word;
  readonly inside: string;
  readonly ignored: BuildIgnoreFile | 'missing';
}

function dataFor({ service, link, instruction, source, inside, ignored }: Found) {
  return {
    service: service.name,
    file: inside,
    instruction,
    source: source.text,
    dockerfile: link.path ?? 'dockerfile_inline',
    ignoreFile: ignored === 'missing' ? joinPath(link.build.contextPath ?? '.', '.dockerignore') : ignored.source.path,
  };
}

/** The ignore file of the only context of a build; undefined where that is not known. */
function ignoreFileOf(project: Project, build: Build): BuildIgnoreFile | 'missing' | undefined {
  const [context, ...more] = contextsOf(project, build);
  if (!context || more.length > 0 || context.assumed || context.ignoreFile === 'unknown') return undefined;
  return context.ignoreFile;
}

/** Whether a file of variables that was read holds credentials; undefined for a file that is not known. */
function envFile({ referenced }: Application, path: string): { readonly secret: boolean } | undefined {
  const file = referenced.get(path);
  if (file?.state !== 'text' || file.text.trim() === '') return undefined;
  return { secret: secretNamesIn(file.text).length > 0 };
}

function pathInContext({ build }: LinkedBuild, path: string): string | undefined {
  const context = build.contextPath;
  if (context === undefined || path.startsWith('/') || path.startsWith('..')) return undefined;
  if (context === '.') return path;
  return path.startsWith(`${context}/`) ? path.slice(context.length + 1) : undefined;
}

/** The first COPY or ADD of what ends up in the image that takes the file, by its name or with a directory above it. */
function copyOf(build: Build, path: string): { readonly instruction: string; readonly source: Word } | undefined {
  const graph = stageGraph(build);
  for (const stage of graph.stages.filter((one) => graph.isShipped(one))) {
    for (const instruction of stage.instructions) {
      if (instruction.kind !== 'Add' && (instruction.kind !== 'Copy' || instruction.from)) continue;
      if (instruction.flags.some(({ name }) => name === 'exclude')) continue;
      const source = instruction.sources.find((word) => takes(build, instruction, { word, path }));
      if (source) return { instruction: instruction.keyword.text.toUpperCase(), source };
    }
  }
  return undefined;
}

function takes(
  build: Build,
  instruction: AddInstruction | CopyInstruction,
  { word, path }: { readonly word: Word; readonly path: string },
): boolean {
  const expansion = expandWord(word, environmentAt(build, instruction));
  if (!('value' in expansion) || expansion.value === '' || /[*?[\]\\:]/.test(expansion.value)) return false;
  const source = joinPath('.', expansion.value.replace(/^\/+/, ''));
  return source === '.' || source === path || path.startsWith(`${source}/`);
}
