import { describe, expect, test } from '@jest/globals';
import { bareBuild, parseDockerfile, SourceText } from '@plimsoll/core';
import { callsDropper, mainProcess } from './main-process.ts';

/** Judges the last CMD or ENTRYPOINT of a Dockerfile with this line. */
function judge(line: string, copied: readonly string[] = []): string | undefined {
  const { dockerfile } = bareBuild(parseDockerfile(new SourceText(`FROM alpine:3.22\n${line}\n`, 'Dockerfile')));
  const last = dockerfile.root.instructions.at(-1);
  if (last?.kind !== 'Cmd' && last?.kind !== 'Entrypoint') return undefined;
  return mainProcess(last.command, new Set(copied));
}

describe('mainProcess', () => {
  test.each([
    'ENTRYPOINT ["gosu", "app", "server"]',
    'ENTRYPOINT ["/sbin/tini", "--", "su-exec", "app:app", "server"]',
    'ENTRYPOINT ["/usr/bin/tini", "-g", "--", "/usr/local/bin/gosu", "app", "server"]',
    'CMD exec su-exec app server',
    'CMD ["sh", "-c", "chown app /data && exec setpriv --reuid=app server"]',
    'CMD chown -R app /data; su app -c server',
    'ENTRYPOINT ["runuser", "-u", "app", "--", "server"]',
    'ENTRYPOINT s6-setuidgid app server',
    'CMD ["chpst", "-u", "app", "server"]',
    'CMD ["memcached", "-u", "memcache"]',
    'CMD ["mysqld", "--user=mysql"]',
    'CMD ["uwsgi", "--uid", "1000", "--http", ":80"]',
    'ENTRYPOINT ["sudo", "-u", "app", "server"]',
  ])('%s steps down', (line) => {
    expect(judge(line)).toBe('steps-down');
  });

  test.each([
    'ENTRYPOINT ["/entrypoint.sh"]',
    'ENTRYPOINT ["docker-entrypoint.sh", "server"]',
    'ENTRYPOINT ["tini", "--", "/usr/local/bin/start-app"]',
    'CMD ["/init"]',
    'CMD ["sh", "/start"]',
    'CMD ["bash", "-x", "/app/serve"]',
    'CMD cd /app && ./serve.sh',
    'CMD ["supervisord", "-n"]',
    'CMD ["/sbin/my_init"]',
    'CMD ["sh", "-c", "/run.sh"]',
    'CMD $APP',
    'CMD ["tinyproxy", "-d"]',
    'CMD ["/usr/sbin/haproxy", "-f", "/etc/haproxy.cfg"]',
  ])('%s is not read', (line) => {
    expect(judge(line)).toBe('unread');
  });

  test.each([
    'CMD ["node", "server.js"]',
    'CMD ["python", "-u", "app"]',
    'CMD python -u app.py',
    'CMD ["bash"]',
    'CMD ["/bin/sh", "-l"]',
    'CMD ["sh", "-c", "node server.js --port $PORT"]',
    'CMD exec java -jar /app.jar',
    'ENTRYPOINT ["/app/server"]',
    'ENTRYPOINT ["nginx", "-g", "daemon off;"]',
    'CMD ["npm", "run", "start"]',
    'CMD []',
  ])('%s stays', (line) => {
    expect(judge(line)).toBe('stays');
  });

  test('a program from the build context may be a script', () => {
    expect(judge('ENTRYPOINT ["/usr/local/bin/serve"]', ['serve'])).toBe('unread');
    expect(judge('ENTRYPOINT ["/usr/local/bin/serve"]', ['other'])).toBe('stays');
  });
});

test('callsDropper finds the call in a script', () => {
  expect(callsDropper('#!/bin/sh\nset -e\nexec gosu app "$@"\n')).toBe(true);
  expect(callsDropper('#!/bin/sh\nexec "$@"\n')).toBe(false);
});
