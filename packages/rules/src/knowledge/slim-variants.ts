import { plainName } from './base-images.ts';

/** A smaller image with the same version of the same software. */
export interface SlimVariant {
  readonly tag: string;
  /**
   * What is left out. `build-tools`: compilers and headers. `extras`: documentation and rare tools of an image that is
   * small already. `glibc`: it is built on Alpine Linux, which has musl.
   */
  readonly without: 'build-tools' | 'extras' | 'glibc';
}

/**
 * Image, what its smaller variants leave out, `suffix>smaller suffix` pairs, then the lines that have them all: moving
 * tags and the full version that each stood for. From the manifests of docker-library/official-images, state of
 * 2026-08-21, written down 2026-11-22.
 */
const variantTable = `
python build-tools >slim bookworm>slim-bookworm trixie>slim-trixie : 3.14 3.14.7 3 latest 3.13 3.13.15 3.12 3.12.14 3.11 3.11.16 3.10 3.10.21
node build-tools >slim bookworm>bookworm-slim bullseye>bullseye-slim trixie>trixie-slim : 26 26.7 26.7.0 latest current 24 24.19 24.19.0 krypton lts 22 22.23 22.23.2 jod
ruby build-tools >slim bookworm>slim-bookworm trixie>slim-trixie : 4.0 4.0.6 4 latest 3.4 3.4.10 3 3.3 3.3.12
rust build-tools >slim bookworm>slim-bookworm bullseye>slim-bullseye trixie>slim-trixie : 1 1.98 1.98.0 latest
golang glibc >alpine bookworm>alpine trixie>alpine : 1 1.27 1.27.0 latest 1.26 1.26.7
perl build-tools >slim bookworm>slim-bookworm bullseye>slim-bullseye threaded>slim-threaded threaded-bookworm>slim-threaded-bookworm threaded-bullseye>slim-threaded-bullseye threaded-trixie>slim-threaded-trixie trixie>slim-trixie : 5.44 5.44.0 5 latest stable 5.42 5.42.3 5.40 5.40.5
erlang build-tools >slim : 29 29.0 29.0.5.0 latest 28 28.5 28.5.0.5 27 27.3 27.3.4.16 26 26.2 26.2.5.21 25 25.3 25.3.2.21 24 24.3 24.3.4.17
elixir build-tools >slim otp-27>otp-27-slim otp-28>otp-28-slim otp-29>otp-29-slim : 1.20 1.20.3 latest
elixir build-tools >slim otp-26>otp-26-slim otp-27>otp-27-slim otp-28>otp-28-slim : 1.19 1.19.5
elixir build-tools >slim otp-25>otp-25-slim otp-26>otp-26-slim otp-27>otp-27-slim otp-28>otp-28-slim : 1.18 1.18.4
elixir build-tools >slim otp-25>otp-25-slim otp-26>otp-26-slim otp-27>otp-27-slim : 1.17 1.17.3
elixir build-tools >slim otp-24>otp-24-slim otp-25>otp-25-slim otp-26>otp-26-slim : 1.16 1.16.3
swift build-tools >slim amazonlinux2>amazonlinux2-slim amazonlinux2023>amazonlinux2023-slim bookworm>bookworm-slim jammy>jammy-slim noble>noble-slim rhel-ubi9>rhel-ubi9-slim : 6.3 6.3.3 latest
swift build-tools >slim amazonlinux2>amazonlinux2-slim bookworm>bookworm-slim jammy>jammy-slim noble>noble-slim rhel-ubi9>rhel-ubi9-slim : 6.2 6.2.4
swift build-tools >slim amazonlinux2>amazonlinux2-slim jammy>jammy-slim noble>noble-slim rhel-ubi9>rhel-ubi9-slim : 6.1 6.1.3 6.0 6.0.3
pypy build-tools >slim 7>7-slim 7.3>7.3-slim bookworm>slim-bookworm trixie>slim-trixie : 3.11 3 2.7 2
pypy build-tools >slim bookworm>slim-bookworm trixie>slim-trixie : latest
debian extras >slim : trixie 13 13.6 stable bookworm 12 12.15 oldstable bullseye 11 11.11 oldoldstable forky testing sid unstable
`;

