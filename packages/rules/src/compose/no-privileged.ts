import { composeRule, type Field, replace, type Service } from '@plimsoll/core/rule';
import { isRootUser } from '../shared/root-users.ts';
import { isOwnValue, placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-privileged',
  aliases: [
    'compose-lint/CL-0002',
    'kics/privileged_containers_enabled',
    'kics/ae5b6871-7f45-42e0-bb4c-ab300c4d2026',
    'semgrep/privileged-service',
    'cis/5.5',
    'cis/5.23',
    'cis/5.24',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],
  atMost: { hookUser: 'warning', buildNetwork: 'warning' },
  // The engine asks for none of these where a container is privileged.
  supersedes: [
    'compose/require-cap-drop',
    'compose/no-dangerous-capabilities',
    'compose/no-host-capabilities',
    'compose/no-extra-capabilities',
    'compose/no-redundant-capability',
    'compose/no-unconfined-seccomp',
    'compose/no-unconfined-apparmor',
    'compose/no-disabled-selinux',
    'compose/no-unmasked-paths',
    'compose/no-host-devices',
    'compose/no-wildcard-device-rule',
  ],

  summary: 'Run services, their hooks and their builds without privileges over the host.',
  why: `
    A privileged container has every capability and every device of the host, and neither seccomp nor AppArmor
    filters what it does. Whoever gets into it owns the host; cap_drop and security profiles on the same service change
    nothing about that. Most uses need one capability (\`cap_add\`) or one device (\`devices\`) only.
    The same goes for a lifecycle hook, which is a privileged \`docker exec\`, and for a build that is privileged or
    has the entitlement \`security.insecure\`. A hook as root undoes the \`user\` of its service; a build on the
    network of the host reaches what listens on localhost there.
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
    entitlement:
      'The entitlement {entitlement} lets the build of {service} run instructions with every capability and device of the host. Leave it out.',
    hookUser:
      'A {hook} hook of {service} runs as root, though the service itself does not. Leave user out, or name an ordinary user.',
    buildNetwork:
      'The build of {service} is on the network of the host and reaches what listens on localhost there. Leave {entitlement} out.',
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
      const aside = (field: Field<unknown>, what: string) => ({
        ...placesOfValue(field.origin, name, project),
        subject: `${name} ${what}`,
      });
      if (privileged?.value) report({ ...common(privileged), message: 'service', data: { service: name } });
      if (build?.privileged?.value) {
        const data = { service: name };
        report({ ...common(build.privileged), subject: `${name} build`, message: 'build', data });
      }
      for (const { field, entitlement, message } of buildPowers(service)) {
        report({ ...aside(field, 'build'), message, data: { service: name, entitlement }, fix: null });
      }
      for (const { privileged: raised, user, when } of hooks) {
        const data = { service: name, hook: when };
        if (raised?.value) report({ ...common(raised), subject: `${name} hook`, message: 'hook', data });
        if (!user || !isRootUser(user.value) || service.user?.value === undefined) continue;
        if (!isRootUser(service.user.value)) report({ ...aside(user, 'hook'), message: 'hookUser', data, fix: null });
      }
    },
  },
});

interface BuildPower {
  readonly field: Field<unknown>;
  readonly entitlement: string;
  readonly message: 'entitlement' | 'buildNetwork';
}

/** What a build may do to the host by its entitlements and its network. */
function buildPowers(service: Service): readonly BuildPower[] {
  const found: BuildPower[] = [];
  for (const field of service.texts('build.entitlements')) {
    if (field.value === 'security.insecure') found.push({ field, entitlement: field.value, message: 'entitlement' });
    if (field.value === 'network.host') found.push({ field, entitlement: field.value, message: 'buildNetwork' });
  }
  const network = service.get('build.network');
  if (network?.value === 'host') found.push({ field: network, entitlement: 'network: host', message: 'buildNetwork' });
  return found;
}
