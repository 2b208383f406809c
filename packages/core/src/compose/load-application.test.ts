import { describe, expect, test } from '@jest/globals';
import { textAt } from '../text/located.ts';
import type { Application, ReferencedFile } from './application.ts';
import { applicationRequests, loadApplication } from './load-application.ts';
import type { ComposeModel, Field } from './model.ts';
import { parseCompose } from './parse-compose.ts';

interface Files {
  readonly [path: string]: string;
}

/** The application of the files named `base*`; every other file is there to be referred to. */
function applicationOf(files: Files, parts: Partial<Application> = {}): Application {
  const base = Object.keys(files).filter((path) => path.startsWith('base'));
  let application: Application = {
    kind: 'ComposeApplication',
    files: base.map((path) => parseCompose(files[path] ?? '', { path })),
    referenced: new Map(),
    directory: '.',
    shell: undefined,
    fragment: false,
    ...parts,
  };
  for (let round = 0; round < 9; round++) {
    const referenced = new Map<string, ReferencedFile>(application.referenced);
    for (const { path, as } of applicationRequests(application)) {
      const text = files[path];
      if (text === undefined) continue;
      const document = parseCompose(text, { path });
      referenced.set(path, as === 'compose' ? { state: 'compose', document } : { state: 'text', text });
    }
    application = { ...application, referenced };
  }
  return application;
}

const load = (files: Files, parts?: Partial<Application>): ComposeModel => loadApplication(applicationOf(files, parts));

const loadText = (text: string, parts?: Partial<Application>): ComposeModel => load({ 'base.yaml': text }, parts);

/** A field as `value (state) <- the characters it was written with, in their file`. */
function show(field: Field<unknown> | undefined): string {
  if (!field) return '-';
  const { value, state, origin } = field;
  const how = origin.via.map((via) => via.how).join('+');
  return `${JSON.stringify(value)} ${state} <- ${origin.source.path} ${JSON.stringify(textAt(origin))}${how && ` ${how}`}`;
}

