import { describe, expect, test } from '@jest/globals';
import { DerivedText } from '../text/derived-text.ts';
import { SourceText } from '../text/source-text.ts';
import { type CommandArguments, countFlag, flagOf } from './arguments.ts';
import { walkScript } from './commands.ts';
import { argumentsOf } from './flags.ts';
import { parseShell } from './parse-shell.ts';

function read(text: string): CommandArguments {
  const source = new SourceText(text, 'Dockerfile');
  const script = parseShell(DerivedText.verbatim(source, { start: 0, end: text.length }), 'sh');
  const [command] = walkScript(script, { errexit: false, pipefail: false });
  const found = command && argumentsOf(command);
  if (!found) throw new Error(`no table for ${text}`);
  return found;
}

/** `install | -y -q=2 | curl`: subcommands, flags by their first spelling, operands; `?` is unknown. */
function printed(text: string): string {
  const { subcommands, flags, operands } = read(text);
  const shown = flags.map(({ names, known, value }) => {
    return `${names[0]}${known ? '' : '!'}${value ? `=${value.value ?? '?'}` : ''}`;
  });
  return [subcommands.join(' '), shown.join(' '), operands.map((word) => word.value ?? '?').join(' ')].join(' | ');
}

describe('argumentsOf', () => {
  test.each([
    // Bundles, attached values, values in the next word.
    ['apt-get install -y curl', 'install | -y | curl'],
    [
      'apt-get -yqq install --no-install-recommends curl=1 wget',
      'install | -y -q -q --no-install-recommends | curl=1 wget',
    ],
    [
      'apt-get install curl -y -t stable -oA=b -o=C=d --option E=f',
      'install | -y -t=stable -o=A=b -o=C=d -o=E=f | curl',
    ],
    ['apt-get install -q=2 --quiet=1 a', 'install | -q=2 -q=1 | a'],
    ['apt-get install -- -a', 'install |  | -a'],
    ['apk add --no-cache -t .build-deps --virtual=.x gcc', 'add | --no-cache -t=.build-deps -t=.x | gcc'],
    ['apk --no-cache --repository http://x add a', 'add | --no-cache -X=http://x | a'],
    [
      'microdnf install -y --setopt=install_weak_deps=0 --nodocs a',
      'install | -y --setopt=install_weak_deps=0 --nodocs | a',
    ],
    ['yum -y groupinstall "Development Tools"', 'groupinstall | -y | Development Tools'],
    ['zypper -n in --no-recommends a', 'install | -n --no-recommends | a'],
    ['pacman -Syu --noconfirm a', ' | -S -y -u --noconfirm | a'],
    ['pip3 install --no-cache-dir -r req.txt -e . a==1', 'install | --no-cache-dir -r=req.txt -e=. | a==1'],
    ['pip3.12 install a', 'install |  | a'],
    ['python3 -m pip install -U pip', 'install | -U | pip'],
    ['python -u -m pip install a', 'install |  | a'],
    ['uv pip install --system -r a.txt b', 'pip install | --system -r=a.txt | b'],
    ['npm i -g --registry https://x a@1', 'install | -g --registry=https://x | a@1'],
    ['npm install --no-audit --omit=dev', 'install | --no-audit --omit=dev | '],
    ['yarn', ' |  | '],
    ['yarn global add a --network-timeout 1000', 'global add | --network-timeout=1000 | a'],
    ['pnpm i --frozen-lockfile --filter web', 'install | --frozen-lockfile -F=web | '],
    ['gem install rails -v 7.1 --no-document', 'install | -v=7.1 -N | rails'],
    ['bundle config set --local without dev', 'config set | --local | without dev'],
    ['go build -ldflags "-s -w" -o=/app ./...', 'build | -ldflags=-s -w -o=/app | ./...'],
    ['go install --tags=x a@latest', 'install | -tags=x | a@latest'],
    ['cargo build -r --target-dir x', 'build | --release --target-dir=x | '],
    ['composer install --no-dev -d /app', 'install | --no-dev -d=/app | '],
    ['curl -fsSLo x https://a', ' | -f -s -S -L -o=x | https://a'],
    ['curl -H "A: b" --retry=3 -k https://a -ox', ' | -H=A: b --retry=3 -k -o=x | https://a'],
    ['wget -qO- https://a', ' | -q -O=- | https://a'],
    ['wget -nv --no-check-cert --tries 3 https://a', ' | -nv --no-check-certificate -t=3 | https://a'],
    [
      'git clone --depth 1 -b v1 --recurse-submodules https://a b',
      'clone | --depth=1 -b=v1 --recurse-submodules | https://a b',
    ],
    ['git -C /x -c a=b checkout -q main', 'checkout | -C=/x -c=a=b -q | main'],
    ['tar xzf a.tgz -C /x --strip-components=1', ' | -x -z -f=a.tgz -C=/x --strip-components=1 | '],
    ['tar -xJC /x --strip 1 -f a.txz b', ' | -x -J -C=/x --strip-components=1 -f=a.txz | b'],
    ['useradd -rm -u 1000 -G a,b app', ' | -r -m -u=1000 -G=a,b | app'],
    [
      'adduser -S -D -H -u 1 -G app app',
      ' | --system --disabled-password --no-create-home --uid=1 --ingroup=app | app',
    ],
    ['adduser --system --gecos "a b" app', ' | --system --gecos=a b | app'],
    ['chmod -R 755 /x', ' | -R | 755 /x'],
    ['rm -rf /a /b', ' | -r -f | /a /b'],
    ['mkdir -pm 700 /x', ' | -p -m=700 | /x'],
    ['ln --symb a b', ' | -s | a b'],
    ['cd -', ' |  | -'],
    ['make -j4 -C x install', ' | -j=4 -C=x | install'],
    ['mvn -B -DskipTests -pl a -am package', ' | -B -D=skipTests -pl=a -am | package'],
    ['dotnet publish -c Release -o /x', 'publish | -c=Release -o=/x | '],
    ['rm a -f -- -b', ' | -f | a -b'],
  ])('%j', (text, expected) => expect(printed(text)).toBe(expected));

  test.each([
    ['apt-get install -y $PACKAGES', 'install | -y | ?', true, false],
    ['apt-get install -y "$PACKAGE" "a$B"', 'install | -y | ? ?', true, true],
    ['apt-get $OPTIONS install a', ' |  | ? install a', true, false],
    ['apt-get install --frobnicate a', 'install | --frobnicate! | a', false, true],
    ['apt-get install --frobnicate=x a', 'install | --frobnicate!=x | a', true, true],
    ['curl -o$FILE --retry=$N https://$HOST', ' | -o=? --retry=? | ?', true, true],
    ['curl -$X https://a', ' |  | https://a', true, false],
    ['rm -rz a', ' | -r -z! | a', false, true],
    ['apk add --no-cache foo-{dev,libs}', 'add | --no-cache | ?', true, true],
  ])('%j is uncertain where it must be', (text, shown, operandsCertain, complete) => {
    expect(printed(text)).toBe(shown);
    expect(read(text)).toMatchObject({ operandsCertain, complete });
  });

  test('flags are found by any spelling, and counted', () => {
    const args = read('apt-get -qq install --quiet --assume-yes a');
    expect(flagOf(args, '-y')).toBe(flagOf(args, '--yes'));
    expect(flagOf(args, '--download-only')).toBeUndefined();
    expect(countFlag(args, '--quiet')).toBe(3);
  });

  test('an attached value has its own place', () => {
    const args = read('curl -fsSLo"/tmp/x y" --retry=5 https://a');
    const place = (name: string) => {
      const value = flagOf(args, name)?.value;
      return value?.source.slice(value.span);
    };
    expect(place('--output')).toBe('/tmp/x y');
    expect(place('--retry')).toBe('5');
  });

  test('a tool without a table has no arguments', () => expect(() => read('frobnicate -x')).toThrow());
});
