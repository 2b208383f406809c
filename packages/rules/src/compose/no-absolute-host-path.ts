import { composeRule } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-absolute-host-path',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Mount what belongs to the project by relative paths.',
  why: `
    An absolute path, or one below \`~\`, is there on one machine only. Paths of the system such as \`/etc\` and \`/var/run\` are
    left alone, and so are those that a variable gives.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#volumes'],

  fixable: 'none',
  messages: {
    absolute: '{path} is there on this machine only. Use a path that begins with ./, or a variable with a default.',
  },

  examples: [
    {
      title: 'A home directory',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - /home/anna/app:/app
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./app:/app
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      for (const { type, mountSource } of service.volumes) {
        const path = mountSource?.value;
        if (type !== 'bind' || !mountSource || path === undefined || mountSource.state !== 'known') continue;
        if (mountSource.raw.text.includes('$') || !/^[/~]/.test(path) || system.test(path)) continue;
        report({ ...aboutValue(mountSource, service, project), message: 'absolute', data: { path } });
      }
    },
  },
});

const system = /^\/(?:$|(?:etc|var|run|usr|proc|sys|dev|lib|lib64|bin|sbin|boot|tmp)(?:\/|$))/;