const service = (model: ComposeModel, name = 'a') => {
  const found = model.services.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no service ${name}`);
  return found;
};

describe('values and where they come from', () => {
  test('an override replaces, and what it replaced is remembered', () => {
    const model = load({
      'base.yaml': 'services: {a: {image: one, cap_add: [X]}}',
      'base2.yaml': 'services: {a: {image: two, cap_add: [Y, X]}}',
    });
    const { image, capAdd, parts } = service(model);
    expect(show(image)).toBe('"two" known <- base2.yaml "two"');
    expect(image?.origin.shadowed.map((place) => place.source.path)).toEqual(['base.yaml']);
    expect(capAdd.map(show)).toEqual(['"X" known <- base2.yaml "X"', '"Y" known <- base2.yaml "Y"']);
    expect(parts.map((part) => part.source.path)).toEqual(['base.yaml', 'base2.yaml']);
  });

  test('environment merges by name, whatever the form', () => {
    const model = load({
      'base.yaml': 'services: {a: {image: i, environment: {A: 1, B: x}}}',
      'base2.yaml': 'services: {a: {environment: ["A=2", C]}}',
    });
    const { environment } = service(model);
    expect(environment.map(({ name, nameAt, value }) => [name, textAt(nameAt), value?.value])).toEqual([
      ['A', 'A', '2'],
      ['B', 'B', 'x'],
      ['C', 'C', undefined],
    ]);
  });

  test('anchors and merge keys', () => {
    const model = loadText(
      'x-a: &x {image: i, user: "1"}\nservices: {a: {<<: *x, user: &u root}, b: {image: i, user: *u}}',
    );
    expect(show(service(model).image)).toBe('"i" known <- base.yaml "i" merge-key');
    expect(show(service(model).user)).toBe('"root" known <- base.yaml "root"');
    expect(show(service(model, 'b').user)).toBe('"root" known <- base.yaml "root" alias');
  });

  test('extends from another directory keeps the paths of that directory', () => {
    const model = load({
      'base.yaml': 'services: {a: {extends: {file: sub/other.yaml, service: b}, user: me}}',
      'sub/other.yaml': 'services: {b: {extends: c, build: ./web}, c: {user: root, privileged: true}}',
    });
    const { build, user, privileged, parts } = service(model);
    expect(model.problems).toEqual([]);
    expect(build?.contextPath).toBe('sub/web');
    expect(show(user)).toBe('"me" known <- base.yaml "me"');
    expect(show(privileged)).toBe('true known <- sub/other.yaml "true" extends+extends');
    expect(parts.map(textAt)).toEqual(['a']);
  });

  test('an included file brings its services; the local file overrides them', () => {
    const model = load({
      'base.yaml': 'include: [db/compose.yaml]\nservices: {a: {image: i, depends_on: [d]}, d: {user: local}}',
      'db/compose.yaml': 'services: {d: {image: "pg:${TAG:-1}", volumes: ["./data:/v"]}}',
    });
    const d = service(model, 'd');
    expect(model.problems).toEqual([]);
    expect(model.complete).toBe(true);
    expect(show(d.image)).toBe('"pg:1" default <- db/compose.yaml "\\"pg:${TAG:-1}\\"" include');
    expect(d.user?.value).toBe('local');
    expect(d.volumes[0]?.sourcePath).toBe('db/data');
  });

  test('!reset and !override', () => {
    const model = load({
      'base.yaml': 'services: {a: {image: i, user: root, ports: ["80:80"], cap_add: [X]}}',
      'base2.yaml': 'services: {a: {user: !reset null, ports: !override ["81:81"], cap_add: !reset []}}',
    });
    const { user, ports, capAdd } = service(model);
    expect(user).toBeUndefined();
    expect(capAdd).toEqual([]);
    expect(ports.map(({ published }) => published?.value)).toEqual(['81']);
  });
});

describe('parts of short texts', () => {
  test('a port', () => {
    const [port] = service(loadText('services: {a: {image: i, ports: ["127.0.0.1:8080:80/tcp"]}}')).ports;
    expect(show(port?.hostIp)).toBe('"127.0.0.1" known <- base.yaml "127.0.0.1"');
    expect(show(port?.published)).toBe('"8080" known <- base.yaml "8080"');
    expect(show(port?.target)).toBe('"80" known <- base.yaml "80"');
    expect(show(port?.protocol)).toBe('"tcp" known <- base.yaml "tcp"');
    expect(port?.mode?.origin.synthetic).toBe(true);
  });

  test('a port with an unknown part: an address may hide in it', () => {
    const [port] = service(loadText('services: {a: {image: i, ports: ["${P}:80"]}}')).ports;
    expect(show(port?.hostIp)).toBe('undefined unknown <- base.yaml "${P}"');
    expect(show(port?.target)).toBe('"80" known <- base.yaml "80"');
  });

  test('volumes', () => {
    const text = 'services: {a: {image: i, volumes: ["./x:/y/:ro", "vol:/z", "${S}:/s", /only]}}\nvolumes: {vol: }';
    const { volumes } = service(loadText(text));
    expect(
      volumes.map(({ type, mountSource, target, readOnly }) => [
        type,
        mountSource?.value,
        target?.value,
        readOnly?.value,
      ]),
    ).toEqual([
      ['bind', './x', '/y', true],
      ['volume', 'vol', '/z', undefined],
      [undefined, undefined, '/s', undefined],
      ['volume', undefined, '/only', undefined],
    ]);
  });
});

describe('variables', () => {
  const text = 'services: {a: {image: "i:${TAG}", user: "${U:-root}", privileged: "${P:-yes}"}}';

  test('nothing known', () => {
    const { image, user, privileged } = service(loadText(text));
    expect([image?.state, user?.value, user?.state, privileged?.value]).toEqual(['unknown', 'root', 'default', true]);
  });

  test('.env gives a default, the shell what is known', () => {
    const files = { 'base.yaml': text, '.env': 'TAG=1\nU=app' };
    expect(show(service(load(files)).image)).toMatch(/^"i:1" default/);
    expect(show(service(load(files, { shell: new Map([['TAG', '2']]) })).image)).toMatch(/^"i:2" known/);
  });

  test.each([
    ['services: {a: {image: "${A"}}', 'invalid-template', '${'],
    ['services: {a: {image: i, privileged: maybe}}', 'cast-failed', 'maybe'],
    ['services: {a: {image: i, scale: "${N:-x}"}}', 'cast-failed', '"${N:-x}"'],
  ])('%s', (broken, code, at) => {
    const { problems } = loadText(broken);
    expect(problems.map((problem) => [problem.code, textAt(problem)])).toEqual([[code, at]]);
  });
});

describe('what is not known is not reported', () => {
  test.each([
    ['an include that was not read', 'include: [x.yaml]\nservices: {a: {networks: [n]}}'],
    ['an extends that was not read', 'services: {a: {extends: {file: x.yaml, service: b}, networks: [n]}}'],
    ['an extends with a variable', 'services: {a: {extends: {file: "${F}", service: b}}}'],
  ])('%s', (_, text) => {
    const model = loadText(text);
    expect(model.problems).toEqual([]);
    expect(model.complete).toBe(false);
  });

  test('a fragment', () => {
    const model = loadText('services: {a: {networks: [n], depends_on: {b: {required: false}}}}', { fragment: true });
    expect(model.problems).toEqual([]);
  });
});

test.each([
  ['services: {a: {extends: b}, b: {extends: a}}', 'extends-cycle'],
  ['services: {a: {extends: {service: x}}}', 'extends-not-found'],
  ['include: [base.yaml]\nservices: {}', 'include-cycle'],
])('%s', (text, code) => {
  expect(new Set(loadText(text).problems.map((problem) => problem.code))).toContain(code);
});

test('files that an application refers to', () => {
  const files = {
    'base.yaml':
      'include: [{path: x/c.yaml, env_file: v.env}]\nservices: {a: {image: "$I", env_file: [a.env], extends: {file: e.yaml, service: s}}}',
    'e.yaml': 'services: {s: {env_file: sub/e.env}}',
  };
  const requests = applicationRequests(applicationOf(files)).map(({ path, as }) => `${path} ${as}`);
  expect(requests.sort()).toEqual([
    '.env text',
    'a.env text',
    'e.yaml compose',
    'sub/e.env text',
    'v.env text',
    'x/c.yaml compose',
  ]);
});
