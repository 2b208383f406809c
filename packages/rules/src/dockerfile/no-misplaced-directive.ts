import { type Comment, detectDirective, dockerfileRule } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-misplaced-directive',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Put parser directives at the head of the file.',
  why: `
    \`# syntax=\`, \`# escape=\` and \`# check=\` count only before anything else: a comment, a blank line or an instruction above
    them makes them ordinary comments, without a word. The file is then read by another version of the syntax, or with
    another escape character, than it says.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#parser-directives'],

  fixable: 'none',
  messages: {
    misplaced:
      'This {name} directive is an ordinary comment, since {above} stands above it. Move it to the first line.',
  },

  examples: [
    {
      title: 'Below a comment',
      bad: `
        # The web server of our shop
        # syntax=docker/dockerfile:1
        FROM nginx:1.29
      `,
      good: `
        # syntax=docker/dockerfile:1
        # The web server of our shop
        FROM nginx:1.29
      `,
    },
    {
      title: 'Words about a directive',
      good: `
        # Our builders understand syntax=docker/dockerfile:1.7
        FROM nginx:1.29
      `,
    },
  ],

  on: {
    File({ comments, instructions }, { document, report }) {
      const { source } = document;
      const first = instructions[0]?.span.start ?? source.text.length;
      for (const comment of comments) {
        const name = directiveIn(comment);
        if (name === undefined) continue;
        // BuildKit looks for these by itself, behind a line that begins with #! too.
        const effective = name === 'escape' ? undefined : detectDirective(source, name);
        if (effective && effective.start > comment.span.start && effective.end <= comment.span.end) continue;
        const above = comment.span.start > first ? 'an instruction' : 'a blank line or another comment';
        report({ at: comment, message: 'misplaced', data: { name, above } });
      }
    },
  },
});

/** The directive that a comment would be at the head of the file; prose about one has another shape. */
function directiveIn({ text }: Comment): 'syntax' | 'escape' | 'check' | undefined {
  if (/^\s*syntax\s*=\s*[\w.-]+[:@/][\w.:@/-]*\s*$/i.test(text)) return 'syntax';
  if (/^\s*escape\s*=\s*[\\`]\s*$/i.test(text)) return 'escape';
  return /^\s*check\s*=\s*(?:skip|error|experimental)=\S+\s*$/i.test(text) ? 'check' : undefined;
}
