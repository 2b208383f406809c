import {
  type Build,
  type DockerfileDocument,
  dockerfileRule,
  effectiveUser,
  type Instruction,
  type Located,
  option,
  type Project,
  servicesOf,
} from '@plimsoll/core/rule';
import { type BaseRuntime, baseRuntime } from '../knowledge/base-images.ts';
import { isRootUser } from '../shared/root-users.ts';
import { mayHaveOwnUser } from '../shared/service-users.ts';
import {
  isDevelopmentContainer,
  isWindowsStage,
  isWorkStage,
  looksLikeWindows,
  ownProcess,
  type ShippedImage,
  shippedImage,
} from '../shared/shipped-image.ts';
import { rootUsersOfStages, shortCommand } from '../shared/stage-users.ts';

export default dockerfileRule({
  id: 'dockerfile/no-root-user',
  aliases: [
    'hadolint/DL3002',
    'trivy/DS-0002',
    'checkov/CKV_DOCKER_3',
    'checkov/CKV_DOCKER_8',
    'kics/67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae',
    'kics/fd54f200-402c-4333-a5a4-36ef6709af2f',
    'semgrep/last-user-is-root',
    'semgrep/missing-user',
    'semgrep/missing-user-entrypoint',
    'cis/4.1',
    'droast/DF002',
    'droast/DF020',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { idle: 'info', workStage: 'info', unreadProgram: 'info', unknownBase: 'info' },

  summary: 'Run the image as a user without privileges.',
  why: `
    Root in a container is root for the kernel: whoever breaks into the process can use every capability the container
    has, write every file of the image and of writable mounts, and is one fault in the kernel or the runtime away from
    the host. Most programs need no root at all, and those that do can step down once they have started.

    Judged is what is built: the last USER of the target stage and of the stages that it is based on, then the base
    image. Images that start as another user, or whose entrypoint is known to step down (\`postgres\`, \`redis\`), are fine
    without USER; so is a command that steps down itself (\`gosu\`, \`su-exec\`, \`setpriv\`). A service that sets \`user\` in
    Compose decides for itself, and so does the \`devcontainer.json\` of a file below
    \`.devcontainer\`. Where the base image is not known, a script decides that was not read, nothing tells what the
    image is to run, or the target is called \`dev\` or \`test\`, the finding is a guess and only information.
  `,
  sources: [
    'https://docs.docker.com/build/building/best-practices/#user',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250],
  owasp: ['RULE #2'],
  securitySeverity: 5.3,

  fixable: 'none',
  options: {
    nonRootImages: option.strings({
      default: [],
      summary: 'More base images, without tag, that start as a user without privileges or step down to one.',
    }),
    stages: option.oneOf(['final', 'all'], {
      default: 'final',
      summary:
        'Which stages are judged: those that are built, or each one that ends with USER root, as hadolint has it.',
    }),
  },
  messages: {
    explicitRoot:
      'The image runs as root, since its last USER is {user}; root in the container is root for the kernel. Switch to a user without privileges after the steps that need root.',
    rootBase:
      'The image runs as root, since {image} does and no USER follows; root in the container is root for the kernel. Create a user and switch to it with USER.',
    rootBaseWithAccount:
      'The image runs as root, since {image} does and no USER follows; root in the container is root for the kernel. Add USER {account}: the base has this account for it.',
    rootBaseWithSibling:
      'The image runs as root, since {image} does and no USER follows; root in the container is root for the kernel. Use {sibling}, the same program without root, or switch to another user with USER.',
    idle: 'The image starts as root, since {image} does and no USER follows. If it is run as it is, and not only to build with or on, create a user and switch to it with USER.',
    workStage:
      'The target {target} runs as root, since {image} does and no USER follows. It seems to be for development or tests; if it runs for others, create a user and switch to it with USER.',
    scratchRoot:
      'The image runs as root, since no USER is set; root in the container is root for the kernel. Add a number, which needs no /etc/passwd: USER 65532:65532.',
    unreadProgram:
      'The image starts as root, and whether {program} steps down to another user is not known here. If it does not, add USER with a user without privileges.',
    unknownBase:
      'No USER is set, and as whom {image} starts is not known here. Unless it steps down from root by itself, add USER with a user without privileges.',
  },

  examples: [
    {
      title: 'A base that starts as root',
      bad: `
        FROM python:3.13-slim
        COPY app.py /app.py
        CMD ["python", "/app.py"]
      `,
      good: `
        FROM python:3.13-slim
        RUN useradd --system app
        COPY app.py /app.py
        USER app
        CMD ["python", "/app.py"]
      `,
    },
    {
      title: 'Back to root, and left there',
      bad: `
        FROM jenkins/jenkins:lts-jdk21
        USER root
        RUN apt-get update && apt-get install -y make
      `,
      good: `
        FROM jenkins/jenkins:lts-jdk21
        USER root
        RUN apt-get update && apt-get install -y make
        USER jenkins
      `,
    },
    {
      title: 'An entrypoint that steps down',
      good: `
        FROM debian:trixie-slim
        RUN apt-get update && apt-get install -y gosu && useradd --system app
        ENTRYPOINT ["gosu", "app", "/usr/bin/server"]
      `,
    },
    {
      title: 'A service that sets its user',
      good: {
        Dockerfile: `
          FROM python:3.13-slim
          CMD ["python", "-m", "http.server"]
        `,
        'compose.yaml': `
          services:
            web:
              build: .
              user: "1000:1000"
        `,
      },
    },
  ],

  on: {
    File(_file, { document, builds, project, options, report }) {
      if (isDevelopmentContainer(document)) return;
      const reported = new Set<number>();
      for (const at of options.stages === 'all' ? rootUsersOfStages(document, builds) : []) {
        reported.add(at.span.start);
        report({ message: 'explicitRoot', at, data: { user: at.text } });
      }
      for (const build of builds) {
        const services = servicesOf(project, build);
        if (services.length > 0 && services.every((service) => mayHaveOwnUser(service, project))) continue;
        const image = shippedImage(build);
        const found = image && judge({ build, document, image, project, trusted: options.nonRootImages });
        if (!found || reported.has(found.at.span.start)) continue;
        reported.add(found.at.span.start);
        report(found);
      }
    },
  },
});

interface Judged {
  readonly build: Build;
  readonly document: DockerfileDocument;
  readonly image: ShippedImage;
  readonly project: Project;
  readonly trusted: readonly string[];
}

function judge(judged: Judged) {
  // Who builds on an image with triggers decides as whom it runs.
  if (judged.image.target.instructions.some((instruction) => instruction.kind === 'Onbuild')) return undefined;
  const who = effectiveUser(judged.build);
  if (who?.kind !== 'user') return judgeWithoutUser(judged);
  const { value } = who.instruction;
  if (!value || !isRootUser(who.user)) return undefined;
  return unlessItStepsDown(judged, value, { message: 'explicitRoot', at: value, data: { user: value.text } } as const);
}

function judgeWithoutUser(judged: Judged) {
  const { build, document, image, trusted } = judged;
  const { base, bottom, target } = image;
  const at = target.from.image;
  if (!at || looksLikeWindows(document) || isWindowsStage(build, target)) return undefined;
  if (base.kind === 'scratch') {
    // Files for others to copy, or the root of an image to come: nothing runs.
    if (!image.entrypoint && !image.command) return undefined;
    return unlessItStepsDown(judged, at, { message: 'scratchRoot', at } as const);
  }
  if (base.kind !== 'image') return undefined;
  const { familiarName, tag, text } = base.reference;
  const runtime = baseRuntime(familiarName, tag?.text);
  if (trusted.includes(familiarName) || runtime?.starts === 'other') return undefined;
  const related = bottom === target ? [] : [{ at: bottom.from, label: 'the base image is named here' }];
  if (!runtime) {
    const unknown = { message: 'unknownBase', at, data: { image: text }, related } as const;
    return ownProcess(image) === 'steps-down' ? undefined : unknown;
  }
  return unlessItStepsDown(judged, at, { ...rootBase(judged, runtime, text), at, related });
}

/** What to say of a base that starts as root: what runs in the image, and what the base has for it, decide. */
function rootBase({ build, image, project }: Judged, { account, sibling, idle }: BaseRuntime, text: string) {
  const runs = image.instructions.some(({ kind }) => tellsOfRunning.has(kind));
  if (idle && !runs && servicesOf(project, build).length === 0)
    return { message: 'idle', data: { image: text } } as const;
  const { name: target } = image.target;
  if (target !== undefined && isWorkStage(image.target))
    return { message: 'workStage', data: { image: text, target } } as const;
  if (sibling !== undefined) return { message: 'rootBaseWithSibling', data: { image: text, sibling } } as const;
  if (account === undefined) return { message: 'rootBase', data: { image: text } } as const;
  return { message: 'rootBaseWithAccount', data: { image: text, account } } as const;
}

/** Instructions without which nobody knows that an image is run, and not only built with. */
const tellsOfRunning: ReadonlySet<Instruction['kind']> = new Set(['Cmd', 'Entrypoint', 'Expose', 'Healthcheck']);

/** `found`, unless something is known to step down from root (then nothing) or may do so (then a guess). */
function unlessItStepsDown<Found>({ image, trusted }: Judged, at: Located, found: Found) {
  const own = ownProcess(image);
  if (own === 'steps-down') return undefined;
  const program = image.entrypoint ?? image.command;
  if (image.base.kind === 'image' && !image.entrypoint) {
    const { familiarName, tag, text } = image.base.reference;
    const starts = baseRuntime(familiarName, tag?.text)?.starts;
    if (starts === 'root-drops' || trusted.includes(familiarName)) return undefined;
    if (starts === 'root-unread') return unread(at, `the entrypoint of ${text}`);
  }
  return own === 'unread' && program ? unread(at, shortCommand(program.command)) : found;
}

function unread(at: Located, program: string) {
  return { message: 'unreadProgram', at, data: { program } } as const;
}
