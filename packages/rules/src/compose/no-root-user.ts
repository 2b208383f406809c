import { composeModel, composeRule } from '@plimsoll/core/rule';
import { isRefused } from '../shared/compose-problems.ts';
import { isRootUser } from '../shared/root-users.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-root-user',
  aliases: ['compose-lint/CL-0018', 'semgrep/service-runs-as-root', 'cis/4.1'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Do not set the user of a service to root.',
  why: `
    Root in a container is root for the kernel: a fault in the runtime, a writable mount or one capability too many
    and it is root on the host. \`user: root\` also undoes a USER instruction of the image.
    A service without \`user\` is not reported here: its image decides, and for an image that is built in the project
    the rule on the Dockerfile speaks.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#user',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250],
  owasp: ['RULE #2'],
  securitySeverity: 5.3,

  fixable: 'none',
  messages: {
    root: 'The service {service} runs as root, whatever its image says, and root in the container is root for the kernel. Leave user out, or give a uid other than 0, such as "1000:1000".',
  },

  examples: [
    {
      title: 'Root by name',
      bad: `
        services:
          db:
            image: postgres:17
            user: root
      `,
      good: `
        services:
          db:
            image: postgres:17
            user: "999:999"
      `,
    },
    {
      title: 'Root by number, as the default of a variable',
      bad: `
        services:
          app:
            image: example/app:1.4
            user: "\${APP_UID:-0}:\${APP_GID:-0}"
      `,
    },
    {
      title: 'The group root, which is another matter',
      good: `
        services:
          app:
            image: example/app:1.4
            user: "1000:0"
      `,
    },
  ],

  on: {
    Service({ name, user, provider }, { application, project, report }) {
      if (provider || !user || !isRootUser(user.value)) return;
      // A number in place of a text is refused at loading: that finding is the one to act on.
      if (isRefused(composeModel(application), user.origin)) return;
      report({
        ...placesOfValue(user.origin, name, project),
        message: 'root',
        data: { service: name },
        subject: name,
      });
    },
  },
});
