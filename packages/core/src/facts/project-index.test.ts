import { describe, expect, test } from '@jest/globals';
import { createProject, withAnswers } from '../project/project.ts';
import { applicationsOf } from './project-index.ts';

const path = 'deploy/docker-compose.prod.yml';

/** Whether the file is taken for a part of something, with these names in its directory. */
function isPart(text: string, names: readonly string[] | undefined): boolean | undefined {
  const project = createProject({ files: [{ path, kind: 'compose', text }] });
  const known = names ? withAnswers(project, [{ kind: 'listing', path: 'deploy', names }]) : project;
  return applicationsOf(known)[0]?.fragment;
}

const whole = 'services:\n  web:\n    image: nginx:1.29\n';

describe('a file with a name that Compose does not look for', () => {
  test('is whole if it stands alone and loads as it is', () => {
    expect(isPart(whole, ['docker-compose.prod.yml', 'README.md', 'nginx/'])).toBe(false);
  });

  test.each([
    ['beside another', whole, ['docker-compose.prod.yml', 'compose.yaml']],
    ['where nobody knows what is beside it', whole, undefined],
    ['with a network that it does not have', `${whole}    networks: [back]\n`, ['docker-compose.prod.yml']],
    ['with a service without image', 'services:\n  web:\n    user: app\n', ['docker-compose.prod.yml']],
    [
      'with a file that was not read',
      `${whole}    extends: {file: base.yml, service: web}\n`,
      ['docker-compose.prod.yml'],
    ],
  ])('is a part %s', (_, text, names) => {
    expect(isPart(text, names)).toBe(true);
  });
});
