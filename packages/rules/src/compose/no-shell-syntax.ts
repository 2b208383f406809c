import { type CommandField, composeModel, composeRule } from '@plimsoll/core/rule';
import { isRefused } from '../shared/compose-problems.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-shell-syntax',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { argument: 'warning' },

  summary: 'Call a shell where a command needs one.',
  why: `
    Docker Compose splits a \`command\` into words without a shell. At the first \`&\`, \`|\`, \`;\`, \`<\` or \`>\` outside of quotes it stops
    and drops the rest without a word: \`migrate && serve\` runs \`migrate\` only. In a list such words are arguments like any other.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#command',
    'https://github.com/mattn/go-shellwords',
  ],

  fixable: 'none',
  messages: {
    dropped:
      'No shell reads this, and Docker Compose drops everything from {operator} on. Write it as ["sh", "-c", "..."], or put {operator} in quotes.',
    argument: 'No shell reads this list, so {operator} is an argument like any other. Write ["sh", "-c", "..."].',
    refused:
      'Docker Compose refuses this command: a quote or a parenthesis in it is not closed, or needs quotes around it.',
  },

  examples: [
    {
      title: 'Two commands',
      bad: `
        services:
          app:
            image: example/app:1.4
            command: migrate && serve
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            command: ["sh", "-c", "migrate && exec serve"]
      `,
    },
    {
      title: 'An operator in a list',
      bad: `
        services:
          app:
            image: example/app:1.4
            command: ["migrate", "&&", "serve"]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            command: sh -c "migrate && exec serve"
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const model = composeModel(application);
      const commands = [service.command, service.entrypoint, ...service.hooks.map(({ command }) => command)];
      for (const command of commands) {
        const [first] = command?.parts ?? [];
        if (!command || !first || isRefused(model, command.origin)) continue;
        if (command.form === 'string') {
          const { text } = first.raw;
          const at = dropsFrom(text);
          const about = aboutValue(first, service, project);
          const place = (start: number, end: number) =>
            about.at === first.origin ? { ...about, at: first.raw.locate({ start, end }) } : about;
          if (at === undefined || (first.state === 'unknown' && at.kind === 'refused')) continue;
          if (at.kind === 'refused') report({ ...place(at.start, at.start + 1), message: 'refused' });
          else {
            const operator = /^(?:&&|\|\||>>|<<|.)/s.exec(text.slice(at.start))?.[0] ?? '';
            report({ ...place(at.start, at.start + operator.length), message: 'dropped', data: { operator } });
          }
          continue;
        }
        const operator = listOperator(command);
        if (operator) {
          const data = { operator: operator.value ?? '' };
          report({ ...aboutValue(operator, service, project), message: 'argument', data });
        }
      }
    },
  },
});

/** An operator among the items, unless a shell may read them. */
function listOperator({ parts }: CommandField) {
  if (parts.some(({ value }) => value === undefined || /^-\w*c$/.test(value))) return undefined;
  return parts.slice(1).find(({ value }) => value === '&&' || value === '||' || value === '|' || value === '2>&1');
}

type Break = { readonly kind: 'operator' | 'refused'; readonly start: number };

/** Where Compose stops to read a command text (go-shellwords), before interpolation; undefined if it reads all of it. */
function dropsFrom(text: string): Break | undefined {
  let quote: { readonly letter: string; readonly start: number } | undefined;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\\' && quote?.letter !== "'") at++;
    // What a variable brings is not known, and its default may hold anything.
    else if (letter === '$' && text.charAt(at + 1) === '{') at = closingBrace(text, at + 1);
    else if (quote) quote = letter === quote.letter ? undefined : quote;
    else if (letter === '$' && text.charAt(at + 1) === '(') return undefined;
    else if (letter === '"' || letter === "'" || letter === '`') quote = { letter, start: at };
    else if (';&|<>'.includes(letter)) return { kind: 'operator', start: at };
    else if (letter === '(') return { kind: 'refused', start: at };
  }
  return quote && quote.letter !== '`' ? { kind: 'refused', start: quote.start } : undefined;
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text.charAt(at) === '{') depth++;
    else if (text.charAt(at) === '}' && --depth === 0) return at;
  }
  return text.length;
}
