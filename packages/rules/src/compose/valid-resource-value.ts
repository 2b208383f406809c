import { composeRule } from '@plimsoll/core/rule';
import { resourceFaults } from '../shared/resource-faults.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-resource-value',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],
  atMost: { cpus: 'info', shares: 'info', shared: 'warning' },

  summary: 'Give amounts that can be.',
  why: `
    Compose takes nearly any number; the engine then refuses to start the container, or does something else than was
    meant. A memory limit without a unit is in bytes: \`512\` is half a kilobyte, where \`512m\` was meant.
  `,
  sources: [
    'https://docs.docker.com/engine/containers/resource_constraints/',
    'https://docs.docker.com/reference/compose-file/services/#mem_limit',
    'https://docs.docker.com/reference/compose-file/deploy/#resources',
  ],

  fixable: 'none',
  messages: {
    tooSmall:
      'A memory limit of {value} is below {limit}, the least that the engine takes, so it refuses to start {service}. A number without a unit is in bytes.',
    aboveLimit:
      '{service} reserves {value} of memory, more than its limit of {limit}, so the engine refuses to start it. Reserve less.',
    swap: 'memswap_limit is memory and swap together, so {value} below the memory limit of {limit} is refused. Set it to at least the limit.',
    shares: 'cpu_shares of {value} counts as {limit}, the least that there is. The default is 1024.',
    softAboveHard:
      'The soft limit of {value} is above the hard limit of {limit}, so the engine refuses to start {service}. Lower it.',
    cpus: '{value} processors for {service} is a number that few machines can mean. 0.5 is half of one.',
    swappiness: 'mem_swappiness goes from 0 to 100, so the engine refuses {value} for {service}.',
    shared: 'shm_size of {value} is more than all the memory that {service} may use. Lower it, or raise the limit.',
  },

  examples: [
    {
      title: 'A missing unit',
      bad: `
        services:
          app:
            image: example/app:1.4
            mem_limit: 512
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            mem_limit: 512m
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const fault of resourceFaults(service)) {
        const data = { limit: '', ...fault.data, service: service.name };
        report({ ...aboutValue(fault.field, service, project), message: fault.kind, data });
      }
    },
  },
});
