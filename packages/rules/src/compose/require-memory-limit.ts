import { composeRule } from '@plimsoll/core/rule';
import { limitReport } from '../shared/limit-report.ts';
import { bytesOf } from '../shared/resource-limits.ts';
import { mayReportMissing } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-memory-limit',
  aliases: ['compose-lint/CL-0026', 'kics/memory_not_limited', 'kics/bb9ac4f7-e13b-423d-a010-c74a1bfbe492', 'cis/5.11'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Limit the memory of a service.',
  why: `
    Without a limit one leak or one request too many takes all memory of the host, and the kernel then kills whatever
    it finds, which may be the database beside it. Docker Compose applies \`deploy.resources.limits.memory\` without
    Swarm too; \`mem_limit\` is the older way to say the same. A reservation is no limit.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/deploy/#memory',
    'https://docs.docker.com/reference/compose-file/services/#mem_limit',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  aboutMissing: true,

  fixable: 'none',
  messages: {
    missing:
      'The service {service} has no memory limit, so a leak in it takes the memory of the whole host. Set deploy.resources.limits.memory (or mem_limit) to what it needs.',
    unlimited:
      'The memory limit {value} of {service} means none, so a leak in it takes the memory of the whole host. Set it to what the service needs, such as 512m.',
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
                  memory: 256m
      `,
    },
    {
      title: 'A limit of nothing',
      bad: `
        services:
          web:
            image: nginx:1.29
            mem_limit: 0
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            mem_limit: 256m
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (!mayReportMissing(service, application)) return;
      const found = limitReport({ service, project }, service.limits.memory, bytesOf);
      if (found) report(found);
    },
  },
});
