import { composeRule, type Service } from '@plimsoll/core/rule';
import { mayReportMissing, placeOfService } from '../shared/service-places.ts';
import { isWindowsService } from '../shared/windows-services.ts';

export default composeRule({
  id: 'compose/require-read-only',
  aliases: ['compose-lint/CL-0007', 'semgrep/writable-filesystem-service', 'cis/5.13'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { watch: 'info' },

  summary: 'Make the root filesystem of a service read-only.',
  why: `
    Whoever gets into a container with a writable filesystem can change the program, add tools and stay. With
    \`read_only: true\` only volumes and \`tmpfs\` mounts can be written, and what is written elsewhere by accident,
    and lost with the container, is noticed. Most programs need \`tmpfs: [/tmp]\` beside it, some \`/run\` too.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#read_only',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [732],
  owasp: ['RULE #8'],
  securitySeverity: 3.6,
  aboutMissing: true,

  fixable: 'none',
  messages: {
    missing:
      'The root filesystem of {service} is writable, so an intruder can change the program and stay. Set read_only: true, with tmpfs for what it writes (/tmp, /run).',
    off: 'read_only: false leaves the root filesystem of {service} writable, so an intruder can change the program and stay. Set it to true, with tmpfs for what it writes (/tmp, /run).',
    watch:
      'The root filesystem of {service} is writable, as its develop.watch needs. Set read_only: true where it runs for others.',
  },

  examples: [
    {
      title: 'A service without read_only',
      bad: `
        services:
          web:
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            read_only: true
            tmpfs: [/var/cache/nginx, /run]
      `,
    },
    {
      title: 'Switched off',
      bad: `
        services:
          web:
            image: nginx:1.29
            read_only: false
      `,
    },
    {
      title: 'Files are copied into the container while one works on them',
      bad: `
        services:
          web:
            build: .
            develop:
              watch:
                - action: sync
                  path: ./src
                  target: /app/src
      `,
    },
    {
      title: 'A Windows container, which knows no read-only root',
      good: `
        services:
          web:
            image: mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2025
            platform: windows/amd64
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { name, readOnly } = service;
      if (!mayReportMissing(service, application) || isWindowsService(service)) return;
      // Unknown is undefined too, but the field is there.
      if (readOnly && readOnly.value !== false) return;
      const data = { service: name };
      const at = readOnly?.origin ?? placeOfService(service, project);
      if (syncsFiles(service)) report({ at, message: 'watch', data, subject: name });
      else if (readOnly) report({ at, message: 'off', data, subject: name });
      else report({ at, message: 'missing', data, subject: name });
    },
  },
});

/** True if `develop.watch` copies files into the running container: `sync`, `sync+restart` or `sync+exec`. */
function syncsFiles(service: Service): boolean {
  const watch = service.get('develop.watch')?.value;
  if (!Array.isArray(watch)) return false;
  return watch.some((item: unknown) => actionOf(item).startsWith('sync'));
}

function actionOf(item: unknown): string {
  return typeof item === 'object' && item !== null && 'action' in item ? String(item.action) : '';
}
