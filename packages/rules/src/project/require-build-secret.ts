import {
  type Build,
  composeModel,
  expandWord,
  linkedBuild,
  type Mount,
  projectRule,
  type ServiceBuild,
  stageGraph,
  type Word,
} from '@plimsoll/core/rule';
import { dockerfileName } from '../shared/dockerfile-names.ts';
import { hasForeignSyntax } from '../shared/foreign-syntax.ts';
import { mayReportMissing, placesOfValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/require-build-secret',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { optional: 'info', unused: 'info' },

  summary: 'Give a build the secrets that its steps mount.',
  why: `
    \`RUN --mount=type=secret,id=X\` gets the secret that \`build.secrets\` gives under that name, by its \`target\` or
    else its name. Without one, a step that says \`required\` fails, and any other runs without the file, as if
    it were not needed.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/build/#secrets',
    'https://docs.docker.com/reference/dockerfile/#run---mounttypesecret',
  ],

  fixable: 'none',
  messages: {
    required:
      'The service {service} gives its build no secret {id}, which a step of {dockerfile} requires, so the build fails. Add it to build.secrets.',
    optional:
      'The service {service} gives its build no secret {id}, so that a step of {dockerfile} that mounts it runs without. Add it to build.secrets if the step needs it.',
    unused:
      'The service {service} gives its build the secret {id}, but no step that it builds of {dockerfile} mounts it.',
  },

  examples: [
    {
      title: 'A secret that nobody gives',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
        `,
        Dockerfile: `
          FROM node:24-slim
          RUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required npm ci
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                secrets: [npmrc]
          secrets:
            npmrc:
              file: ./npmrc
        `,
        Dockerfile: `
          FROM node:24-slim
          RUN --mount=type=secret,id=npmrc,target=/root/.npmrc,required npm ci
        `,
      },
    },
    {
      title: 'A secret that no step mounts',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                secrets: [token]
          secrets:
            token:
              environment: TOKEN
        `,
        Dockerfile: `
          FROM node:24-slim
          RUN npm ci
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { build, name } = service;
      const result = linkedBuild(project, service)?.result;
      if (!build || !result || !mayReportMissing(service, application) || hasForeignSyntax(result.dockerfile)) return;
      const mounted = secretMounts(result);
      const given = givenSecrets(build);
      if (!mounted || !given) return;
      const place = build.context && !build.context.origin.synthetic ? build.context.origin : build.origin;
      const about = { service: name, dockerfile: dockerfileName(result.dockerfile) };
      for (const message of ['required', 'optional'] as const) {
        const missing = mounted.filter((one) => !given.has(one.id) && one.required === (message === 'required'));
        if (missing.length === 0) continue;
        const { at, related } = placesOfValue(place, name, project);
        const mounts = missing.map(({ mount }) => ({ at: mount, label: 'mounted here' }));
        const id = missing.map((one) => one.id).join(', ');
        report({ at, related: [...related, ...mounts], message, data: { ...about, id }, subject: name });
      }
      if (composeModel(application).problems.some(({ code }) => code === 'undefined-secret')) return;
      for (const [id, { origin }] of given) {
        if (mounted.some((one) => one.id === id)) continue;
        report({ ...placesOfValue(origin, name, project), message: 'unused', data: { ...about, id }, subject: name });
      }
    },
  },
});

interface SecretMount {
  readonly id: string;
  readonly required: boolean;
  readonly mount: Mount;
}

/** The secrets that the steps of a build mount, each once; undefined if one of them is not known. */
function secretMounts(build: Build): readonly SecretMount[] | undefined {
  const graph = stageGraph(build);
  if (!graph.target) return undefined;
  const found = new Map<string, SecretMount>();
  for (const stage of graph.stages) {
    if (!graph.isReachable(stage)) continue;
    for (const outer of stage.instructions) {
      const instruction = outer.kind === 'Onbuild' ? outer.trigger : outer;
      for (const mount of instruction?.kind === 'Run' ? instruction.mounts : []) {
        if (mount.type === undefined) return undefined;
        if (mount.type !== 'secret') continue;
        const one = secretOf(mount);
        if (!one) return undefined;
        if (one.required || !found.has(one.id)) found.set(one.id, one);
      }
    }
  }
  return [...found.values()];
}

/** A secret is known by its id or source, else by the last part of its target (`dispatchSecret` in BuildKit). */
function secretOf(mount: Mount): SecretMount | undefined {
  const last = (...keys: readonly string[]): Word | undefined =>
    mount.fields.findLast(({ key }) => keys.includes(key))?.value;
  const word = last('source', 'src') ?? last('id');
  const target = last('target', 'dst', 'destination');
  const text = plainText(word) ?? (word ? undefined : plainText(target)?.replace(/^.*\//, ''));
  const required = mount.fields.findLast(({ key }) => key === 'required');
  const isRequired = required !== undefined && (required.value === undefined || plainText(required.value) === 'true');
  return text === undefined || text === '' ? undefined : { id: text, required: isRequired, mount };
}

const nothingSet = { get: () => undefined };

function plainText(word: Word | undefined): string | undefined {
  const expansion = word && expandWord(word, nothingSet);
  return expansion && 'value' in expansion && expansion.value === word.text ? expansion.value : undefined;
}

/** The secrets by the id under which the build gets them; undefined if one of them is not known. */
function givenSecrets({ secrets }: ServiceBuild): ReadonlyMap<string, ServiceBuild['secrets'][number]> | undefined {
  const given = new Map<string, ServiceBuild['secrets'][number]>();
  for (const secret of secrets) {
    const field = secret.target ?? secret.name;
    if (field.value === undefined) return undefined;
    given.set(field.value, secret);
  }
  return given;
}
