import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { makePathMap } from './paths.ts';

describe('posix', () => {
  const paths = makePathMap({ root: '/repo', cwd: '/repo/services/web', path: path.posix });

  test.each([
    ['Dockerfile', '/repo/services/web/Dockerfile', 'services/web/Dockerfile', 'Dockerfile'],
    ['./a/../Dockerfile', '/repo/services/web/Dockerfile', 'services/web/Dockerfile', 'Dockerfile'],
    ['../../compose.yaml', '/repo/compose.yaml', 'compose.yaml', '../../compose.yaml'],
    ['/repo/compose.yaml', '/repo/compose.yaml', 'compose.yaml', '../../compose.yaml'],
    ['/other/Dockerfile', '/other/Dockerfile', '../other/Dockerfile', '../../../other/Dockerfile'],
    ['a\\Dockerfile', '/repo/services/web/a\\Dockerfile', 'services/web/a\\Dockerfile', 'a\\Dockerfile'],
    ['.', '/repo/services/web', 'services/web', '.'],
  ])('%s', (given, disk, project, shown) => {
    expect(paths.fromUser(given)).toBe(disk);
    expect(paths.toProject(disk)).toBe(project);
    expect(paths.fromProject(project)).toBe(disk);
    expect(paths.toShown(disk)).toBe(shown);
    expect(paths.projectToShown(project)).toBe(shown);
  });

  test.each([
    ['/repo', true],
    ['/repo/..data/Dockerfile', true],
    ['/repository/Dockerfile', false],
    ['/', false],
  ])('%s in the root: %s', (disk, inside) => {
    expect(paths.isInRoot(disk)).toBe(inside);
  });
});

describe('Windows', () => {
  const paths = makePathMap({ root: 'C:\\repo', cwd: 'C:\\repo\\web', path: path.win32 });

  test.each([
    ['Dockerfile', 'C:\\repo\\web\\Dockerfile', 'web/Dockerfile', 'Dockerfile'],
    ['sub\\Dockerfile', 'C:\\repo\\web\\sub\\Dockerfile', 'web/sub/Dockerfile', 'sub/Dockerfile'],
    ['sub/Dockerfile', 'C:\\repo\\web\\sub\\Dockerfile', 'web/sub/Dockerfile', 'sub/Dockerfile'],
    ['..\\compose.yaml', 'C:\\repo\\compose.yaml', 'compose.yaml', '../compose.yaml'],
    ['C:\\other\\Dockerfile', 'C:\\other\\Dockerfile', '../other/Dockerfile', '../../other/Dockerfile'],
    ['D:\\x\\Dockerfile', 'D:\\x\\Dockerfile', 'D:/x/Dockerfile', 'D:/x/Dockerfile'],
  ])('%s', (given, disk, project, shown) => {
    expect(paths.fromUser(given)).toBe(disk);
    expect(paths.toProject(disk)).toBe(project);
    expect(paths.fromProject(project)).toBe(disk);
    expect(paths.toShown(disk)).toBe(shown);
  });

  test.each([
    ['c:\\REPO\\web\\Dockerfile', true],
    ['C:\\repo2\\Dockerfile', false],
    ['D:\\repo\\Dockerfile', false],
  ])('%s in the root: %s', (disk, inside) => {
    expect(paths.isInRoot(disk)).toBe(inside);
  });
});
