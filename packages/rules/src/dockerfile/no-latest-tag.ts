import {
  type Build,
  dockerfileRule,
  type ImageReference,
  linkedBuilds,
  option,
  type Project,
  type Stage,
  stageGraph,
  type Word,
} from '@plimsoll/core/rule';
import { exampleOf } from '../knowledge/latest-tags.ts';
import { isOfficialImage } from '../knowledge/official-images.ts';
import { repositoryOf, tagOf } from '../shared/image-names.ts';

export default dockerfileRule({
  id: 'dockerfile/no-latest-tag',
  aliases: [
    'hadolint/DL3006',
    'hadolint/DL3007',
    'trivy/DS-0001',
    'checkov/CKV_DOCKER_7',
    'kics/9efb0b2d-89c9-41a3-91ca-dcc0aec911fd',
    'kics/f45ea400-6bbe-4501-9fc7-1c3d75c32067',
    'dockerfilelint/missing_tag',
    'dockerfilelint/latest_tag',
    'semgrep/missing-image-version',
    'semgrep/avoid-latest-version',
    'droast/DF001',
    'droast/DF024',
  ],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { default: 'info' },

  summary: 'Give each base image a tag that says which version it is.',
  why: `
    Without a tag Docker takes \`latest\`, which is whatever was pushed last: the same Dockerfile gives another image
    tomorrow or on another machine, and a build that breaks can't be repeated. A version in the tag says what is meant; a
    digest makes sure of it. Names of stages and \`scratch\` need no tag, nor do
    images that are built here. Variables count with their defaults, which are reported as information only, since a build
    may give other values.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    'https://docs.docker.com/reference/dockerfile/#from',
  ],

  fixable: 'none',
  options: {
    tags: option.strings({ default: ['latest'], summary: 'Tags that say nothing about the version.' }),
    images: option.strings({ default: [], summary: 'Images, without tag, that may be used as they come.' }),
  },
  messages: {
    untagged:
      'The image {image} has no tag, so Docker takes latest, which changes without notice. Add the version that you mean{example}.',
    latest:
      'The tag {tag} of {image} changes without notice, so the same file gives another image tomorrow. Use the version that you mean{example}.',
    default:
      'By its defaults this is {image}, which does not say the version. Unless each build gives one, write one as the default.',
  },

  examples: [
    {
      title: 'No tag',
      bad: `
        FROM node
      `,
      good: `
        FROM node:24.11
      `,
    },
    {
      title: 'The tag latest, as the default of a variable',
      bad: `
        ARG VERSION=latest
        FROM golang:\${VERSION} AS build
      `,
      good: `
        ARG VERSION=1.26
        FROM golang:\${VERSION} AS build
      `,
    },
    {
      title: 'What needs no tag',
      good: `
        FROM alpine@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1 AS base
        FROM base
        FROM scratch
      `,
    },
  ],

  on: {
    From(from, { document, builds, project, options, report }) {
      const { image } = from;
      const stage = document.root.stages[from.stageIndex ?? -1];
      if (!image || !stage) return;
      const base = firstBase(builds, stage, (found) => isLoose(found, options.tags));
      if (!base || options.images.includes(base.reference.familiarName) || isLocal(base.reference, project)) return;
      const { reference, state } = base;
      const { tag, text } = reference;
      const name = withoutTag(reference);
      const example = exampleOf(name);
      const isDefault = state === 'default' && hasOpenVersion(image);
      if (isDefault) report({ at: image, message: 'default', data: { image: text } });
      else if (tag) report({ at: image, message: 'latest', data: { image: name, tag: tag.text, example } });
      else report({ at: image, message: 'untagged', data: { image: name, example } });
    },
  },
});

/** True if a variable stands in the last part of the name or behind it, so that a build argument may bring a version. */
function hasOpenVersion({ text }: Word): boolean {
  const bare = text.replace(/\$\{[^}]*\}/g, '$');
  return bare.includes('$', bare.lastIndexOf('/') + 1);
}

/** What the stage is based on in the first build where that is an image of this sort. */
function firstBase(builds: readonly Build[], stage: Stage, isWanted: (reference: ImageReference) => boolean) {
  for (const build of builds) {
    const base = stageGraph(build).baseOf(stage);
    if (base.kind === 'image' && isWanted(base.reference)) return base;
  }
  return undefined;
}

function isLoose({ tag, digest }: ImageReference, tags: readonly string[]): boolean {
  return !digest && (!tag || tags.includes(tag.text));
}

/**
 * An image that is made here, so that a tag would say nothing: one that a service builds, or a name that no registry can
 * serve, since Docker Hub has only its official images without an owner.
 */
function isLocal({ registry, familiarName, tag }: ImageReference, project: Project): boolean {
  if (registry === 'docker.io' && !familiarName.includes('/') && !isOfficialImage(familiarName)) return true;
  return linkedBuilds(project).some(({ service }) => {
    const name = service.image?.value;
    return (
      name !== undefined && repositoryOf(name) === familiarName && (tagOf(name) ?? 'latest') === (tag?.text ?? 'latest')
    );
  });
}

function withoutTag({ text, tag }: ImageReference): string {
  return tag ? text.slice(0, tag.start - 1) : text;
}
