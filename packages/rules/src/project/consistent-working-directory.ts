import {
  type Build,
  type CommandForm,
  environmentAt,
  expandWord,
  finalImage,
  type Instruction,
  projectRule,
  type Service,
  workingDirectoryAt,
} from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { isAtOrBelow } from '../shared/host-mounts.ts';
import { aboutValue, mayReportMissing } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/consistent-working-directory',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Start a command with a relative path in the directory that its image was made for.',
  why: `
    A relative path in CMD or ENTRYPOINT counts from the working directory. With another \`working_dir\` in Compose than
    the WORKDIR of the image, the file is looked for where the build did not put it.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#workdir',
    'https://docs.docker.com/reference/compose-file/services/#working_dir',
  ],

  fixable: 'none',
  messages: {
    elsewhere:
      '{service} starts in {directory}, but its image runs {path} relative to its WORKDIR {workdir}. Remove working_dir, or write the path of the file whole.',
  },

  examples: [
    {
      title: 'A relative path from another directory',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              working_dir: /srv
        `,
        Dockerfile: `
          FROM node:22-slim
          WORKDIR /app
          COPY . .
          CMD ["node", "server.js"]
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
        `,
        Dockerfile: `
          FROM node:22-slim
          WORKDIR /app
          COPY . .
          CMD ["node", "server.js"]
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const field = service.get('working_dir');
      if (field?.state !== 'known' || typeof field.value !== 'string' || !field.value.startsWith('/')) return;
      const directory = field.value.length > 1 ? field.value.replace(/\/+$/, '') : field.value;
      if (service.command || service.entrypoint || !mayReportMissing(service, application)) return;
      const built = builtImage(project, service, application);
      const image = built && finalImage(built.build);
      if (!built || image?.workingDirectory.state !== 'known' || image.workingDirectory.path === directory) return;
      const command = image.entrypoint?.instruction ?? image.cmd?.instruction;
      const path = command && relativePath(command.command);
      if (!command || path === undefined || mayHold(service, built.build, built.image.instructions, directory)) return;
      const about = aboutValue(field, service, project);
      report({
        ...about,
        message: 'elsewhere',
        data: { service: service.name, directory, path, workdir: image.workingDirectory.path },
        related: [...about.related, { at: command, label: 'the relative path' }],
      });
    },
  },
});

const interpreters = /^(node|python[\d.]*|ruby|php|perl|deno|bun|bash|sh)$/;

/** The file that a command in exec form starts, if its path is relative: `./server`, or a script for an interpreter. */
function relativePath(form: CommandForm): string | undefined {
  if (form.form !== 'exec') return undefined;
  const [first = '', second = ''] = form.items.map((item) => item.value);
  if (first.startsWith('./')) return first;
  return interpreters.test(first) && /^[\w.][\w./-]*\.(m?js|cjs|ts|py|rb|php|pl|sh)$/.test(second) ? second : undefined;
}

/** True if a mount or a step of the build may have put something into the directory. */
function mayHold(service: Service, build: Build, instructions: readonly Instruction[], directory: string): boolean {
  const mounted = service.volumes.some(({ target }) => {
    const path = target?.value;
    return path === undefined || isAtOrBelow(directory, path) || isAtOrBelow(path, directory);
  });
  return mounted || instructions.some((instruction) => mayWrite(build, instruction, directory));
}

function mayWrite(build: Build, instruction: Instruction, directory: string): boolean {
  if (instruction.kind === 'Run') return instruction.body.text.includes(directory);
  if (instruction.kind === 'Onbuild') return true;
  if (instruction.kind !== 'Copy' && instruction.kind !== 'Add') return false;
  const words = instruction.destination && expandWord(instruction.destination, environmentAt(build, instruction));
  if (!words || !('value' in words)) return true;
  const from = workingDirectoryAt(build, instruction);
  if (!words.value.startsWith('/') && from.state === 'unknown') return true;
  const base = from.state === 'unknown' ? '/' : from.path;
  const path = words.value.startsWith('/') ? words.value : `${base}/${words.value}`;
  const clean = `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
  return clean.includes('..') || isAtOrBelow(directory, clean) || isAtOrBelow(clean, directory);
}
