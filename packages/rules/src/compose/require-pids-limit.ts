import { composeRule } from '@plimsoll/core/rule';
import { limitReport } from '../shared/limit-report.ts';
import { numberOf } from '../shared/resource-limits.ts';
import { mayReportMissing } from '../shared/service-places.ts';
import { isWindowsService } from '../shared/windows-services.ts';

export default composeRule({
  id: 'compose/require-pids-limit',
  aliases: ['kics/pids_limit_not_set', 'kics/221e0658-cb2a-44e3-b08a-db96a341d6fa', 'compose-lint/CL-0012', 'cis/5.29'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Limit the number of processes of a service.',
  why: `
    A fork bomb, or a program that never reaps its children, fills the process table of the host until nobody can start
    anything. With systemd's cgroups a default of the host applies; with others nothing does. \`ulimits.nproc\`
    counts per user on the whole host and is no replacement.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/deploy/#pids',
    'https://docs.docker.com/reference/compose-file/services/#pids_limit',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  aboutMissing: true,

  fixable: 'none',
  messages: {
    missing:
      'The service {service} has no limit on processes, so a fork bomb in it can stop the host. Set deploy.resources.limits.pids (or pids_limit), such as 200.',
    unlimited:
      'The process limit {value} of {service} means none, so a fork bomb in it can stop the host. Set it to a number above zero, such as 200.',
  },

  examples: [
    {
      title: 'A service without limit',
      bad: `
        services:
          web:
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            pids_limit: 200
      `,
    },
    {
      title: 'A limit of nothing',
      bad: `
        services:
          web:
            image: nginx:1.29
            pids_limit: -1
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            deploy:
              resources:
                limits:
                  pids: 200
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (!mayReportMissing(service, application) || isWindowsService(service)) return;
      const found = limitReport({ service, project }, service.limits.pids, numberOf);
      if (found) report(found);
    },
  },
});
