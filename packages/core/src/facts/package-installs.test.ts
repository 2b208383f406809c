import { describe, expect, test } from '@jest/globals';
import type { Stage } from '../dockerfile/nodes.ts';
import { parseDockerfile } from '../dockerfile/parse-dockerfile.ts';
import type { Build } from '../project/build.ts';
import { bareBuild } from '../project/builds.ts';
import { downloadsIn } from './downloads.ts';
import { packageInstallsIn } from './package-installs.ts';

const buildOf = (text: string): Build => bareBuild(parseDockerfile(text));

function lastStage(build: Build): Stage {
  const stage = build.dockerfile.root.stages.at(-1);
  if (!stage) throw new Error('no stage');
  return stage;
}

const installs = (text: string): readonly string[] => {
  const build = buildOf(text);
  return packageInstallsIn(build, lastStage(build)).map(({ manager, subcommand, packages }) => {
    return [manager, subcommand, ...packages.map((word) => word.value ?? '?')].join(' ');
  });
};

describe('packageInstallsIn', () => {
  test.each([
    ['apt-get update && apt-get install -y a b=1', ['apt-get install a b=1']],
    ['sudo -E apt -y install a', ['apt install a']],
    ['apk --no-cache add $A b', ['apk add ? b']],
    [
      'dnf install -y a; microdnf install b; yum -y groupinstall "C d"',
      ['dnf install a', 'microdnf install b', 'yum groupinstall C d'],
    ],
    ['zypper -n in a; pacman -Sy --noconfirm b; pacman -Sy', ['zypper install a', 'pacman  b']],
    ['pip install -r x.txt; python3 -m pip install a; pip list', ['pip install', 'pip install a']],
    ['uv pip install a; uv sync; uv run x', ['uv pip install a', 'uv sync']],
    [
      'npm ci; npm i a; npm run install; yarn; yarn build; yarn --version; yarn global add b',
      ['npm ci', 'npm install a', 'yarn ', 'yarn global add b'],
    ],
    [
      'gem install a; bundle; bundle exec rake; go install b@c; cargo install d',
      ['gem install a', 'bundle ', 'go install b@c', 'cargo install d'],
    ],
    ['echo "apt-get install a"; apt-get remove a; apt-get install', ['apt-get install']],
    ['bash -c "apt-get install -y a"; xargs apt-get install < list', ['apt-get install a', 'apt-get install']],
  ])('%j', (run, expected) => expect(installs(`FROM x\nRUN ${run}`)).toEqual(expected));

  test('is about one stage, and RUN only', () => {
    expect(installs('FROM x\nRUN apk add a\nFROM y\nRUN apk add b\nCMD apk add c')).toEqual(['apk add b']);
    expect(installs('FROM x\nONBUILD RUN apk add a')).toEqual(['apk add a']);
  });
});

const downloads = (text: string): readonly string[] => {
  const build = buildOf(text);
  return downloadsIn(build, lastStage(build)).map((download) => {
    const output = download.by === 'add' ? undefined : download.output?.value;
    return [download.by, download.url ?? `${download.urlPrefix}...`, output ?? ''].join(' ').trim();
  });
};

describe('downloadsIn', () => {
  test.each([
    ['RUN curl -fsSL https://a/b -o /tmp/c https://d', ['curl https://a/b /tmp/c', 'curl https://d /tmp/c']],
    ['RUN curl --url https://a -H "B: $C"', ['curl https://a']],
    ['RUN wget -qO- "https://a/$VERSION/b" | tar xz', ['wget https://a/... -']],
    ['RUN ["curl", "-O", "https://a"]', ['curl https://a']],
    ['ADD https://a/b.tgz /x\nADD c /d\nADD --chmod=1 http://$HOST/x /', ['add https://a/b.tgz', 'add http://...']],
    ['ONBUILD ADD https://a /b', ['add https://a']],
    ['RUN echo curl https://a\nCMD curl https://b', []],
  ])('%j', (text, expected) => expect(downloads(`FROM x\n${text}`)).toEqual(expected));
});
