import { environmentAfter, finalImage, type Located, projectRule, type Service, stageGraph } from '@plimsoll/core/rule';
import { type BuiltImage, builtImage } from '../shared/built-image.ts';
import { mayReportMissing } from '../shared/service-places.ts';
import { looksLikeWindows } from '../shared/shipped-image.ts';

export default projectRule({
  id: 'project/no-build-only-variable',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Give a value to the build or to the container, whichever reads it.',
  why: `
    An ARG exists while the image is built; a command of the container that reads it finds nothing, unless ENV keeps the
    value or the service sets it. The other way round, bundlers for the web write variables such as \`VITE_API_URL\` into
    their output during the build: \`environment\` of the service comes too late for them.
  `,
  sources: [
    'https://docs.docker.com/build/building/variables/',
    'https://vite.dev/guide/env-and-mode',
    'https://nextjs.org/docs/app/guides/environment-variables',
  ],

  fixable: 'none',
  messages: {
    unsetAtRun:
      'The command of the image reads {name}, which is only an ARG: {service} starts without it. Keep it with ENV, or set it in environment.',
    baked:
      '{service} sets {name} in environment, but its Dockerfile reads it as an ARG in a stage before, and the image has what the build wrote. Give it in build.args.',
  },

  examples: [
    {
      title: 'A command that reads an ARG',
      bad: {
        Dockerfile: `
          FROM python:3.13-slim
          ARG PORT
          CMD exec python -m http.server $PORT
        `,
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                args:
                  PORT: "8080"
        `,
      },
      good: {
        Dockerfile: `
          FROM python:3.13-slim
          ARG PORT
          ENV PORT=$PORT
          CMD exec python -m http.server $PORT
        `,
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                args:
                  PORT: "8080"
        `,
      },
    },
    {
      title: 'A variable that the build writes into its output',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              environment:
                VITE_API_URL: https://api.example.com
        `,
        Dockerfile: `
          FROM node:22-slim AS build
          WORKDIR /app
          COPY . .
          ARG VITE_API_URL
          RUN npm ci && npm run build
          FROM nginx:1.29
          COPY --from=build /app/dist /usr/share/nginx/html
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                args:
                  VITE_API_URL: https://api.example.com
        `,
        Dockerfile: `
          FROM node:22-slim AS build
          WORKDIR /app
          COPY . .
          ARG VITE_API_URL
          RUN npm ci && npm run build
          FROM nginx:1.29
          COPY --from=build /app/dist /usr/share/nginx/html
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const built = builtImage(project, service, application);
      if (!built || !mayReportMissing(service, application)) return;
      const given = new Set(service.build?.args.map(({ name }) => name));
      for (const variable of service.environment) {
        const arg = given.has(variable.name) ? undefined : readByBuildOnly(built, variable.name);
        if (!arg) continue;
        report({
          at: variable.nameAt,
          message: 'baked',
          data: { service: service.name, name: variable.name },
          subject: service.name,
          related: [{ at: arg, label: 'the build reads it here' }],
        });
      }
      for (const { name, at } of unsetInCommand(service, built)) {
        report({ at, message: 'unsetAtRun', data: { service: service.name, name }, subject: service.name });
      }
    },
  },
});

/** The ARG of a variable that bundlers write into their output, if only stages that are not shipped have it. */
function readByBuildOnly({ build, image }: BuiltImage, name: string): Located | undefined {
  if (!/^(VITE|NEXT_PUBLIC|REACT_APP)_/.test(name)) return undefined;
  // A start script may put the value into the files after all.
  if (image.instructions.some(({ body }) => body.text.includes(name) || /envsubst|\.sh\b|entrypoint/i.test(body.text)))
    return undefined;
  const graph = stageGraph(build);
  const stages = graph.stages.filter((stage) => graph.isReachable(stage) && !graph.isShipped(stage));
  return stages
    .flatMap((stage) => stage.instructions)
    .find((step) => step.kind === 'Arg' && step.pairs.some(({ key }) => key.text === name));
}

interface ReadVariable {
  readonly name: string;
  readonly at: Located;
}

/** What the image's own command in shell form reads and only an ARG of the shipped stages declares. */
function unsetInCommand(service: Service, { build, image }: BuiltImage): readonly ReadVariable[] {
  const command = image.entrypoint ?? image.command;
  if (service.command || service.entrypoint || service.envFile.length > 0) return [];
  if (command?.command.form !== 'shell' || command.heredocs.length > 0 || looksLikeWindows(build.dockerfile)) return [];
  const after = environmentAfter(build, image.target);
  const set = new Set([
    ...service.environment.map(({ name }) => name),
    ...(finalImage(build)?.environment.keys() ?? []),
  ]);
  const { script } = command.command;
  const found: ReadVariable[] = [];
  // Quotes of either kind may keep a dollar as it is or hand it to another program: those scripts are left alone.
  if (/['\\`]|\$\(|=/.test(script.text)) return [];
  for (const match of script.text.matchAll(/\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)\}/g)) {
    const name = match[1] ?? match[2] ?? '';
    if (set.has(name) || !after.declares(name) || systemNames.has(name)) continue;
    set.add(name);
    found.push({ name, at: script.locate({ start: match.index, end: match.index + match[0].length }) });
  }
  return found;
}

/** The shell or the engine sets these. */
const systemNames: ReadonlySet<string> = new Set(['HOME', 'HOSTNAME', 'PATH', 'PWD', 'SHELL', 'TERM', 'USER']);
