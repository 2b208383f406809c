import { describe, expect, test } from '@jest/globals';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import type { Build } from '../project/build.ts';
import { bareBuild, internBuild } from '../project/builds.ts';
import { effectiveUser } from './effective-user.ts';
import { finalImage } from './final-image.ts';
import { type StageBase, stageGraph } from './stage-graph.ts';

function buildOf(text: string, parts: Partial<Omit<Build, 'kind' | 'dockerfile'>> = {}): Build {
  const bare = bareBuild(parseDockerfile(text));
  const { target, args, platform, namedContexts } = { ...bare, ...parts };
  return internBuild(bare.dockerfile, { target, args, platform, namedContexts });
}

function describeBase(base: StageBase): string {
  switch (base.kind) {
    case 'stage':
      return `stage ${base.stage.index}`;
    case 'image':
      return `${base.state} ${base.reference.canonical}`;
    case 'context':
      return `context ${base.name}`;
    default:
      return base.kind;
  }
}

const bases = (build: Build): readonly string[] => {
  const graph = stageGraph(build);
  return graph.stages.map((stage) => describeBase(graph.baseOf(stage)));
};

describe('bases', () => {
  test.each([
    ['an image', 'FROM a:1\n', ['known docker.io/library/a:1']],
    ['scratch', 'FROM scratch\n', ['scratch']],
    ['an earlier stage', 'FROM a AS b\nFROM b\n', ['known docker.io/library/a:latest', 'stage 0']],
    ['names are compared as written', 'FROM a AS b\nFROM B\n', ['known docker.io/library/a:latest', 'unknown']],
    [
      'a later stage is an image',
      'FROM b\nFROM a AS b\n',
      ['known docker.io/library/b:latest', 'known docker.io/library/a:latest'],
    ],
    [
      'the latest of a name',
      'FROM a AS s\nFROM b AS s\nFROM s\n',
      ['known docker.io/library/a:latest', 'known docker.io/library/b:latest', 'stage 1'],
    ],
    ['a default', 'ARG V=1\nFROM a:$V\n', ['default docker.io/library/a:1']],
    ['an argument without value', 'ARG V\nFROM a:$V\n', ['unknown']],
    ['a guarded argument', 'ARG V\nFROM a:${V:-2}\n', ['known docker.io/library/a:2']],
    ['a platform argument', 'FROM a-$TARGETARCH\n', ['unknown']],
  ])('%s', (_name, text, expected) => {
    expect(bases(buildOf(text))).toEqual(expected);
  });

  test('arguments and platform of the build count', () => {
    const text = 'ARG V=1\nFROM a-$TARGETARCH:$V\n';
    const build = buildOf(text, { args: new Map([['V', '2']]), platform: 'linux/arm64' });
    expect(bases(build)).toEqual(['known docker.io/library/a-arm64:2']);
    expect(bases(buildOf(text, { args: new Map([['V', undefined]]), platform: 'linux/arm64' }))).toEqual(['unknown']);
  });

  test('named contexts replace stages and images', () => {
    const text = 'FROM a AS s\nFROM b:1\nFROM s\n';
    const namedContexts = new Set(['s', 'b:1']);
    expect(bases(buildOf(text, { namedContexts }))).toEqual(['context s', 'context b:1', 'stage 0']);
  });
});

describe('references and reachability', () => {
  const text = [
    'FROM a AS build',
    'FROM a AS unused',
    'FROM a AS tools',
    'FROM a AS last',
    'COPY --from=BUILD /x /x',
    'COPY --from=busybox:1 /y /y',
    'RUN --mount=from=tools,target=/t true',
    'COPY --from=4 /z /z',
    'COPY --from=9 /z /z',
    'COPY --from=$X /z /z',
  ].join('\n');
  const graph = stageGraph(buildOf(text));

  test('are resolved by name and index', () => {
    const targets = graph.references.map(({ target }) => (target.kind === 'stage' ? target.stage.name : target.kind));
    expect(targets).toEqual(['build', 'image', 'tools', 'image', 'no-such-index', 'variable']);
  });

  test('say what is needed and what is shipped', () => {
    expect(graph.stages.filter(graph.isReachable).map(({ name }) => name)).toEqual(['build', 'tools', 'last']);
    expect(graph.stages.filter(graph.isShipped).map(({ name }) => name)).toEqual(['last']);
  });

  test('follow the target', () => {
    const other = stageGraph(buildOf(text, { target: 'Unused' }));
    expect(other.stages.filter(other.isReachable).map(({ name }) => name)).toEqual(['unused']);
    expect(stageGraph(buildOf(text, { target: '0' })).target).toBeUndefined();
  });

  test('cycles are found, and do not hang', () => {
    const circle = 'FROM a AS x\nCOPY --from=y /a /a\nFROM b AS y\nCOPY --from=x /a /a\n';
    expect(stageGraph(buildOf(circle)).cycles).toHaveLength(1);
    expect(stageGraph(buildOf('FROM a AS x\nCOPY --from=0 /a /a\n')).cycles).toHaveLength(1);
    expect(bases(buildOf('FROM b AS a\nFROM a AS b\n'))).toEqual(['known docker.io/library/b:latest', 'stage 0']);
  });
});

describe('effectiveUser', () => {
  const user = (text: string, target?: string) => {
    const found = effectiveUser(buildOf(text, { target }));
    return found?.kind === 'user' ? found.user : found && `base ${describeBase(found.base)}`;
  };

  test.each([
    ['the last USER', 'FROM a\nUSER x\nUSER y:z\n', 'y'],
    ['the base', 'FROM a:1\nRUN true\n', 'base known docker.io/library/a:1'],
    ['an inherited USER', 'FROM a AS b\nUSER x\nFROM b\nRUN true\n', 'x'],
    [
      'a USER of another stage',
      'FROM a AS b\nUSER x\nFROM c\nCOPY --from=b / /\n',
      'base known docker.io/library/c:latest',
    ],
    ['a variable', 'FROM a\nARG U=app\nUSER $U\n', 'app'],
    ['an unknown variable', 'FROM a\nUSER $U\n', undefined],
    ['a trigger of the base stage', 'FROM a AS b\nONBUILD USER x\nFROM b\n', 'x'],
    ['not its own trigger', 'FROM a\nONBUILD USER x\n', 'base known docker.io/library/a:latest'],
  ])('%s', (_name, text, expected) => {
    expect(user(text)).toBe(expected);
  });

  test('goes by the target', () => {
    const text = 'FROM a AS one\nUSER x\nFROM a AS two\nUSER y\n';
    expect(user(text, 'one')).toBe('x');
    expect(user(text, 'three')).toBeUndefined();
  });
});

test('ENTRYPOINT takes away an inherited CMD only', () => {
  const cmd = (text: string) => finalImage(buildOf(text))?.cmd?.instruction.body.text;
  expect(cmd('FROM a AS b\nCMD x\nFROM b\nENTRYPOINT e\n')).toBeUndefined();
  expect(cmd('FROM a\nCMD x\nENTRYPOINT e\n')).toBe('x');
  expect(cmd('FROM a AS b\nCMD x\nENTRYPOINT e\nFROM b\n')).toBe('x');
});

test('twenty thousand stages on top of each other are no problem', () => {
  const text = `FROM a AS s0\n${Array.from({ length: 20_000 }, (_, index) => `FROM s${index} AS s${index + 1}`).join('\n')}\nUSER x\n`;
  const build = buildOf(text);
  expect(effectiveUser(build)).toMatchObject({ user: 'x' });
  expect(stageGraph(build).isShipped(stageGraph(build).stages[0] as never)).toBe(true);
});
