import { dockerfileRule, type ImageReference, option } from '@plimsoll/core/rule';
import { outsideImages } from '../shared/outside-images.ts';

/** Names by which Docker Hub goes. */
const hubNames = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'hub.docker.com']);

export default dockerfileRule({
  id: 'dockerfile/require-allowed-registry',
  aliases: ['hadolint/DL3026', 'cis/4.2', 'droast/DF065', 'droast/DF073'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'error',
  presets: ['strict'],

  summary: 'Take images only from the registries that are allowed.',
  why: `
    Whoever decides which registries are trusted can have it checked here: FROM, COPY --from and mounts, in all stages, with
    defaults of variables. Without options nothing is reported. A name without a registry is Docker Hub's, whose names
    \`docker.io\`, \`index.docker.io\`, \`registry-1.docker.io\` and \`hub.docker.com\` are one. A pattern may begin or end
    with \`*\`, or be \`*\`.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#from'],

  fixable: 'none',
  options: {
    registries: option.strings({
      default: [],
      summary: 'Registries that images may come from, such as `docker.io`, `*.example.com` or `registry.*`.',
    }),
    images: option.strings({
      default: [],
      summary: 'Images, without tag, that may be used whatever their registry, with the same patterns.',
    }),
  },
  messages: {
    notAllowed: '{image} comes from {registry}, which is not one of the registries that are allowed ({allowed}).',
  },

  examples: [
    {
      title: 'An image of another registry',
      options: { registries: ['docker.io'] },
      bad: `
        FROM quay.io/fedora/fedora:44
      `,
      good: `
        FROM fedora:44
      `,
    },
  ],

  on: {
    File(_file, { builds, options, report }) {
      const { registries, images } = options;
      if (registries.length === 0 && images.length === 0) return;
      const allowed = [...registries, ...images].join(', ');
      for (const build of builds) {
        for (const { at, reference } of outsideImages(build)) {
          if (isAllowed(reference, registries, images)) continue;
          report({
            at,
            message: 'notAllowed',
            data: { image: reference.text, registry: registryOf(reference), allowed },
          });
        }
      }
    },
  },
});

function isAllowed(reference: ImageReference, registries: readonly string[], images: readonly string[]): boolean {
  const registry = registryOf(reference);
  return (
    registries.some((pattern) => matches(hubNames.has(pattern) ? 'docker.io' : pattern, registry)) ||
    images.some((pattern) => matches(pattern, reference.familiarName))
  );
}

const registryOf = ({ registry }: ImageReference): string => (hubNames.has(registry) ? 'docker.io' : registry);

/** `*`, `*end`, `start*` or the whole text, as hadolint's `allowedRegistries`. */
function matches(pattern: string, text: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern === text;
}
