import { type Build, dockerfileRule, hasVariables, option, replace, servicesOf } from '@plimsoll/core/rule';
import { slimVariant } from '../knowledge/slim-variants.ts';
import { isDevelopmentContainer, isWorkStage, shippedImage } from '../shared/shipped-image.ts';

/** Message by what the smaller variant leaves out. */
const messageIds = { 'build-tools': 'full', extras: 'extras', glibc: 'alpine' } as const;

export default dockerfileRule({
  id: 'dockerfile/prefer-slim-base',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { extras: 'info' },

  summary: 'Ship on the smaller variant of a base image.',
  why: `
    The default tags of many language images are made for building: they hold compilers, headers of a hundred libraries,
    version control and more, several hundred megabytes in all. In an image that is shipped this only takes time to pull,
    gives an intruder tools, and fills every scan with vulnerabilities of software that nothing uses. The same version
    exists without it. Build in a stage of its own where a compiler is needed, and copy the result.

    Judged is only the base of what is run: the target has a command or a service builds it. Stages to build in may be
    full, and so may development containers and targets that are called \`dev\` or \`test\`. Tags whose smaller variant is
    not known to exist are left alone. Packages that the full image brought have to be installed by name afterwards.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image',
    'https://github.com/docker-library/faq#whats-the-difference-between-variants',
  ],
  cwe: [1125],
  securitySeverity: 2.5,

  fixable: 'unsafe',
  fixTitle: 'Use the smaller variant, which lacks packages of the full one',
  options: {
    images: option.strings({ default: [], summary: 'Images, without tag, that may be used in full.' }),
  },
  messages: {
    full: '{image} brings compilers and headers that a running service does not need. {smaller} is the same version without them; a step that needs them belongs in a stage of its own.',
    alpine:
      '{image} brings compilers and headers that a running service does not need. {smaller} is the same version on Alpine Linux; smaller still is a stage of its own to build in.',
    extras:
      '{image} brings documentation and tools that a running service does not need. {smaller} is the same version without them.',
  },

  examples: [
    {
      title: 'A full image that is shipped',
      bad: `
        FROM python:3.13
        COPY app.py /app.py
        CMD ["python", "/app.py"]
      `,
      good: `
        FROM python:3.13-slim
        COPY app.py /app.py
        CMD ["python", "/app.py"]
      `,
    },
    {
      title: 'A full image to build in',
      good: `
        FROM node:24 AS build
        RUN npm ci
        FROM node:24-slim
        COPY --from=build /app /app
        CMD ["node", "/app"]
      `,
    },
  ],

  on: {
    File(_file, { document, builds, project, options, report }) {
      if (isDevelopmentContainer(document)) return;
      for (const build of builds) {
        const found = fullBase(build, servicesOf(project, build).length > 0);
        if (!found || options.images.includes(found.name)) continue;
        const { at, image, smaller, without } = found;
        report({
          at,
          message: messageIds[without],
          data: { image, smaller },
          fix: found.canReplace ? () => [replace(at, smaller)] : null,
        });
      }
    },
  },
});

/** The base image of what is shipped, if its tag has a smaller variant. */
function fullBase(build: Build, isService: boolean) {
  const image = shippedImage(build);
  const at = image?.bottom.from.image;
  if (!at || image.base.kind !== 'image') return undefined;
  // Work is done in it, or tests run; what is shipped is another target.
  if (isWorkStage(image.target)) return undefined;
  // Nothing says that this is ever run: it may only be built in, or be a base itself.
  if (!isService && !image.command && !image.entrypoint) return undefined;
  if (/^windows/i.test(image.bottom.from.platform?.value?.text ?? '')) return undefined;
  const { familiarName, tag, digest, text } = image.base.reference;
  // A digest alone does not say which variant it is.
  const variant = digest && !tag ? undefined : slimVariant(familiarName, tag?.text);
  if (!variant) return undefined;
  const name = text.slice(0, tag ? tag.start - 1 : text.length);
  // The digest is that of the full image, and a variable may be used elsewhere too.
  const canReplace = !digest && !hasVariables(at);
  return {
    at,
    name: familiarName,
    image: text,
    smaller: `${name}:${variant.tag}`,
    without: variant.without,
    canReplace,
  };
}
