import { composeRule, type Located, replace, textAt } from '@plimsoll/core/rule';
import { type SecurityOption, securityOptions } from '../shared/security-options.ts';
import { aboutValue, isOwnValue, mayReportMissing, placeOfService } from '../shared/service-places.ts';
import { isWindowsService } from '../shared/windows-services.ts';

export default composeRule({
  id: 'compose/require-no-new-privileges',
  aliases: [
    'compose-lint/CL-0003',
    'kics/no_new_privileges_not_set',
    'kics/27fcc7d6-c49b-46e0-98f1-6c082a6a2750',
    'semgrep/no-new-privileges',
    'cis/5.26',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict'],

  summary: 'Keep the programs of a service from gaining privileges.',
  why: `
    With \`no-new-privileges\` a set-user-ID program such as \`su\`, \`sudo\` or \`mount\` gains nothing, so that whoever gets in as
    an ordinary user stays one. Entrypoints that step down from root (gosu, su-exec, setpriv) work as before. What calls
    \`sudo\` or \`ping\` with file capabilities does not.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#security_opt',
    'https://docs.kernel.org/userspace-api/no_new_privs.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250, 269],
  owasp: ['RULE #4'],
  securitySeverity: 4.4,
  aboutMissing: true,

  fixable: 'unsafe',
  fixTitle: 'Set no-new-privileges to true (sudo, su and the like then gain nothing)',
  messages: {
    missing:
      'Programs of {service} may gain privileges through su, sudo and other set-user-ID files. Set security_opt: [no-new-privileges:true].',
    off: 'Programs of {service} may gain privileges, since no-new-privileges is false. Set it to true.',
  },

  examples: [
    {
      title: 'A service without it',
      bad: `
        services:
          web:
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            security_opt:
              - no-new-privileges:true
      `,
    },
    {
      title: 'Switched off',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - no-new-privileges:false
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
      title: 'The bare form',
      good: `
        services:
          app:
            image: example/app:1.4
            security_opt: [no-new-privileges]
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (!mayReportMissing(service, application) || isWindowsService(service)) return;
      const { name, securityOpt } = service;
      if (securityOpt.some((field) => field.value === undefined)) return;
      const set = securityOptions(securityOpt).filter((option) => option.name === 'no-new-privileges');
      if (set.some(isOn)) return;
      const data = { service: name };
      const field = set.find(isOff)?.field;
      if (field) {
        const fix = isOwnValue(field) ? () => [replace(field.origin, withTrue(field.origin))] : null;
        report({ ...aboutValue(field, service, project), message: 'off', data, fix });
      } else if (set.length === 0) {
        report({ at: placeOfService(service, project), subject: name, message: 'missing', data, fix: null });
      }
    },
  },
});

/** Go's strconv.ParseBool, which the engine reads it with; the bare word is true (moby, daemon_unix.go). */
function isOn({ value }: SecurityOption): boolean {
  return value === undefined || /^(?:1|t|T|TRUE|true|True)$/.test(value);
}

function isOff({ value }: SecurityOption): boolean {
  return /^(?:0|f|F|FALSE|false|False)$/.test(value ?? '');
}

/** The item as written, quotes included, with `true` for what follows the separator. */
function withTrue(at: Located): string {
  return textAt(at).replace(/(no-new-privileges\s*[:=]\s*)\w+/, '$1true');
}
