import { expect, test } from '@jest/globals';
import type { HostAnswer } from '../project/host.ts';
import { createProject, type Project, withAnswers } from '../project/project.ts';
import { ignoreFilesOf } from './ignore-files.ts';
import { openRequests } from './open-requests.ts';
import { buildsOf } from './project-index.ts';

const dockerfile = 'FROM a\nCOPY b /\n';

/** A project whose host has these texts; null is a file that it may not read. */
function read(path: string, text: string, texts: Readonly<Record<string, string | null>>): Project {
  let project = createProject({ files: [{ path, text, kind: 'dockerfile' }] });
  for (let open = openRequests(project); open.length > 0; open = openRequests(project)) {
    const answers = open.map((request): HostAnswer => {
      const found = texts[request.path];
      if (request.kind !== 'file') throw new Error(`asks for ${request.kind}`);
      if (found === undefined) return { kind: 'file', path: request.path, state: 'missing' };
      if (found === null) return { kind: 'file', path: request.path, state: 'refused' };
      return { kind: 'file', path: request.path, state: 'read', text: found };
    });
    project = withAnswers(project, answers);
  }
  return project;
}

function ignoreFiles(project: Project, path: string) {
  const document = project.documents.get(path);
  if (document?.kind !== 'dockerfile') throw new Error('no Dockerfile');
  return buildsOf(project, document).flatMap((build) =>
    ignoreFilesOf(project, build).map(({ source, assumed }) => ({ path: source.path, assumed })),
  );
}

test.each([
  ['the file of the directory', { 'x/.dockerignore': 'b' }, ['x/.dockerignore']],
  [
    'its own file in place of it',
    { 'x/.dockerignore': 'b', 'x/Dockerfile.dockerignore': '' },
    ['x/Dockerfile.dockerignore'],
  ],
  ['none where its own may not be read', { 'x/.dockerignore': 'b', 'x/Dockerfile.dockerignore': null }, []],
  ['none', {}, []],
])('takes %s', (_name, texts, paths) => {
  const found = ignoreFiles(read('x/Dockerfile', dockerfile, texts), 'x/Dockerfile');
  expect(found).toEqual(paths.map((path) => ({ path, assumed: true })));
});

test('asks for nothing where the context is not used', () => {
  const text = 'FROM a AS b\nRUN c\nFROM b\nCOPY --from=b d /\nCOPY <<EOF /e\nEOF\n';
  expect(openRequests(createProject({ files: [{ path: 'Dockerfile', text, kind: 'dockerfile' }] }))).toEqual([]);
});

test('knows nothing that was not asked', () => {
  expect(
    ignoreFiles(createProject({ files: [{ path: 'Dockerfile', text: dockerfile, kind: 'dockerfile' }] }), 'Dockerfile'),
  ).toEqual([]);
});
