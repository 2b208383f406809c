import { type Build, dockerfileRule, finalImage, type Located } from '@plimsoll/core/rule';
import { plainName } from '../knowledge/base-images.ts';
import { shippedImage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-unbuffered-python',
  aliases: ['droast/DF032'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Set `PYTHONUNBUFFERED` in images that run Python.',
  why: `
    Python keeps what it prints until a block is full when its output is no terminal. The log of a container then comes late,
    and what was printed right before a crash is lost. \`PYTHONUNBUFFERED=1\`, or \`python -u\`, writes it at once.

    \`PYTHONDONTWRITEBYTECODE\`, which others ask for as well, makes every start slower where the files can be written,
    and is left to you.
  `,
  sources: ['https://docs.python.org/3/using/cmdline.html#envvar-PYTHONUNBUFFERED'],

  fixable: 'none',
  messages: {
    buffered: 'What the program prints comes late, and is lost in a crash. Add ENV PYTHONUNBUFFERED=1.',
  },

  examples: [
    {
      title: 'Logs that come late',
      bad: `
        FROM python:3.13-slim
        CMD ["python", "app.py"]
      `,
      good: `
        FROM python:3.13-slim
        ENV PYTHONUNBUFFERED=1
        CMD ["python", "app.py"]
      `,
    },
    {
      title: 'Said to the interpreter',
      good: `
        FROM python:3.13-slim
        CMD ["python", "-u", "app.py"]
      `,
    },
  ],

  on: {
    File(_file, { builds, report }) {
      const [first, ...more] = builds.map(bufferedBase);
      if (first && more.every((other) => other?.span.start === first.span.start))
        report({ at: first, message: 'buffered' });
    },
  },
});

/** The name of the base where what runs is Python with its buffer. */
function bufferedBase(build: Build): Located | undefined {
  const image = shippedImage(build);
  if (image?.base.kind !== 'image' || plainName(image.base.reference.familiarName) !== 'python') return undefined;
  if (finalImage(build)?.environment.has('PYTHONUNBUFFERED')) return undefined;
  const commands = [image.entrypoint, image.command].flatMap((one) => one?.body.text ?? []);
  if (commands.length === 0 || commands.some((text) => /(?:^|[\s"])-\w*u\w*(?=$|[\s",])/.test(text))) return undefined;
  return image.target.from.image;
}
