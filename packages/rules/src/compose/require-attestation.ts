import { composeModel, composeRule, parseImageReference } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-attestation',
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: [],

  summary: 'Publish images with their provenance and contents.',
  why: `
    An image with provenance and a bill of materials says how it was built and what is in it, which later tells in
    minutes whether a new flaw concerns it. Reported are builds whose image has a name at a registry, and nothing of
    both is asked for, or provenance is switched off.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/build/#provenance',
    'https://docs.docker.com/reference/compose-file/build/#sbom',
    'https://docs.docker.com/build/metadata/attestations/',
  ],
  owasp: ['RULE #13'],

  fixable: 'none',
  messages: {
    missing: '{image} is published without a bill of materials. Set provenance and sbom below build.',
    off: 'Provenance is switched off for {image}, so that nobody can tell how it was built. Remove the line.',
  },

  examples: [
    {
      title: 'None',
      bad: `
        services:
          web:
            build: .
            image: ghcr.io/example/web:1.4
      `,
      good: `
        services:
          web:
            build:
              context: .
              provenance: mode=max
              sbom: true
            image: ghcr.io/example/web:1.4
      `,
    },
    {
      title: 'Switched off',
      bad: `
        services:
          web:
            build:
              context: .
              provenance: false
            image: ghcr.io/example/web:1.4
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { image, build } = service;
      const result = build && image?.value ? parseImageReference(image.value) : undefined;
      if (!image || !result?.ok || !result.reference.domain || /^localhost\b|^127\./.test(result.reference.registry))
        return;
      const [provenance, sbom] = [service.get('build.provenance'), service.get('build.sbom')];
      const data = { image: result.reference.text };
      if (provenance && /^false$/i.test(String(provenance.value))) {
        report({ ...aboutValue(provenance, service, project), message: 'off', data });
      } else if (!provenance && !sbom && composeModel(application).complete)
        report({ ...aboutValue(image, service, project), message: 'missing', data });
    },
  },
});