/**
 * Images whose numbered tags all had the smaller variant in this range of `major.minor`, full and smaller being published
 * together: older patches and ended lines, whose tags stay on Docker Hub. First versions are general knowledge and
 * chosen late.
 */
const numberedTags: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  python: { from: '2.7', to: '3.14' },
  node: { from: '6.0', to: '26.7' },
  ruby: { from: '2.2', to: '4.0' },
  rust: { from: '1.25', to: '1.98' },
  golang: { from: '1.8', to: '1.27' },
};

interface VariantLine {
  readonly without: SlimVariant['without'];
  /** Smaller suffix by suffix; the empty one is the line itself. */
  readonly suffixes: ReadonlyMap<string, string>;
  readonly lines: ReadonlySet<string>;
}

let variants: ReadonlyMap<string, readonly VariantLine[]> | undefined;

/** The smaller variant of an image's tag; undefined if there is none or nobody knows. `tag`: undefined means `latest`. */
export function slimVariant(name: string, tag: string | undefined): SlimVariant | undefined {
  variants ??= readVariants();
  const plain = plainName(name);
  for (const line of variants.get(plain) ?? []) {
    const found = variantIn(line, tag ?? 'latest') ?? numberedVariant(plain, line, tag);
    if (found !== undefined) return { tag: found, without: line.without };
  }
  return undefined;
}

/** For the line `latest` the suffix alone is the tag: `python:slim`. */
function variantIn({ lines, suffixes }: VariantLine, tag: string): string | undefined {
  const whole = suffixes.get('');
  if (lines.has(tag) && whole !== undefined) return tag === 'latest' ? whole : `${tag}-${whole}`;
  const alone = lines.has('latest') ? suffixes.get(tag) : undefined;
  if (alone !== undefined) return alone;
  const hyphen = tag.indexOf('-');
  const smaller = suffixes.get(tag.slice(hyphen + 1));
  return hyphen > 0 && smaller !== undefined && lines.has(tag.slice(0, hyphen))
    ? `${tag.slice(0, hyphen)}-${smaller}`
    : undefined;
}

function numberedVariant(name: string, { suffixes }: VariantLine, tag: string | undefined): string | undefined {
  const range = numberedTags[name];
  const whole = suffixes.get('');
  if (!range || whole === undefined || tag === undefined) return undefined;
  const numbers = /^(\d{1,3})\.(\d{1,3})(?:\.\d{1,3})?$/.exec(tag) ?? /^(\d{1,3})$/.exec(tag);
  if (!numbers) return undefined;
  const at = versionRank(numbers[1], numbers[2] ?? '0');
  const from = numbers[2] === undefined ? versionRank(range.from.split('.')[0], '0') : rankOf(range.from);
  return at >= from && at <= rankOf(range.to) ? `${tag}-${whole}` : undefined;
}

function rankOf(version: string): number {
  const [major, minor] = version.split('.');
  return versionRank(major, minor);
}

function versionRank(major: string | undefined, minor: string | undefined): number {
  return Number(major) * 1000 + Number(minor);
}

function readVariants(): ReadonlyMap<string, readonly VariantLine[]> {
  const found = new Map<string, VariantLine[]>();
  for (const text of variantTable.trim().split('\n')) {
    const [head = '', tail = ''] = text.split(' : ');
    const [name = '', without, ...pairs] = head.split(' ');
    const suffixes = new Map(
      pairs.map((pair): readonly [string, string] => {
        const at = pair.indexOf('>');
        return [pair.slice(0, at), pair.slice(at + 1)];
      }),
    );
    const line: VariantLine = { without: readWithout(without), suffixes, lines: new Set(tail.split(' ')) };
    found.set(name, [...(found.get(name) ?? []), line]);
  }
  return found;
}

function readWithout(text: string | undefined): SlimVariant['without'] {
  if (text === 'build-tools' || text === 'extras' || text === 'glibc') return text;
  throw new Error(`"${text}" is nothing that an image can be without`);
}
