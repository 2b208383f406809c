import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-oom-kill-disable',
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { score: 'info' },

  summary: 'Let the kernel end a container that has used up the memory.',
  why: `
    With \`oom_kill_disable\` a container that runs out of memory hangs instead of being restarted, and without a
    memory limit the kernel ends other processes of the host in its place. A negative \`oom_score_adj\` shifts it to
    the others as well.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#oom_kill_disable',
    'https://docs.docker.com/engine/containers/resource_constraints/#understand-the-risks-of-running-out-of-memory',
  ],
  cwe: [770],

  fixable: 'none',
  messages: {
    disabled:
      'The kernel may not end {service} when memory runs out, so that it hangs or others are ended in its place. Remove oom_kill_disable.',
    strong:
      'The score {score} makes the kernel end nearly everything else before {service} when memory runs out. Remove oom_score_adj.',
    score:
      'The score {score} makes the kernel end other processes before {service} when memory runs out. Remove oom_score_adj unless that is meant.',
  },

  examples: [
    {
      title: 'Not to be killed',
      bad: `
        services:
          app:
            image: example/app:1.4
            oom_kill_disable: true
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            mem_limit: 512m
      `,
    },
    {
      title: 'Others first',
      bad: `
        services:
          app:
            image: example/app:1.4
            oom_score_adj: -900
      `,
    },
    {
      title: 'Others a little earlier',
      bad: `
        services:
          app:
            image: example/app:1.4
            oom_score_adj: -100
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            oom_score_adj: 100
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { name } = service;
      const [disabled, adjusted] = [service.get('oom_kill_disable'), service.get('oom_score_adj')];
      if (disabled?.value === true) {
        report({ ...aboutValue(disabled, service, project), message: 'disabled', data: { service: name } });
      }
      const score = Number(adjusted?.value ?? 0);
      if (!adjusted || !(score < 0 && score >= -1000)) return;
      const common = { ...aboutValue(adjusted, service, project), data: { service: name, score } };
      if (score <= -500) report({ ...common, message: 'strong' });
      else report({ ...common, message: 'score' });
    },
  },
});
