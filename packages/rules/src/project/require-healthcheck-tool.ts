import {
  type Application,
  baseNameOf,
  type CommandField,
  type Instruction,
  type Located,
  type Project,
  projectRule,
  type Service,
} from '@plimsoll/core/rule';
import { lacksTool } from '../knowledge/absent-tools.ts';
import { type BuiltImage, builtImage } from '../shared/built-image.ts';

export default projectRule({
  id: 'project/require-healthcheck-tool',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { perhaps: 'info' },

  summary: 'Check health with a program that the image has.',
  why: `
    A health check runs inside the container. Small base images have neither \`curl\` nor \`wget\`; Alpine Linux has only
    the \`wget\` of BusyBox. With a program that is not there each check fails, and the service never becomes healthy.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#healthcheck',
    'https://docs.docker.com/reference/dockerfile/#healthcheck',
  ],

  fixable: 'none',
  messages: {
    missing:
      'The health check of {service} runs {tool}, which {image} does not have and the Dockerfile does not install, so it always fails. Install {tool}, or check with a program that is there.',
    perhaps:
      'The health check of {service} runs {tool}, which {image} does not have and no step installs by name. Unless another package brings it, the check always fails.',
  },

  examples: [
    {
      title: 'curl in an image without curl',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              healthcheck:
                test: curl --fail http://localhost:8080/
        `,
        Dockerfile: `
          FROM node:22-alpine
          CMD ["node", "server.js"]
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
              healthcheck:
                test: wget --quiet --spider http://localhost:8080/
        `,
        Dockerfile: `
          FROM node:22-alpine
          CMD ["node", "server.js"]
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const test = service.healthcheck?.test;
      const asked = test && service.healthcheck?.disabled?.value !== true ? toolOf(test) : undefined;
      if (!asked) return;
      const found = absence(service, project, application, asked.tool);
      if (!found) return;
      report({
        at: asked.at,
        message: found.certain ? 'missing' : 'perhaps',
        data: { service: service.name, tool: asked.tool, image: found.image },
        subject: service.name,
        related: [{ at: found.at, label: 'the base image' }],
      });
    },
  },
});

interface AskedTool {
  readonly tool: string;
  readonly at: Located;
}

/** The first word of a test, and where it stands, if it is one of the tools that are looked for. */
function toolOf({ state, form, parts }: CommandField): AskedTool | undefined {
  const [head, second] = parts;
  const isList = form === 'list' && (head?.value === 'CMD' || head?.value === 'CMD-SHELL');
  const field = form === 'list' ? (isList ? second : undefined) : head;
  if (state !== 'known' || !field) return undefined;
  const word = /^\s*([\w./-]+)/.exec(field.raw.text);
  // Another program may take over where the first one is missing.
  if (/\|\||;|&&/.test(field.raw.text.replace(/\|\|\s*(exit|false)\b/g, ''))) return undefined;
  const text = word?.[1];
  const tool = text === undefined ? '' : baseNameOf(text);
  if (!word || text === undefined || (tool !== 'curl' && tool !== 'wget')) return undefined;
  const end = word[0].length;
  return { tool, at: field.raw.locate({ start: end - text.length, end }) };
}

/** Where an image lacks a tool for all that is known; `certain` if no step could have brought it along. */
function absence(service: Service, project: Project, application: Application, tool: string) {
  const built = builtImage(project, service, application);
  const base = built?.image.base;
  if (!built || base?.kind !== 'image' || !lacksTool(base.reference.familiarName, base.reference.tag?.text, tool))
    return undefined;
  // What comes into the container by a mount may be a program as well.
  if (service.volumes.some(({ target }) => /bin(\/|$)|^$/.test(target?.value ?? ''))) return undefined;
  if (built.image.instructions.some((instruction) => mayBring(instruction, tool))) return undefined;
  const at = built.image.bottom.from.image ?? built.image.bottom.from;
  return { image: base.reference.text, at, certain: !installsPackages(built) };
}

/** True if a step names the tool, runs a script or a program that may install things, or copies whole trees. */
function mayBring({ kind, body, heredocs }: Instruction, tool: string): boolean {
  const text = [body.text, ...heredocs.map((heredoc) => heredoc.body.text)].join('\n');
  if (kind === 'Onbuild') return true;
  if (kind === 'Run')
    return text.includes(tool) || /\.(sh|bash|py|pl)\b|\bplaywright\b|\.\/|\$|\bsource\b|install-/i.test(text);
  if (kind === 'Add') return true;
  if (kind !== 'Copy') return false;
  return text.includes(tool) || /(^|\s)\/(usr|bin|sbin|opt|local|rootfs|lib)?\/?(local|bin|sbin)?\/?(\s|$)/.test(text);
}

function installsPackages({ image }: BuiltImage): boolean {
  return image.instructions.some(
    ({ kind, body }) => kind === 'Run' && /\b(apt|apt-get|apk|aptitude|dpkg|add|install)\b/.test(body.text),
  );
}
