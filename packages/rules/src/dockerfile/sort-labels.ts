import {
  dockerfileRule,
  type KeyValuePair,
  literalValue,
  option,
  replace,
  type TextEdit,
  textAt,
} from '@plimsoll/core/rule';

/** What it is, which one, where it comes from, whose it is, what it stands on. */
const ociOrder = [
  'title',
  'description',
  'version',
  'revision',
  'created',
  'ref.name',
  'url',
  'source',
  'documentation',
  'authors',
  'vendor',
  'licenses',
  'base.name',
  'base.digest',
].map((name) => `org.opencontainers.image.${name}`);

export default dockerfileRule({
  id: 'dockerfile/sort-labels',
  aliases: ['tally/labels/prefer-stable-order'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Keep the keys of a LABEL of several lines in order.',
  why: `
    In one order everywhere a label is found at once and is not set twice. By default OCI's labels are in the order in
    which one asks for them (what, which, where from, whose, built on what), and other labels stay where they are.
  `,
  sources: ['https://github.com/opencontainers/image-spec/blob/main/annotations.md'],

  fixable: 'safe',
  fixTitle: 'Sort the labels',
  options: {
    order: option.oneOf(['oci', 'alphabetical'], { default: 'oci', summary: "By OCI's labels, or by the letters." }),
  },
  messages: {
    order: 'The label "{key}" stands before "{next}", which comes first in the order of labels. Sort them.',
  },

  examples: [
    {
      title: 'What it is first',
      bad: `
        FROM alpine:3.22
        LABEL org.opencontainers.image.licenses="MIT" \\
              team="web" \\
              org.opencontainers.image.title="app"
      `,
      good: `
        FROM alpine:3.22
        LABEL org.opencontainers.image.title="app" \\
              team="web" \\
              org.opencontainers.image.licenses="MIT"
      `,
    },
    {
      title: 'By the letters',
      options: { order: 'alphabetical' },
      bad: `
        FROM alpine:3.22
        LABEL team="web" \\
              app="shop"
      `,
      good: `
        FROM alpine:3.22
        LABEL app="shop" \\
              team="web"
      `,
    },
  ],

  on: {
    Label(instruction, { options, report }) {
      const { pairs } = instruction;
      if (pairs.length < 2 || !textAt(instruction).includes('\n')) return;
      const labels = pairs.flatMap((pair) => {
        const key = pair.separator === 'equals' ? literalValue(pair.key) : undefined;
        return key === undefined ? [] : [{ pair, key }];
      });
      if (labels.length < pairs.length || new Set(labels.map(({ key }) => key)).size < labels.length) return;
      const sorted = options.order === 'oci' ? labels.filter(({ key }) => ociOrder.includes(key)) : labels;
      const wanted = sorted.toSorted((a, b) => (comesBefore(a.key, b.key, options.order) ? -1 : 1));
      const at = sorted.findIndex((label, index) => label !== wanted[index]);
      const [wrong, right] = [sorted[at], wanted[at]];
      if (!wrong || !right) return;
      const swap = swapped(
        sorted.map(({ pair }) => pair),
        wanted.map(({ pair }) => pair),
      );
      const fix = textAt(instruction).includes('#') ? null : () => swap;
      report({ at: wrong.pair.key, message: 'order', data: { key: wrong.key, next: right.key }, fix });
    },
  },
});

function comesBefore(left: string, right: string, order: 'oci' | 'alphabetical'): boolean {
  return order === 'oci' ? ociOrder.indexOf(left) < ociOrder.indexOf(right) : left < right;
}

/** Each pair's text in the place of another one; what is between stays. */
function swapped(from: readonly KeyValuePair[], to: readonly KeyValuePair[]): readonly TextEdit[] {
  return from.flatMap((pair, index) => {
    const other = to[index];
    return other && other !== pair ? [replace(pair, textAt(other))] : [];
  });
}
