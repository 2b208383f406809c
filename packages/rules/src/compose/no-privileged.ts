import { composeRule, type Field, replace } from '@plimsoll/core/rule';
import { isOwnValue, placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-privileged',
  aliases: [
    'compose-lint/CL-0002',
    'kics/privileged_containers_enabled',
    'kics/ae5b6871-7f45-42e0-bb4c-ab300c4d2026',
    'semgrep/privileged-service',
    'cis/5.5',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Run services, their hooks and their builds without privileges over the host.',
  why: `
    A privileged container has every capability and every device of the host, and neither seccomp nor AppArmor
    filters what it does. Whoever gets into it owns the host; cap_drop and security profiles on the same service change
    nothing about that. Most uses need one capability (\`cap_add\`) or one device (\`devices\`) only.
    The same goes for a lifecycle hook, which is a privileged \`docker exec\`, and for a privileged build.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#privileged',
    'https://docs.docker.com/reference/compose-file/build/#privileged',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250],
  owasp: ['RULE #3'],
  securitySeverity: 8.8,

  fixable: 'unsafe',
  fixTitle: 'Set privileged to false (what the service does may need a capability or a device instead)',
  messages: {
    service:
      'The service {service} is privileged: it has every capability and device of the host, so whoever gets in owns the host. Name what it needs in cap_add or devices.',
    hook: 'A {hook} hook of {service} is privileged: it runs with every capability and device of the host. Leave privileged out.',
    build:
      'The build of {service} is privileged: its RUN instructions have every capability and device of the host. Leave privileged out.',
  },

  examples: [
    {
      title: 'A service that needs one capability',
      bad: `
        services:
          vpn:
            image: example/vpn:2.1
            privileged: true
            cap_add: [NET_ADMIN]
      `,
      good: `
        services:
          vpn:
            image: example/vpn:2.1
            privileged: false
            cap_add: [NET_ADMIN]
      `,
    },
    {
      title: 'A hook with privileges',
      bad: `
        services:
          app:
            image: example/app:1.4
            post_start:
              - command: sysctl -w net.core.somaxconn=1024
                privileged: true
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            post_start:
              - command: sysctl -w net.core.somaxconn=1024
                privileged: false
      `,
    },
    {
      title: 'A privileged build',
      bad: `
        services:
          app:
            build:
              context: .
              privileged: true
      `,
      good: `
        services:
          app:
            build:
              context: .
              privileged: false
      `,
    },
    {
      title: 'A variable without default, which may be anything',
      good: `
        services:
          app:
            image: example/app:1.4
            privileged: \${PRIVILEGED}
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      // A provider has no container of its own.
      if (service.provider) return;
      const { name, privileged, build, hooks } = service;
      const common = (field: Field<boolean>) => ({
        ...placesOfValue(field.origin, name, project),
        subject: name,
        fix: isOwnValue(field) ? () => [replace(field.origin, 'false')] : null,
      });
      if (privileged?.value) report({ ...common(privileged), message: 'service', data: { service: name } });
      if (build?.privileged?.value) report({ ...common(build.privileged), message: 'build', data: { service: name } });
      for (const hook of hooks) {
        if (!hook.privileged?.value) continue;
        report({ ...common(hook.privileged), message: 'hook', data: { service: name, hook: hook.when } });
      }
    },
  },
});
