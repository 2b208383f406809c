import {
  type Application,
  composeModel,
  composeRule,
  fact,
  parseImageReference,
  replace,
  type Service,
} from '@plimsoll/core/rule';
import { isOfficialImage } from '../knowledge/official-images.ts';
import { addSibling } from '../shared/entry-edits.ts';
import { aboutValue, isOwnValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-ambiguous-image',
  aliases: ['dclint/no-build-and-image'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { pulled: 'info' },

  summary: 'Let nobody else supply the image that a service builds.',
  why: `
    With \`build\` and \`image\` and no \`pull_policy\`, Compose first tries to pull an image of that name and builds only
    if there is none, so that whoever owns the name on Docker Hub decides what runs. With \`always\` the registry wins
    every time. \`pull_policy: build\` says what is meant. Two services that build under one name overwrite each
    other. Names with a registry, and names without an owner that Docker Hub gives to nobody, are left alone.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#pull_policy',
    'https://docs.docker.com/reference/compose-file/build/#using-build-and-image',
  ],
  cwe: [427, 829],

  fixable: 'unsafe',
  fixTitle: 'Set pull_policy: build, so that the registry is not asked',
  messages: {
    pulled:
      'Compose first looks for {image} on Docker Hub, and runs what it finds there in place of the build. Set pull_policy: build.',
    official:
      '{image} is an image of Docker Hub, which Compose pulls in place of the build, or the build goes by its name. Name the result otherwise, or set pull_policy: build.',
    always: 'pull_policy: always replaces what is built here by what the registry has. Use build, or leave out build.',
    twice:
      '{service} and {other} build different images under the name {image}, so that the last one wins. Give each its own name.',
  },

  examples: [
    {
      title: 'A name that somebody else may own',
      bad: `
        services:
          web:
            build: .
            image: example/web:1.4
      `,
      good: `
        services:
          web:
            build: .
            image: example/web:1.4
            pull_policy: build
      `,
    },
    {
      title: 'The registry wins',
      bad: `
        services:
          web:
            build: .
            image: ghcr.io/example/web:1.4
            pull_policy: always
      `,
      good: `
        services:
          web:
            build: .
            image: ghcr.io/example/web:1.4
            pull_policy: build
      `,
    },
    {
      title: 'A name of an official image',
      bad: `
        services:
          web:
            build: .
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            build: .
            image: nginx:1.29
            pull_policy: build
      `,
    },
    {
      title: 'One name for two builds',
      bad: `
        services:
          web:
            build: ./web
            image: ghcr.io/example/app:1.4
          job:
            build: ./job
            image: ghcr.io/example/app:1.4
      `,
      good: `
        services:
          web:
            build: ./web
            image: ghcr.io/example/web:1.4
          job:
            build: ./job
            image: ghcr.io/example/job:1.4
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { build, image, name } = service;
      const result = image?.value ? parseImageReference(image.value) : undefined;
      if (!build || !image || !result?.ok) return;
      const { text, registry, domain, familiarName } = result.reference;
      const about = aboutValue(image, service, project);
      const other = firstBuilds(application).get(result.reference.canonical);
      if (other && other.name !== name && isOtherBuild(other, service)) {
        report({ ...about, message: 'twice', data: { service: name, other: other.name, image: text }, fix: null });
      }
      const policy = service.get('pull_policy');
      if (policy?.value === 'always') {
        const fix = isOwnValue(policy) ? () => [replace(policy.origin, 'build')] : null;
        report({ ...aboutValue(policy, service, project), message: 'always', fix });
      }
      // Another file may say what is missing here.
      if (policy || domain || registry !== 'docker.io' || !composeModel(application).complete) return;
      const edit = addSibling(image, 'pull_policy: build');
      const common = { ...about, data: { image: text }, fix: edit ? () => [edit] : null };
      if (isOfficialImage(familiarName)) report({ ...common, message: 'official' });
      else if (familiarName.includes('/')) report({ ...common, message: 'pulled' });
    },
  },
});

/** The first service that builds an image, by the complete name of the image. */
const firstBuilds = fact('rules/first-builds@1', (application: Application): ReadonlyMap<string, Service> => {
  const builds = new Map<string, Service>();
  for (const service of composeModel(application).services) {
    const result = service.build && service.image?.value ? parseImageReference(service.image.value) : undefined;
    if (result?.ok && !builds.has(result.reference.canonical)) builds.set(result.reference.canonical, service);
  }
  return builds;
});

/** True if two builds are known to give different images, as far as context, file and target tell. */
function isOtherBuild({ build: a }: Service, { build: b }: Service): boolean {
  if (!a || !b || a.contextPath === undefined || b.contextPath === undefined) return false;
  if (a.contextPath !== b.contextPath) return true;
  if (a.target?.state === 'unknown' || b.target?.state === 'unknown') return false;
  const isKnown = a.dockerfilePath !== undefined && b.dockerfilePath !== undefined;
  return isKnown && (a.dockerfilePath !== b.dockerfilePath || a.target?.value !== b.target?.value);
}
