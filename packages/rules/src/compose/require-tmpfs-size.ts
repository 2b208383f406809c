import { composeRule } from '@plimsoll/core/rule';
import { aboutValue, mayReportMissing } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/require-tmpfs-size',
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Limit the size of a tmpfs.',
  why: `
    Files in a \`tmpfs\` take memory, of the host up to a half by default. A memory limit of the service counts them;
    without one a program that fills \`/tmp\` takes the memory of all. Add \`size=\`.
  `,
  sources: [
    'https://docs.docker.com/engine/storage/tmpfs/',
    'https://docs.docker.com/reference/compose-file/services/#tmpfs',
  ],
  cwe: [770],

  fixable: 'none',
  messages: {
    unlimited:
      'The tmpfs at {path} may take half of the memory of the host, as {service} has no memory limit. Add a size, such as :size=64m, or limit the memory.',
  },

  examples: [
    {
      title: 'No size',
      bad: `
        services:
          app:
            image: example/app:1.4
            tmpfs:
              - /tmp
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            tmpfs:
              - /tmp:size=64m
      `,
    },
    {
      title: 'A memory limit',
      good: `
        services:
          app:
            image: example/app:1.4
            mem_limit: 256m
            tmpfs: [/tmp]
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { name, limits, tmpfs, volumes } = service;
      // The limit may stand in a file that is not known.
      if (limits.memory || !mayReportMissing(service, application)) return;
      for (const field of tmpfs) {
        const [path = '', mountOptions = ''] = (field.value ?? '').split(':');
        if (path === '' || /(?:^|,)size=/.test(mountOptions)) continue;
        report({ ...aboutValue(field, service, project), message: 'unlimited', data: { service: name, path } });
      }
      for (const { type, target, get } of volumes) {
        if (type !== 'tmpfs' || !target?.value || get('tmpfs.size')) continue;
        const data = { service: name, path: target.value };
        report({ ...aboutValue(target, service, project), message: 'unlimited', data });
      }
    },
  },
});
