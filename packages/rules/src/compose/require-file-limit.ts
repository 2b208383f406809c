import { composeRule, option } from '@plimsoll/core/rule';
import { aboutValue, mayReportMissing, placeOfService } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-file-limit',
  aliases: ['cis/5.19'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Limit how many files a service may open.',
  why: `
    With an unlimited \`nofile\` a program that leaks file descriptors takes those of the host, and programs that loop
    over all possible descriptors start slowly. The default of the engine is often very high as well; the option
    \`require\` asks for a limit in each service.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#ulimits',
    'https://www.cisecurity.org/benchmark/docker',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [770],
  owasp: ['RULE #7'],

  fixable: 'none',
  options: {
    require: option.boolean({ default: false, summary: 'Also report services that set no limit.' }),
  },
  messages: {
    unlimited: '{service} may open any number of files. Set ulimits.nofile to what it needs.',
    missing:
      '{service} has the limit of open files that the engine happens to have. Set ulimits.nofile to what it needs.',
  },

  examples: [
    {
      title: 'Unlimited',
      bad: `
        services:
          app:
            image: example/app:1.4
            ulimits:
              nofile: -1
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            ulimits:
              nofile: 65536
      `,
    },
    {
      title: 'No limit, where one is asked for',
      options: { require: true },
      bad: `
        services:
          app:
            image: example/app:1.4
      `,
    },
  ],

  on: {
    Service(service, { application, options, project, report }) {
      const { name } = service;
      const data = { service: name };
      const limit = service.get('ulimits.nofile');
      const parts = [limit, service.get('ulimits.nofile.soft'), service.get('ulimits.nofile.hard')];
      const unlimited = parts.find((part) => part?.value === -1 || part?.value === '-1');
      if (unlimited) report({ ...aboutValue(unlimited, service, project), message: 'unlimited', data });
      else if (!limit && options.require && mayReportMissing(service, application)) {
        report({ at: placeOfService(service, project), subject: name, message: 'missing', data });
      }
    },
  },
});
