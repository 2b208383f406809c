import { type Comment, dockerfileRule, type Instruction, type Located, option } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/valid-definition-description',
  aliases: ['buildkit/InvalidDefinitionDescription'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Begin the comment above a stage or an argument with its name.',
  why: `
    \`docker build --call=outline\` and \`--call=targets\` show the comment right above a named stage or an ARG as its
    description, if the comment begins with the name. Another comment there is not shown: part it from the instruction by
    an empty line or an empty comment.
  `,
  sources: ['https://docs.docker.com/reference/build-checks/invalid-definition-description/'],

  fixable: 'none',
  options: {
    buildkit: option.boolean({
      default: false,
      summary: 'Report exactly what BuildKit reports: also comments above an empty line, and comments for tools.',
    }),
  },
  messages: {
    noName:
      'This comment is not a description of {name}, because it does not begin with the name. Write "# {name} ...", or part it from the instruction by an empty line.',
  },

  examples: [
    {
      title: 'A comment about something else',
      bad: `
        # the version that we tested
        ARG VERSION=24
        FROM node:\${VERSION}
      `,
      good: `
        # VERSION is the version that we tested.
        ARG VERSION=24
        FROM node:\${VERSION}
      `,
    },
  ],

  on: {
    From(from, { options, report }) {
      const name = from.alias?.text.toLowerCase();
      const found = name === undefined ? undefined : withoutName(from, [name], options.buildkit);
      if (found) report({ at: found, message: 'noName', data: { name: name ?? '' } });
    },
    Arg(arg, { options, report }) {
      const names = arg.pairs.map(({ key }) => key.text);
      const found = arg.onbuild ? undefined : withoutName(arg, names, options.buildkit);
      if (found) report({ at: found, message: 'noName', data: { name: names[0] ?? '' } });
    },
  },
});

/** The last line of the comment block, if it is for people and begins with none of the names. */
function withoutName(instruction: Instruction, names: readonly string[], buildkit: boolean): Located | undefined {
  const comment = instruction.leadingComments.at(-1);
  if (!comment || names.length === 0) return undefined;
  const text = isIndented(comment) ? `#${comment.text}` : comment.text.trim();
  if (names.includes(text.split(' ')[0] ?? '')) return undefined;
  return buildkit || isDescription(comment, instruction) ? comment : undefined;
}

/** BuildKit keeps the mark of an indented comment in its text. */
function isIndented({ source, span }: Comment): boolean {
  return span.start > 0 && source.text.charCodeAt(span.start - 1) !== 10;
}

/** Words of tools, and what an empty line parts from the instruction, describe nothing. */
function isDescription({ source, span, text }: Comment, instruction: Instruction): boolean {
  if (/^\s*(?:check\s*=|hadolint\b|plimsoll-|checkov:|trivy:|kics-|shellcheck\b|renovate:|nosemgrep)/i.test(text))
    return false;
  const between = source.text.slice(span.end, instruction.span.start);
  return between.split('\n').length === 2;
}
