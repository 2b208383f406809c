import { projectRule } from '@plimsoll/core/rule';
import { looksLikeFile } from '../shared/bind-sources.ts';
import { aboutValue, isContainer } from '../shared/service-places.ts';
import { hasCertainPaths } from '../shared/whole-application.ts';

export default projectRule({
  id: 'project/require-bind-source',
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['strict'],

  summary: 'Have the files that a service mounts.',
  why: `
    If a file to mount is not there, Docker makes an empty directory of that name, owned by root, and mounts that: the
    program then cannot read its settings, and the directory is in the way when the file comes. Reported are sources below
    the project whose names, and those of their targets, are names of settings and scripts. Data, logs, certificates and
    \`.env\` files, which come into being later, are not.
  `,
  sources: ['https://docs.docker.com/engine/storage/bind-mounts/#considerations-and-constraints'],

  fixable: 'none',
  messages: {
    missing:
      '{service} mounts the file {path}, which does not exist, so that Docker mounts an empty directory in its place. Paths are relative to the Compose file.',
  },

  examples: [
    {
      title: 'A misspelt file',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              volumes:
                - ./ngnix.conf:/etc/nginx/nginx.conf:ro
        `,
        'nginx.conf': `
          events {}
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              volumes:
                - ./nginx.conf:/etc/nginx/nginx.conf:ro
        `,
        'nginx.conf': `
          events {}
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (!isContainer(service) || !hasCertainPaths(application, project)) return;
      for (const { sourcePath, mountSource, target, get } of service.volumes) {
        if (sourcePath === undefined || !mountSource || mountSource.state === 'unknown' || !target?.value) continue;
        if (project.existing.get(sourcePath)?.what !== 'missing') continue;
        if (!looksLikeFile(sourcePath, target.value) || !isWrittenByHand(sourcePath)) continue;
        // Then Compose refuses to start it, with a clear message.
        if (get('bind.create_host_path')?.value === false) continue;
        const about = aboutValue(mountSource, service, project);
        report({ ...about, message: 'missing', data: { service: service.name, path: sourcePath } });
      }
    },
  },
});

/** Settings, scripts and templates; `acme.json` and the like are written by what runs. */
function isWrittenByHand(path: string): boolean {
  return /\.(?:conf|cfg|cnf|ini|ya?ml|toml|xml|sh|py|js|sql|tpl|tmpl|template|properties|php|lua|rb|html)$/i.test(path);
}
