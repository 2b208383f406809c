import { composeRule } from '@plimsoll/core/rule';
import { capabilityName } from '../knowledge/capabilities.ts';
import { aboutValue, mayReportMissing, placeOfService } from '../shared/service-places.ts';
import { isWindowsService } from '../shared/windows-services.ts';

export default composeRule({
  id: 'compose/require-cap-drop',
  aliases: [
    'compose-lint/CL-0006',
    'kics/container_capabilities_unrestricted',
    'kics/ce76b7d0-9e77-464d-b86f-c5c48e03e22d',
    'cis/5.4',
  ],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict'],

  summary: 'Drop all capabilities and add those that the service needs.',
  why: `
    A container has fourteen capabilities by default, and most programs need none of them. Without them an intruder cannot
    open raw sockets, change owners, or take other users' files. \`cap_drop: [ALL]\` takes all; images whose entrypoint
    steps down from root need some of CHOWN, SETUID, SETGID, DAC_OVERRIDE and FOWNER back by \`cap_add\`.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#cap_drop',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [250],
  owasp: ['RULE #3'],
  securitySeverity: 4.4,
  aboutMissing: true,

  fixable: 'none',
  messages: {
    missing:
      'The service {service} keeps the fourteen default capabilities. Set cap_drop: [ALL] and add back by cap_add what it needs.',
    partial:
      'The service {service} drops {dropped} and keeps the other default capabilities. Set cap_drop: [ALL] and add back by cap_add what it needs.',
    undone:
      'The service {service} drops all capabilities and adds all of them again, so it has every one. Name those that it needs in cap_add.',
  },

  examples: [
    {
      title: 'A service with the default set',
      bad: `
        services:
          app:
            image: example/app:1.4
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
      `,
    },
    {
      title: 'One less',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [NET_RAW]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
            cap_add: [CHOWN, SETUID, SETGID]
      `,
    },
    {
      title: 'All dropped and all added',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
            cap_add: [ALL]
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { name, capAdd, capDrop, privileged } = service;
      if (!mayReportMissing(service, application) || isWindowsService(service) || privileged?.value === true) return;
      if (capDrop.some((field) => field.value === undefined)) return;
      const dropped = capDrop.map((field) => capabilityName(field.value ?? ''));
      const everything = capAdd.find((field) => field.value !== undefined && capabilityName(field.value) === 'ALL');
      if (dropped.includes('ALL')) {
        if (everything)
          report({ ...aboutValue(everything, service, project), message: 'undone', data: { service: name } });
        return;
      }
      const at = { at: placeOfService(service, project), subject: name };
      if (dropped.length === 0) report({ ...at, message: 'missing', data: { service: name } });
      else report({ ...at, message: 'partial', data: { service: name, dropped: dropped.join(', ') } });
    },
  },
});
