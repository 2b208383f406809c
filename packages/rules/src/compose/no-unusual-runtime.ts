import { composeRule, option } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-unusual-runtime',
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: [],

  summary: 'Run services with a known runtime.',
  why: `
    \`runtime\` names a program on the host that starts the container instead of runc, and \`isolation: process\` on Windows does
    without the separation of Hyper-V. Where a policy says which runtimes there are, this rule finds the others. It is
    in no preset.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#runtime',
    'https://docs.docker.com/reference/compose-file/services/#isolation',
  ],
  cwe: [693],
  securitySeverity: 2.0,

  fixable: 'none',
  options: {
    allow: option.strings({
      default: [
        'runc',
        'io.containerd.runc.v2',
        'nvidia',
        'runsc',
        'kata',
        'kata-runtime',
        'sysbox-runc',
        'crun',
        'youki',
      ],
      summary: 'Runtimes that services may have.',
    }),
  },
  messages: {
    runtime:
      'The service {service} runs with {runtime}, which is none of the known runtimes. Leave runtime out, or allow it by the option of this rule.',
    isolation: 'The service {service} shares the kernel of the Windows host. Leave isolation out, or set it to hyperv.',
  },

  examples: [
    {
      title: 'A runtime of its own',
      bad: `
        services:
          app:
            image: example/app:1.4
            runtime: my-runtime
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            runtime: runsc
      `,
    },
    {
      title: 'Processes of the host',
      bad: `
        services:
          app:
            image: example/app:1.4
            isolation: process
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            isolation: hyperv
      `,
    },
    {
      title: 'Another list',
      bad: `
        services:
          app:
            image: example/app:1.4
            runtime: runsc
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            runtime: runc
      `,
      options: { allow: ['runc'] },
    },
  ],

  on: {
    Service(service, { options, project, report }) {
      if (service.provider) return;
      const { name } = service;
      const runtime = service.get('runtime');
      if (runtime && typeof runtime.value === 'string' && !options.allow.includes(runtime.value)) {
        const data = { service: name, runtime: runtime.value };
        report({ ...aboutValue(runtime, service, project), message: 'runtime', data });
      }
      const isolation = service.get('isolation');
      if (isolation?.value !== 'process') return;
      report({ ...aboutValue(isolation, service, project), message: 'isolation', data: { service: name } });
    },
  },
});
