import { bareBuild, dockerfileRule, locateInFile, option, parseImageReference } from '@plimsoll/core/rule';
import { outsideImages } from '../shared/outside-images.ts';

export default dockerfileRule({
  id: 'dockerfile/pin-image-digest',
  aliases: ['semgrep/dockerfile-source-not-pinned'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'info',
  presets: ['strict'],

  summary: 'Name images by their digest.',
  why: `
    A tag can be pushed again: the same Dockerfile then gives another image, also one that somebody has tampered with. A
    digest (\`name:tag@sha256:...\`) names the content, which can't change. The price is that fixes arrive only when
    somebody changes the file, so this fits where a bot (Dependabot, Renovate) moves digests. Defaults of variables count.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],

  fixable: 'none',
  options: {
    include: option.strings({
      default: ['from', 'copy-from', 'mount'],
      summary: 'Where images are looked at: `from`, `copy-from`, `mount` and `syntax`.',
    }),
    allow: option.strings({ default: [], summary: 'Images, without tag, that need no digest.' }),
  },
  messages: {
    unpinned:
      'The tag of {image} can be moved to other content. Append the digest that you mean (@sha256:...), which can not.',
  },

  examples: [
    {
      title: 'A tag alone',
      bad: `
        FROM alpine:3.22
      `,
      good: `
        FROM alpine:3.22@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
      `,
    },
  ],

  on: {
    File(file, { document, options, report }) {
      for (const { by, at, reference } of outsideImages(bareBuild(document))) {
        if (!options.include.includes(by) || reference.digest || options.allow.includes(reference.familiarName))
          continue;
        report({ at, message: 'unpinned', data: { image: reference.text } });
      }
      if (!options.include.includes('syntax')) return;
      for (const { name, value, valueAt } of file.directives) {
        const result = name === 'syntax' ? parseImageReference(value) : undefined;
        if (!result?.ok || result.reference.digest || options.allow.includes(result.reference.familiarName)) continue;
        report({ at: locateInFile(valueAt), message: 'unpinned', data: { image: value } });
      }
    },
  },
});
