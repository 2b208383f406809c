import { projectRule } from '@plimsoll/core/rule';
import { aboutValue, isContainer } from '../shared/service-places.ts';
import { hasCertainPaths } from '../shared/whole-application.ts';

export default projectRule({
  id: 'project/valid-bind-source',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Mount files onto files, and directories onto directories.',
  why: `
    The runtime refuses to mount a directory onto a file or a file onto a directory ("Are you trying to mount a directory
    onto a file (or vice-versa)?"). What the target is, is known for some paths of well-known images, such as
    \`/etc/nginx/nginx.conf\` and \`/docker-entrypoint-initdb.d\`. The directory may well be one that Docker made when
    the file was not there.
  `,
  sources: ['https://docs.docker.com/engine/storage/bind-mounts/'],

  fixable: 'none',
  messages: {
    directory:
      '{service} mounts {path} onto {target}, but the first is a directory and the second a file, so the container does not start. Name the file in it.',
    file: '{service} mounts {path} onto {target}, but the first is a file and the second a directory, so the container does not start. Add the name of the file to the target.',
  },

  examples: [
    {
      title: 'A script onto the directory for scripts',
      bad: {
        'compose.yaml': `
          services:
            db:
              image: postgres:17
              volumes:
                - ./init.sql:/docker-entrypoint-initdb.d
        `,
        'init.sql': `
          CREATE TABLE a (b int);
        `,
      },
      good: {
        'compose.yaml': `
          services:
            db:
              image: postgres:17
              volumes:
                - ./init.sql:/docker-entrypoint-initdb.d/init.sql
        `,
        'init.sql': `
          CREATE TABLE a (b int);
        `,
      },
    },
    {
      title: 'A directory onto a file',
      bad: {
        'compose.yaml': `
          services:
            web:
              image: nginx:1.29
              volumes:
                - ./nginx:/etc/nginx/nginx.conf:ro
        `,
        'nginx/nginx.conf': `
          events {}
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      if (!isContainer(service) || !hasCertainPaths(application, project)) return;
      for (const { sourcePath, mountSource, target } of service.volumes) {
        if (sourcePath === undefined || !mountSource || !target?.value) continue;
        const what = project.existing.get(sourcePath)?.what;
        const at = target.value.replace(/(?<=.)\/+$/, '');
        const about = aboutValue(mountSource, service, project);
        const data = { service: service.name, path: sourcePath, target: at };
        if (what === 'directory' && knownFiles.has(at)) report({ ...about, message: 'directory', data });
        else if (what === 'file' && knownDirectories.has(at)) report({ ...about, message: 'file', data });
      }
    },
  },
});

/** Files of the images of nginx, httpd, MySQL, Prometheus, Alertmanager, Traefik and Caddy, and of every system. */
const knownFiles: ReadonlySet<string> = new Set(
  (
    '/etc/nginx/nginx.conf /etc/nginx/conf.d/default.conf /usr/local/apache2/conf/httpd.conf /etc/mysql/my.cnf ' +
    '/etc/prometheus/prometheus.yml /etc/alertmanager/alertmanager.yml /etc/caddy/Caddyfile /etc/hosts /etc/passwd /etc/group'
  ).split(' '),
);

/** Directories of the images of databases and nginx, and of every system. */
const knownDirectories: ReadonlySet<string> = new Set(
  (
    '/docker-entrypoint-initdb.d /etc/nginx /etc/nginx/conf.d /usr/share/nginx/html /usr/local/apache2/htdocs ' +
    '/var/lib/postgresql/data /var/lib/mysql /etc/prometheus /etc /tmp /var /usr /opt /home /root /var/log /etc/ssl/certs'
  ).split(' '),
);
