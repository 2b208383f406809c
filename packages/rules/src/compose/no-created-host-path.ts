import { composeRule, textAt } from '@plimsoll/core/rule';
import { looksLikeFile } from '../shared/bind-sources.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-created-host-path',
  since: '0.1.0',
  category: 'reliability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Mount files so that a missing one is an error.',
  why: `
    The short form of a bind mount makes what is missing on the host: a directory that belongs to root, also where a
    file was meant, and the service then fails on a directory called \`nginx.conf\`. The long form with
    \`create_host_path: false\` says what is missing instead.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#long-syntax-5',
    'https://docs.docker.com/engine/storage/bind-mounts/',
  ],

  fixable: 'none',
  messages: {
    created:
      'If {path} is missing, Docker makes a directory of that name. Use the long form with create_host_path: false.',
  },

  examples: [
    {
      title: 'A file in the short form',
      bad: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./app.conf:/etc/app.conf:ro
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - type: bind
                source: ./app.conf
                target: /etc/app.conf
                read_only: true
                bind:
                  create_host_path: false
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const { type, short, mountSource, target, origin } of service.volumes) {
        const path = mountSource?.value;
        if (type !== 'bind' || !short || !mountSource || path === undefined) continue;
        if (!looksLikeFile(path, target?.value ?? '')) continue;
        // A source that begins in the default of a variable has no place of its own.
        const isWhole = mountSource.state !== 'default' || textAt(mountSource.origin).startsWith('$');
        report({
          ...aboutValue(isWhole ? mountSource : { origin }, service, project),
          message: 'created',
          data: { path },
        });
      }
    },
  },
});
