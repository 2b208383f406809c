import { type Build, dockerfileRule, effectiveUser, type Located } from '@plimsoll/core/rule';
import { isWindowsStage, looksLikeWindows, shippedImage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-numeric-user',
  aliases: ['hadolint/DL3066'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict'],

  summary: 'Name the user of the image by its number.',
  why: `
    Kubernetes refuses to start a container with \`runAsNonRoot: true\` if the image names its user: it does not look into
    the image to see that \`app\` is not root. A number says so by itself, needs no \`/etc/passwd\`, and is what owners of
    files on volumes are compared with. Root, by name or number, is judged by \`dockerfile/no-root-user\`.
  `,
  sources: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://docs.docker.com/reference/dockerfile/#user',
  ],
  cwe: [250],
  securitySeverity: 2,

  fixable: 'none',
  messages: {
    name: 'Kubernetes can not tell from the name {user} that the image does not run as root. Write the number of the user, as in USER 1000:1000.',
  },

  examples: [
    {
      title: 'A name',
      bad: `
        FROM node:24
        USER node
      `,
      good: `
        FROM node:24
        USER 1000
      `,
    },
    {
      title: 'A number with a group by name, and a stage that is not shipped',
      good: `
        FROM node:24 AS build
        USER node
        FROM node:24
        USER 1000:node
      `,
    },
  ],

  on: {
    File(_file, { document, builds, report }) {
      if (looksLikeWindows(document)) return;
      const reported = new Set<number>();
      for (const build of builds) {
        const found = nameOf(build);
        if (!found || reported.has(found.at.span.start)) continue;
        reported.add(found.at.span.start);
        report({ at: found.at, message: 'name', data: { user: found.user } });
      }
    },
  },
});

function nameOf(build: Build): { readonly at: Located; readonly user: string } | undefined {
  const who = effectiveUser(build);
  const image = shippedImage(build);
  if (who?.kind !== 'user' || !who.instruction.value || !image || isWindowsStage(build, image.target)) return undefined;
  const { user } = who;
  if (!user || /^\d+$/.test(user) || user === 'root') return undefined;
  return { at: who.instruction.value, user };
}
