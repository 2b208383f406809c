import { dockerfileRule, type Located } from '@plimsoll/core/rule';
import { type Label, labelsIn, labelValue, removePair } from '../shared/labels.ts';
import { shippedImage } from '../shared/shipped-image.ts';

const digestKey = 'org.opencontainers.image.base.digest';

export default dockerfileRule({
  id: 'dockerfile/no-stale-base-digest',
  aliases: ['tally/labels/no-stale-base-digest'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Name as base digest the one that FROM pins.',
  why: `
    Tools compare \`${digestKey}\` with the registry to tell whether an image has to be rebuilt. A digest
    that FROM does not pin, or another one, tells them of a base that was not used.
  `,
  sources: ['https://github.com/opencontainers/image-spec/blob/main/annotations.md'],

  fixable: 'unsafe',
  fixTitle: 'Remove the label, which says nothing of this base',
  messages: {
    other: 'The label names another base than FROM pins ({digest}). Use one digest in both places.',
    unpinned:
      'The base {image} is not pinned by a digest, so that this one is soon that of another image. Pin FROM to it, or remove the label.',
  },

  examples: [
    {
      title: 'A base that moves',
      bad: `
        FROM alpine:3.22
        LABEL team="web"
        LABEL org.opencontainers.image.base.digest="sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"
      `,
      good: `
        FROM alpine:3.22
        LABEL team="web"
      `,
    },
    {
      title: 'One digest in both places',
      good: `
        FROM alpine:3.22@sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1
        LABEL org.opencontainers.image.base.digest="sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"
      `,
    },
  ],

  on: {
    File(_file, { builds, report }) {
      const seen = new Set<Label>();
      for (const build of builds) {
        const image = shippedImage(build);
        const label = labelsIn(image?.instructions ?? []).findLast(({ key }) => key === digestKey);
        if (!image || !label?.pair.value || seen.has(label) || image.base.kind !== 'image') continue;
        const value = labelValue(label, [build]);
        const { digest, text } = image.base.reference;
        if (!value?.includes(':') || label.pair.value.text.includes('$') || digest?.text === value) continue;
        seen.add(label);
        const from = image.bottom.from.image;
        const related: readonly { readonly at: Located; readonly label: string }[] = from
          ? [{ at: from, label: 'the base image is named here' }]
          : [];
        const found = { at: label.pair.value, related, fix: () => removePair(label.instruction, label.pair) ?? [] };
        if (digest) report({ ...found, message: 'other', data: { digest: digest.text } });
        else report({ ...found, message: 'unpinned', data: { image: text } });
      }
    },
  },
});
