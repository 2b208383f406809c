import { composeRule, option, parseImageReference } from '@plimsoll/core/rule';
import { pulledImage } from '../shared/pulled-images.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-allowed-registry',
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['strict'],
  atMost: { address: 'info' },

  summary: 'Take images only from the registries that are allowed.',
  why: `
    Whoever decides which registries are trusted can have it checked here. A name without a registry is that of
    Docker Hub, \`docker.io\`. A pattern may begin or end with \`*\`. Without options only registries that are named by
    an address are reported, which have no certificate that says who they are.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#image'],
  cwe: [829],
  owasp: ['RULE #13'],

  fixable: 'none',
  options: {
    registries: option.strings({
      default: [],
      summary: 'Registries that images may come from, such as `docker.io` or `*.example.com`.',
    }),
    images: option.strings({
      default: [],
      summary: 'Images, without tag, that may be used whatever their registry, such as `bitnami/*`.',
    }),
  },
  messages: {
    notAllowed: '{image} comes from {registry}, which is not one of the registries that are allowed ({allowed}).',
    address:
      '{image} comes from a registry that is named by its address, so no certificate says who it is. Give it a name.',
  },

  examples: [
    {
      title: 'Another registry',
      options: { registries: ['ghcr.io'] },
      bad: `
        services:
          app:
            image: quay.io/example/app:1.4
      `,
      good: `
        services:
          app:
            image: ghcr.io/example/app:1.4
      `,
    },
    {
      title: 'An address',
      bad: `
        services:
          app:
            image: 10.1.2.3:5000/app:1.4
      `,
    },
  ],

  on: {
    Service(service, { application, project, options, report }) {
      const image = pulledImage(service, application);
      const result = image && parseImageReference(image.reference);
      if (!image || !result?.ok) return;
      const { registry, familiarName, text } = result.reference;
      const allowed = [...options.registries, ...options.images];
      const about = aboutValue(image.field, service, project);
      if (allowed.length === 0) {
        if (/^(?!127\.)\d+(?:\.\d+){3}(?::\d+)?$/.test(registry))
          report({ ...about, message: 'address', data: { image: text } });
        return;
      }
      if (options.registries.some((pattern) => matches(pattern, registry))) return;
      if (options.images.some((pattern) => matches(pattern, familiarName))) return;
      report({ ...about, message: 'notAllowed', data: { image: text, registry, allowed: allowed.join(', ') } });
    },
  },
});

/** `*`, `*end`, `start*` or the whole text. */
function matches(pattern: string, text: string): boolean {
  if (pattern.startsWith('*')) return text.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern === text;
}
