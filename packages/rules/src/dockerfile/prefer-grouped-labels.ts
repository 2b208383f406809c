import {
  dockerfileRule,
  type Instruction,
  type LabelInstruction,
  literalValue,
  option,
  replace,
  type TextEdit,
  textAt,
} from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/prefer-grouped-labels',
  aliases: ['tally/labels/prefer-grouped'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Write neighbouring LABEL instructions as one.',
  why: `
    Several LABELs in a row are one list of labels with the keyword in between. Since Docker 1.10 they cost nothing; one
    instruction is easier to read and to sort.
  `,
  sources: ['https://docs.docker.com/build/building/best-practices/#label'],

  fixable: 'safe',
  fixTitle: 'Join the LABELs',
  options: {
    minLabels: option.integer({ default: 2, summary: 'How many labels a row must have to be reported.' }),
  },
  messages: {
    row: 'These {count} LABELs in a row are one list. Join them.',
  },

  examples: [
    {
      title: 'Three in a row',
      bad: `
        FROM alpine:3.22
        LABEL title="app"
        LABEL team="web" tier="front"
        LABEL source="https://example.com/app"
      `,
      good: `
        FROM alpine:3.22
        LABEL title="app" \\
              team="web" tier="front" \\
              source="https://example.com/app"
      `,
    },
    {
      title: 'Comments keep them apart',
      good: `
        FROM alpine:3.22
        LABEL title="app"
        # Read by the billing.
        LABEL team="web"
      `,
    },
  ],

  on: {
    Stage({ instructions }, { document, options, report }) {
      for (const row of rowsOf(instructions)) {
        const labels = row.flatMap(({ pairs }) => pairs);
        const [first] = row;
        if (!first || labels.length < options.minLabels) continue;
        const keys = labels.map(({ key }) => literalValue(key));
        const certain = keys.every((key) => key !== undefined) && new Set(keys).size === keys.length;
        const fix = certain ? joined(row, document.root.escape) : undefined;
        report({ at: first.keyword, message: 'row', data: { count: row.length }, fix: fix ? () => fix : null });
      }
    },
  },
});

/** Two LABELs or more with nothing but blank lines between. */
function rowsOf(instructions: readonly Instruction[]): readonly (readonly LabelInstruction[])[] {
  const rows: LabelInstruction[][] = [];
  let row: LabelInstruction[] = [];
  for (const instruction of instructions) {
    const previous = row.at(-1);
    const next = instruction.kind === 'Label' ? instruction : undefined;
    const joins = previous && next && next.leadingComments.length === 0 && !/#/.test(between(previous, next));
    if (joins) row.push(next);
    else row = next ? [next] : [];
    if (row.length === 2) rows.push(row);
  }
  return rows;
}

function between(left: LabelInstruction, right: LabelInstruction): string {
  return textAt({ source: left.source, span: { start: left.span.end, end: right.span.start } });
}

/** One edit for each gap; undefined where a pair is legacy or missing, or a label does not end its instruction. */
function joined(row: readonly LabelInstruction[], escape: string): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const [index, right] of row.entries()) {
    const left = row[index - 1];
    const [first] = right.pairs;
    if (!first || right.pairs.some(({ separator }) => separator !== 'equals')) return undefined;
    if (!left) continue;
    const last = left.pairs.at(-1);
    if (!last || last.span.end !== left.span.end) return undefined;
    const { source } = right;
    const gap = { source, span: { start: last.span.end, end: first.span.start } };
    // A comment or an own continuation behind the keyword stays.
    if (textAt({ source, span: { start: right.span.start, end: first.span.start } }).includes('\n')) return undefined;
    const lineEnd = textAt(gap).includes('\r\n') ? '\r\n' : '\n';
    edits.push(replace(gap, ` ${escape}${lineEnd}      `));
  }
  return edits;
}
