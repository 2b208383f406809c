import { detectDirective, dockerfileRule, nearest, option, parseImageReference, replace } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-syntax-directive-typo',
  aliases: ['tally/syntax-directive-typo'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Name the image of the syntax directive without a misprint.',
  why: `
    \`# syntax=\` names an image that is downloaded and reads the rest of the file. With a misprint the build stops because
    there is no such image, or the file is read, with the build context at hand, by a program that somebody else has put
    there. Images that are not close to those of Docker are not judged.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#syntax', 'https://docs.docker.com/build/buildkit/frontend/'],

  fixable: 'unsafe',
  fixTitle: 'Use the image with the similar name',
  options: {
    knownFrontends: option.strings({ default: [], summary: 'More images, without tag, that read Dockerfiles.' }),
  },
  messages: {
    misspelt: 'There is no well-known syntax image {name}. Did you mean {similar}?',
    blanks: 'The name of an image has no blanks, so only "{used}" is used. Remove what follows.',
  },

  examples: [
    {
      title: 'A misprint',
      bad: `
        # syntax=docker/dokcerfile:1
        FROM alpine:3.22
      `,
      good: `
        # syntax=docker/dockerfile:1
        FROM alpine:3.22
      `,
    },
    {
      title: 'Words behind the image',
      bad: `
        # syntax=docker/dockerfile:1 for heredocs
        FROM alpine:3.22
      `,
      good: `
        # syntax=docker/dockerfile:1
        FROM alpine:3.22
      `,
    },
    {
      title: 'Another frontend',
      good: `
        # syntax=ghcr.io/acme/frontend:2
        FROM alpine:3.22
      `,
    },
  ],

  on: {
    File(_file, { document, options, report }) {
      const { source } = document;
      const found = detectDirective(source, 'syntax');
      if (!found) return;
      const { value, full, start, end } = found;
      const at = { source, span: { start, end } };
      if (value !== full) {
        report({ at, message: 'blanks', data: { used: value }, fix: () => [replace(at, value)] });
        return;
      }
      const parsed = parseImageReference(value);
      const name = parsed.ok ? parsed.reference.familiarName : undefined;
      const known = [...frontends, ...options.knownFrontends];
      if (name === undefined || known.includes(name)) return;
      const similar = nearest(name, known);
      const written = value.indexOf(name);
      if (similar === undefined || written < 0) return;
      const place = { source, span: { start: start + written, end: start + written + name.length } };
      report({ at: place, message: 'misspelt', data: { name, similar }, fix: () => [replace(place, similar)] });
    },
  },
});

/** https://docs.docker.com/build/buildkit/frontend/, checked 2026-11-22. */
const frontends = ['docker/dockerfile', 'docker/dockerfile-upstream'];
