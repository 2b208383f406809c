import { composeRule } from '@plimsoll/core/rule';
import { unconfined } from '../shared/security-options.ts';

export default composeRule({
  id: 'compose/no-unconfined-seccomp',
  aliases: [
    'compose-lint/CL-0009',
    'kics/default_seccomp_profile_disabled',
    'kics/404fde2c-bc4b-4371-9747-7054132ac953',
    'semgrep/seccomp-confinement-disabled',
    'cis/5.22',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Keep the filter for system calls on.',
  why: `
    The engine's default profile refuses some fifty system calls that programs seldom need and attacks often do (\`mount\`,
    \`bpf\`, \`keyctl\`, \`ptrace\` on old kernels). \`seccomp=unconfined\`, in the older form \`seccomp:unconfined\`, lets all of
    them through. A program that needs one more can have a profile of its own.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#security_opt',
    'https://docs.docker.com/engine/security/seccomp/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 693],
  owasp: ['RULE #6'],
  securitySeverity: 7.1,

  fixable: 'unsafe',
  fixTitle: "Remove the option (the engine's default profile then refuses some system calls)",
  messages: {
    unconfined:
      'The service {service} may make every system call, also those through which containers were broken out of. Remove seccomp=unconfined, or name a profile that allows what it needs.',
  },

  examples: [
    {
      title: 'The only option',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - seccomp=unconfined
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'The older form, among others',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - no-new-privileges:true
              - seccomp:unconfined
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - no-new-privileges:true
      `,
    },
    {
      title: 'A profile of its own',
      good: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - seccomp=./profile.json
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      for (const found of unconfined(service, 'seccomp', project)) report({ ...found, message: 'unconfined' });
    },
  },
});
