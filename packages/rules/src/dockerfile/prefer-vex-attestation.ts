import {
  type AddInstruction,
  type Build,
  type CopyInstruction,
  dockerfileRule,
  literalValue,
} from '@plimsoll/core/rule';
import { isShippedInstruction } from '../shared/package-caches.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-vex-attestation',
  aliases: ['tally/prefer-vex-attestation'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Attach VEX documents to the image as attestations.',
  why: `
    A VEX document says which known vulnerabilities do not matter for a product. It changes with every new vulnerability,
    long after the image was built; as a file in the image it is out of date soon, can't be signed by itself, and most
    scanners do not look for it there. \`docker scout attestation add\` and \`cosign attest\` attach it to the image that
    is in the registry.
  `,
  sources: [
    'https://docs.docker.com/scout/how-tos/create-exceptions-vex/',
    'https://github.com/openvex/spec/blob/main/ATTESTING.md',
  ],

  fixable: 'none',
  messages: {
    copied: '{source} in the image is out of date soon. Attach it to the pushed image as an attestation.',
  },

  examples: [
    {
      title: 'A document in the image',
      bad: `
        FROM alpine:3.22
        COPY app.vex.json /usr/share/vex/
      `,
    },
    {
      title: 'In a stage that only checks',
      good: `
        FROM alpine:3.22 AS check
        COPY app.vex.json /tmp/
        FROM alpine:3.22
        COPY app /usr/bin/
      `,
    },
  ],

  on: {
    Copy(copy, { builds, report }) {
      for (const found of documentsIn(copy, builds)) report(found);
    },
    Add(add, { builds, report }) {
      for (const found of documentsIn(add, builds)) report(found);
    },
  },
});

function documentsIn(instruction: CopyInstruction | AddInstruction, builds: readonly Build[]) {
  if (!isShippedInstruction(instruction, builds)) return [];
  return instruction.sources.flatMap((at) =>
    /(?:^|[/.])(?:open)?vex\.json$/i.test(literalValue(at) ?? '')
      ? [{ at, message: 'copied', data: { source: at.text } } as const]
      : [],
  );
}
