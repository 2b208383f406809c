import { composeRule } from '@plimsoll/core/rule';
import { securityOptions } from '../shared/security-options.ts';
import { mayReportMissing, placeOfService } from '../shared/service-places.ts';
import { isWindowsService } from '../shared/windows-services.ts';

export default composeRule({
  id: 'compose/require-security-profile',
  aliases: ['kics/security_opt_not_set', 'kics/610e266e-6c12-4bca-9925-1ed0cd29742b'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: [],

  summary: 'Choose a seccomp, AppArmor or SELinux profile for each service.',
  why: `
    The engine applies its own seccomp and AppArmor profiles where nothing is said, which is right for most. Where
    a policy demands a profile that is made for the program, this rule finds the services that have none. It is in no
    preset.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#security_opt',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [693],
  owasp: ['RULE #6'],
  securitySeverity: 2.0,
  aboutMissing: true,

  fixable: 'none',
  messages: {
    missing:
      'The service {service} chooses no seccomp, AppArmor or SELinux profile, so the defaults of the engine hold. Name one in security_opt.',
  },

  examples: [
    {
      title: 'A service without profile',
      bad: `
        services:
          app:
            image: example/app:1.4
            security_opt:
              - no-new-privileges:true
      `,
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
    Service(service, { application, project, report }) {
      if (!mayReportMissing(service, application) || isWindowsService(service)) return;
      const { name, securityOpt, privileged } = service;
      if (privileged?.value === true || securityOpt.some((field) => field.value === undefined)) return;
      if (securityOptions(securityOpt).some((option) => profiles.has(option.name))) return;
      report({ at: placeOfService(service, project), subject: name, message: 'missing', data: { service: name } });
    },
  },
});

const profiles: ReadonlySet<string> = new Set(['seccomp', 'apparmor', 'label']);
