import { dockerfileRule, finalImage, imageCommands } from '@plimsoll/core/rule';
import { isWindowsStage, looksLikeWindows } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-dead-cmd',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Write no CMD that ENTRYPOINT drops.',
  why: `
    ENTRYPOINT as text runs as \`sh -c "..."\`, and what CMD or \`docker run IMAGE ...\` add are arguments of the shell, which
    the text does not use: CMD looks as if it gave defaults and does nothing. Write ENTRYPOINT as a JSON array.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact'],

  fixable: 'none',
  messages: {
    dead: 'This CMD does nothing, as ENTRYPOINT in its shell form takes no arguments. Write ENTRYPOINT as a JSON array.',
  },

  examples: [
    {
      title: 'Defaults that never arrive',
      bad: `
        FROM alpine:3.22
        ENTRYPOINT ping
        CMD ["localhost"]
      `,
      good: `
        FROM alpine:3.22
        ENTRYPOINT ["ping"]
        CMD ["localhost"]
      `,
    },
    {
      title: 'A text that uses its arguments',
      good: `
        FROM alpine:3.22
        ENTRYPOINT ping "$0"
        CMD ["localhost"]
      `,
    },
  ],

  on: {
    File(_file, { document, builds, report }) {
      if (looksLikeWindows(document)) return;
      const seen = new Set<number>();
      for (const build of builds) {
        const commands = imageCommands(build);
        const stage = finalImage(build)?.stage;
        const { cmd, entrypoint } = commands ?? {};
        const form = entrypoint?.instruction.command;
        if (!stage || !cmd || !entrypoint || form?.form !== 'shell' || isWindowsStage(build, stage)) continue;
        // A SHELL of one's own may do with its arguments what it likes.
        if (entrypoint.shell || /\$(\{?[@*#\d])/.test(form.script.text) || form.notJson) continue;
        const { keyword } = cmd.instruction;
        if (seen.has(keyword.span.start)) continue;
        seen.add(keyword.span.start);
        const related = [{ at: entrypoint.instruction.keyword, label: 'ENTRYPOINT is text here' }];
        report({ at: keyword, message: 'dead', related });
      }
    },
  },
});
