import { type Build, dockerfileRule, option, type Project, type Stage, servicesOf } from '@plimsoll/core/rule';
import { isDevelopmentContainer, isWorkStage, shippedImage } from '../shared/shipped-image.ts';
import { stagesLacking } from '../shared/stage-chains.ts';

export default dockerfileRule({
  id: 'dockerfile/require-healthcheck',
  aliases: [
    'hadolint/DL3057',
    'trivy/DS-0026',
    'checkov/CKV_DOCKER_2',
    'kics/b03a748a-542d-44f4-bb86-9199ab4fd2d5',
    'cis/4.6',
    'droast/DF012',
    'tally/ruby/healthcheck-rails-up-endpoint',
  ],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Say how to tell whether the container works.',
  why: `
    Docker and Swarm see that a process has ended, not that it hangs. A HEALTHCHECK asks it, so that Compose waits for the
    service (\`condition: service_healthy\`) and Swarm replaces what does not answer. \`HEALTHCHECK NONE\` is a decision as
    well. Kubernetes looks at its own probes only. Not asked of images whose base may bring its own process and check, of
    bases for serverless functions, of shells and tools without arguments, of stages for development, nor where each Compose service that
    builds the image has a \`healthcheck\`.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#healthcheck'],

  aboutMissing: true,
  fixable: 'none',
  options: {
    everyImage: option.boolean({
      default: false,
      summary: 'Also ask it of images of which nothing in the file says that they run something for long.',
    }),
    stages: option.oneOf(['target', 'all'], {
      default: 'target',
      summary: 'Judge what is built, or every stage that no checked one uses.',
    }),
  },
  messages: {
    missing:
      'Nothing tells whether a container of this image works, as there is no HEALTHCHECK. Add one, or HEALTHCHECK NONE.',
  },

  examples: [
    {
      title: 'A server',
      bad: `
        FROM node:24-alpine
        COPY server.js /
        CMD ["node", "/server.js"]
      `,
      good: `
        FROM node:24-alpine
        COPY server.js /
        HEALTHCHECK CMD wget -qO- http://localhost:8080/health || exit 1
        CMD ["node", "/server.js"]
      `,
    },
    {
      title: 'The service has a check',
      good: {
        Dockerfile: `
          FROM node:24-alpine
          CMD ["node", "/server.js"]
        `,
        'compose.yaml': `
          services:
            web:
              build: .
              healthcheck:
                test: ["CMD", "wget", "-qO-", "http://localhost:8080/health"]
        `,
      },
    },
  ],

  on: {
    File(_file, { document, builds, project, options, report }) {
      if (!options.everyImage && isDevelopmentContainer(document)) return;
      const found = new Set<Stage>();
      for (const build of builds) {
        if (!options.everyImage && !isExpected(build, project)) continue;
        for (const stage of stagesLacking(build, hasCheck, options.stages)) found.add(stage);
      }
      for (const { from } of found) report({ at: from.image ?? from.keyword, message: 'missing' });
    },
  },
});

const hasCheck = ({ instructions }: Stage): boolean => instructions.some(({ kind }) => kind === 'Healthcheck');

/** True if the image is known to run something of its own for which nobody else has a check. */
function isExpected(build: Build, project: Project): boolean {
  const image = shippedImage(build);
  if (!image || isWorkStage(image.target)) return false;
  const services = servicesOf(project, build);
  if (services.length > 0 && services.every(({ service }) => service.healthcheck !== undefined)) return false;
  const command = image.entrypoint ?? image.command;
  if (!command || image.instructions.some(({ kind }) => kind === 'Onbuild')) return false;
  if (image.base.kind === 'image' && isServerless(image.base.reference.familiarName)) return false;
  const form = command.command;
  // A tool for the command line: its arguments are the user's.
  const bare = image.entrypoint && !image.command && form.form === 'exec' && form.items.length === 1;
  if (bare && !image.instructions.some(({ kind }) => kind === 'Expose')) return false;
  const [program = ''] =
    form.form === 'exec' ? form.items.map(({ value }) => value) : form.script.text.trim().split(/\s+/);
  const alone = form.form === 'exec' ? form.items.length === 1 : !/\s/.test(form.script.text.trim());
  return !(alone && /(^|\/)(ba|da|z|a|k|fi)?sh$|(^|[\\/])(cmd|powershell|pwsh)(\.exe)?$/.test(program));
}

/** Bases whose platform asks the process itself. */
const isServerless = (name: string): boolean =>
  /(^|\/)lambda\/|amazon\/aws-lambda|azure-functions\/|openfaas|(^|\/)of-watchdog|functions-framework/.test(name);
