import { describe, expect, test } from '@jest/globals';
import { applicationsOf, composeModel } from '@plimsoll/core';
import { memoryProject, type World } from './memory-project.ts';

// Which files of a project form which application (section 1 of the Compose semantics).

type Files = Readonly<Record<string, string>>;

/** Each application as `files: service=image ...`, with `?` in front if it may be a part of something. */
function applicationsIn(files: Files, world: World = 'closed'): readonly string[] {
  const project = memoryProject(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    world,
  );
  return applicationsOf(project).map((application) => {
    const { services } = composeModel(application);
    const paths = application.files.map(({ source }) => source.path).join(' + ');
    const images = services.map(({ name, image }) => `${name}=${image?.value ?? image?.raw.text ?? ''}`);
    return `${application.fragment ? '? ' : ''}${paths}: ${images.join(' ')}`;
  });
}

const service = (name: string, image: string): string => `services:\n  ${name}:\n    image: ${image}\n`;

describe('COMPOSE_FILE in .env', () => {
  const files = {
    '.env': 'COMPOSE_FILE=deploy/a.yaml:compose.b.yaml\n',
    'deploy/a.yaml': service('web', 'a:1'),
    'compose.b.yaml': service('web', 'b:1'),
    'compose.yaml': service('other', 'x:1'),
  };

  test('lists the files of an application; the base beside it is one of its own', () => {
    expect(applicationsIn(files)).toEqual(['deploy/a.yaml + compose.b.yaml: web=b:1', 'compose.yaml: other=x:1']);
  });

  test('has a separator of its own', () => {
    const env = 'COMPOSE_FILE="deploy/a.yaml,compose.b.yaml"\nCOMPOSE_PATH_SEPARATOR=,\n';
    expect(applicationsIn({ ...files, '.env': env })[0]).toBe('deploy/a.yaml + compose.b.yaml: web=b:1');
  });

  test('is that of Windows with semicolons', () => {
    expect(applicationsIn({ ...files, '.env': 'COMPOSE_FILE=deploy/a.yaml;compose.b.yaml\n' })[0]).toBe(
      'deploy/a.yaml + compose.b.yaml: web=b:1',
    );
  });

  test.each(['deploy/missing.yaml:compose.b.yaml', '/abs.yaml:compose.b.yaml', '-'])(
    'lists what is not known (%s): then nothing is joined',
    (list) => {
      const { 'compose.b.yaml': b, 'compose.yaml': base } = files;
      const found = applicationsIn({ '.env': `COMPOSE_FILE=${list}\n`, 'compose.b.yaml': b, 'compose.yaml': base });
      expect(found).toEqual(['compose.yaml: other=x:1', '? compose.b.yaml: web=b:1']);
    },
  );

  test('that lists a base and a missing file makes the base a part', () => {
    expect(
      applicationsIn({ '.env': 'COMPOSE_FILE=compose.yaml:no.yaml\n', 'compose.yaml': files['compose.yaml'] }),
    ).toEqual(['? compose.yaml: other=x:1']);
  });
});

describe('several YAML documents in a file', () => {
  test('override each other, and an anchor reaches further documents', () => {
    const text = `x-image: &image a:1\n---\n${service('web', '*image')}    user: "1"\n---\n${service('web', 'b:2')}`;
    const project = memoryProject([{ path: 'compose.yaml', text }], 'closed');
    const [application] = applicationsOf(project);
    const model = application && composeModel(application);
    expect(model?.problems).toEqual([]);
    expect(model?.services.map(({ image, user }) => [image?.value, user?.value])).toEqual([['b:2', '1']]);
    expect(model?.services[0]?.image?.origin.shadowed).toHaveLength(1);
  });

  test('an empty one between them counts nothing', () => {
    expect(applicationsIn({ 'compose.yaml': `${service('a', 'x:1')}---\n---\n${service('b', 'y:1')}` })).toEqual([
      'compose.yaml: a=x:1 b=y:1',
    ]);
  });
});

describe('a directory', () => {
  test('with several applications: the base with its override, and each other file alone', () => {
    const found = applicationsIn({
      'compose.yaml': service('web', 'a:1'),
      'compose.override.yaml': service('web', 'a:2'),
      'docker-compose.yml': service('old', 'o:1'),
      'compose.prod.yaml': service('web', 'p:1'),
      'docker-compose.monitoring.yml': service('grafana', 'g:1'),
    });
    expect([...found].sort()).toEqual([
      '? compose.prod.yaml: web=p:1',
      '? docker-compose.monitoring.yml: grafana=g:1',
      'compose.yaml + compose.override.yaml: web=a:2',
      'docker-compose.yml: old=o:1',
    ]);
  });

  test('with an override alone, which another file may complete', () => {
    expect(applicationsIn({ 'compose.override.yaml': service('web', 'a:2') })).toEqual([
      '? compose.override.yaml: web=a:2',
    ]);
  });

  test('below another keeps to itself', () => {
    expect(
      applicationsIn({ 'compose.yaml': service('a', 'x:1'), 'sub/compose.override.yaml': service('a', 'y:1') }),
    ).toEqual(['compose.yaml: a=x:1', '? sub/compose.override.yaml: a=y:1']);
  });
});

describe('.env beside the base', () => {
  const files = { 'compose.yaml': service('web', '${TAG}'), '.env': 'TAG=t:1\n' };

  test('gives a variable its value, as far as the files say', () => {
    expect(applicationsIn(files)).toEqual(['compose.yaml: web=t:1']);
  });

  test('that nobody may read leaves it unknown', () => {
    expect(applicationsIn({ 'compose.yaml': files['compose.yaml'] }, 'open')).toEqual(['compose.yaml: web=${TAG}']);
  });
});
