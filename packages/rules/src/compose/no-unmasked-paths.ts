import { composeRule } from '@plimsoll/core/rule';
import { removeItem } from '../shared/entry-edits.ts';
import { isHarmlessOption, securityOptions } from '../shared/security-options.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-unmasked-paths',
  since: '0.1.0',
  category: 'security',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Keep the masked paths of /proc and /sys masked.',
  why: `
    The engine hides or write-protects paths such as \`/proc/kcore\`, \`/proc/sysrq-trigger\` and \`/sys/firmware\`.
    \`systempaths=unconfined\` uncovers them, so that root in the container reads kernel memory and restarts the host;
    \`writable-cgroups=true\` lets it change the limits that hold for it.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#security_opt',
    'https://docs.docker.com/reference/cli/docker/container/run/#security-opt',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [250, 668],
  owasp: ['RULE #6'],
  securitySeverity: 7.5,

  fixable: 'unsafe',
  fixTitle: 'Remove the option (the engine then masks these paths again)',
  messages: {
    unmasked:
      'The service {service} gets at /proc/kcore, /proc/sysrq-trigger and the like, so its root can read kernel memory and restart the host. Remove systempaths=unconfined.',
    cgroups:
      'The service {service} can write to its control groups, and so lift its own limits. Remove writable-cgroups=true.',
  },

  examples: [
    {
      title: 'Paths uncovered',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - systempaths=unconfined
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'Control groups that can be written',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - writable-cgroups=true
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const { name, value, field } of securityOptions(service.securityOpt)) {
        const unmasked = name === 'systempaths' && value === 'unconfined';
        // What Go's strconv.ParseBool takes as true.
        const cgroups = name === 'writable-cgroups' && /^(?:1|t|T|TRUE|true|True)$/.test(value ?? '');
        if (!unmasked && !cgroups) continue;
        const edit = removeItem(field, service.get('security_opt'), service.securityOpt, isHarmlessOption);
        report({
          ...aboutValue(field, service, project),
          message: unmasked ? 'unmasked' : 'cgroups',
          data: { service: service.name },
          fix: edit ? () => [edit] : null,
        });
      }
    },
  },
});
