import { composeRule, option, type Service } from '@plimsoll/core/rule';
import { limitReport } from '../shared/limit-report.ts';
import { numberOf } from '../shared/resource-limits.ts';
import { mayReportMissing } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-cpu-limit',
  aliases: ['kics/cpus_not_limited', 'kics/6b610c50-99fb-4ef0-a5f3-e312fd945bc3', 'cis/5.12'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Limit the processor time of a service.',
  why: `
    A service that loops takes every processor of the host, and all services beside it slow down with it. \`cpu_shares\`
    and reservations only say who comes first when there is too little; they are no limit.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/deploy/#cpus',
    'https://docs.docker.com/reference/compose-file/services/#cpus',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  aboutMissing: true,

  fixable: 'none',
  options: {
    acceptCpuset: option.boolean({
      default: true,
      summary: 'Whether pinning a service to some processors (`cpuset`) counts as a limit.',
    }),
  },
  messages: {
    missing:
      'The service {service} has no CPU limit, so a loop in it slows down the whole host. Set deploy.resources.limits.cpus (or cpus).',
    unlimited:
      'The CPU limit {value} of {service} means none, so a loop in it slows down the whole host. Set it to a number of processors, such as 0.5.',
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
            deploy:
              resources:
                limits:
                  cpus: "0.5"
      `,
    },
    {
      title: 'A limit of nothing',
      bad: `
        services:
          web:
            image: nginx:1.29
            cpus: 0
      `,
    },
    {
      title: 'A quota, which is a limit in microseconds per period',
      good: `
        services:
          web:
            image: nginx:1.29
            cpu_quota: 50000
      `,
    },
  ],

  on: {
    Service(service, { application, project, report, options }) {
      if (!mayReportMissing(service, application)) return;
      if (ceilings.some((key) => isCeiling(service, key)) || (options.acceptCpuset && service.get('cpuset'))) return;
      const found = limitReport({ service, project }, service.limits.cpus, numberOf);
      if (found) report(found);
    },
  },
});

/** Other keys that cap processor time; the last two on Windows only. */
const ceilings = ['cpu_quota', 'cpu_count', 'cpu_percent'];

/** An unknown value may be one; `-1` and `0` are none. */
function isCeiling(service: Service, key: string): boolean {
  const field = service.get(key);
  if (!field) return false;
  return field.value === undefined || (numberOf(String(field.value)) ?? 0) > 0;
}
