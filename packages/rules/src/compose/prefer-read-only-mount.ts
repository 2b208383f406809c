import { composeRule } from '@plimsoll/core/rule';
import { makeReadOnly } from '../shared/mount-edits.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/prefer-read-only-mount',
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: [],

  summary: 'Mount configuration and certificates read-only.',
  why: `
    A service reads its configuration and its certificates; it has no reason to change those of the host. Writable, an intruder
    leaves something behind in them. What a file is for is guessed by its name and its place in the container, so that the rule
    is in no preset.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#volumes',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [732],
  owasp: ['RULE #8'],
  securitySeverity: 2.7,

  fixable: 'unsafe',
  fixTitle: 'Make the mount read-only (a service that rewrites the file at its start then fails)',
  messages: {
    writable:
      'The service {service} can change {path} on the host, which looks like something that it only reads. Mount it read-only.',
  },

  examples: [
    {
      title: 'A file of settings',
      bad: `
        services:
          web:
            image: nginx:1.29
            volumes:
              - ./nginx.conf:/etc/nginx/nginx.conf
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            volumes:
              - ./nginx.conf:/etc/nginx/nginx.conf:ro
      `,
    },
    {
      title: 'Scripts that fill a database',
      bad: `
        services:
          db:
            image: postgres:17
            volumes:
              - type: bind
                source: ./init
                target: /docker-entrypoint-initdb.d
      `,
      good: `
        services:
          db:
            image: postgres:17
            volumes:
              - type: bind
                source: ./init
                target: /docker-entrypoint-initdb.d
                read_only: true
      `,
    },
    {
      title: 'Data',
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - ./data:/data
              - cache:/cache
        volumes:
          cache:
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider) return;
      for (const volume of service.volumes) {
        const { type, mountSource, target, readOnly } = volume;
        if (type !== 'bind' || !mountSource || !target || readOnly?.value === true || readOnly?.state === 'unknown')
          continue;
        if (!isOnlyRead(target.value)) continue;
        const edit = makeReadOnly(volume);
        report({
          ...aboutValue(mountSource, service, project),
          message: 'writable',
          data: { service: service.name, path: mountSource.value ?? mountSource.raw.text },
          fix: edit ? () => [edit] : null,
        });
      }
    },
  },
});

/** Settings in YAML are often edited by the program that reads them, but for those in `/etc`. */
const settings = /(?:\.(?:conf|cfg|ini|toml|cnf|crt|pem|key|cer)|^\/etc\/.*\.ya?ml)$/;

function isOnlyRead(target: string | undefined): boolean {
  if (target === undefined) return false;
  return target === '/docker-entrypoint-initdb.d' || settings.test(target);
}
