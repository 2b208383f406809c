import { dockerfileRule, joinPath, option } from '@plimsoll/core/rule';
import { agreedValue } from '../shared/agreed-value.ts';

export default dockerfileRule({
  id: 'dockerfile/no-system-workdir',
  aliases: ['trivy/DS-0030'],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Keep WORKDIR out of directories that belong to the kernel.',
  why: `
    The runtime mounts \`/proc\`, \`/sys\` and \`/dev\` over whatever the image has there, so that files of the
    build are gone when the container starts, and a program that writes to its working directory writes into interfaces
    of the kernel. \`/boot\`, \`/initrd\` and \`/lost+found\` belong to the machine.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#workdir', 'https://refspecs.linuxfoundation.org/fhs.shtml'],
  cwe: [668],
  securitySeverity: 4.5,

  fixable: 'none',
  options: {
    paths: option.strings({
      default: ['/proc', '/sys', '/dev', '/boot', '/initrd', '/lost+found'],
      summary: 'The directories in which, or below which, no WORKDIR may be.',
    }),
  },
  messages: {
    system:
      'The working directory {path} is in {directory}, which belongs to the system and hides what the image puts there. Choose a directory of your own, such as /app.',
  },

  examples: [
    {
      title: 'Below /proc',
      bad: `
        FROM alpine:3.22
        WORKDIR /proc/self
      `,
    },
    {
      title: 'A directory whose name only begins so',
      good: `
        FROM alpine:3.22
        WORKDIR /development
      `,
    },
  ],

  on: {
    Workdir(workdir, { builds, options, report }) {
      const { value: at } = workdir;
      const value = at && agreedValue(at, workdir, builds);
      if (!at || !value?.startsWith('/')) return;
      const path = joinPath('', value);
      const directory = options.paths.find((one) => path === one || path.startsWith(`${one}/`));
      if (directory !== undefined) report({ at, message: 'system', data: { path, directory } });
    },
  },
});
