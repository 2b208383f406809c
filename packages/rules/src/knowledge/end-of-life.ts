import { plainName } from './base-images.ts';

/** A release of a program or distribution that gets no more fixes from `end` on. */
export interface Release {
  /** `Debian 10`. */
  readonly name: string;
  /** `YYYY-MM-DD`, the last day with security fixes for everyone. */
  readonly end: string;
}

/**
 * One product a line: its name, its images, then `release=last day`. From endoflife.date, state of 2026-08-22, written
 * down 2026-11-22. The day is that of security fixes for everyone: Debian's includes its LTS, Ubuntu's leaves out what is
 * paid for. Releases whose end is not fixed are not listed, and so count as supported.
 */
const productTable = `
Debian|debian buildpack-deps|13=2030-06-30 12=2028-06-30 11=2026-08-31 10=2024-06-30 9=2022-07-01 8=2020-06-30 7=2018-05-31 6=2016-02-29
Ubuntu|ubuntu|26.04=2031-04-30 25.10=2026-07-01 25.04=2026-01-17 24.10=2025-07-10 24.04=2029-05-31 23.10=2024-07-12 23.04=2024-01-20 22.10=2023-07-20 22.04=2027-04-01 21.10=2022-07-14 21.04=2022-01-20 20.10=2021-07-22 20.04=2025-05-31 19.10=2020-07-06 19.04=2020-01-23 18.10=2019-07-18 18.04=2023-05-31 17.10=2018-07-19 17.04=2018-01-13 16.10=2017-07-20 16.04=2021-04-02 15.10=2016-07-28 15.04=2016-02-04 14.10=2015-07-23 14.04=2019-04-02 13.10=2014-07-17 13.04=2014-01-27 12.10=2014-05-16 12.04=2017-04-28
Alpine Linux|alpine|3.24=2028-06-01 3.23=2027-11-01 3.22=2027-05-01 3.21=2026-11-01 3.20=2026-04-01 3.19=2025-11-01 3.18=2025-05-09 3.17=2024-11-22 3.16=2024-05-23 3.15=2023-11-01 3.14=2023-05-01 3.13=2022-11-01 3.12=2022-05-01 3.11=2021-11-01 3.10=2021-05-01 3.9=2020-11-01 3.8=2020-05-01 3.7=2019-11-01 3.6=2019-05-01 3.5=2018-11-01 3.4=2018-05-01 3.3=2017-11-01 3.2=2017-05-01 3.1=2016-11-01 3.0=2016-05-01 2.7=2015-11-01 2.6=2015-05-01 2.5=2014-11-01 2.4=2014-05-01
CentOS Linux|centos|8=2021-12-31 7=2024-06-30 6=2020-11-30 5=2017-03-31
Fedora|fedora|44=2027-06-02 43=2026-12-09 42=2026-05-27 41=2025-12-15 40=2025-05-13 39=2024-11-26 38=2024-05-21 37=2023-12-05 36=2023-05-16 35=2022-12-13 34=2022-06-07 33=2021-11-30 32=2021-05-25 31=2020-11-24 30=2020-05-26 29=2019-11-26 28=2019-05-28 27=2018-11-30 26=2018-05-29 25=2017-12-12 24=2017-08-08 23=2016-12-20 22=2016-07-19 21=2015-12-01 20=2015-06-23 19=2015-01-06 18=2014-01-14
Amazon Linux|amazonlinux public.ecr.aws/amazonlinux/amazonlinux|2023=2029-06-30 2=2026-06-30 2018.03=2023-12-31 2017.09=2023-12-31 2017.03=2023-12-31 2016.09=2023-12-31 2016.03=2023-12-31 2015.09=2023-12-31 2015.03=2023-12-31 2014.09=2023-12-31 2014.03=2023-12-31 2013.09=2023-12-31 2013.03=2023-12-31 2012.09=2023-12-31 2012.03=2023-12-31 2011.09=2023-12-31 2010.11=2023-12-31
openSUSE Leap|opensuse/leap|16.0=2027-10-31 15.6=2026-04-30 15.5=2024-12-31 15.4=2023-12-07 15.3=2022-12-31 15.2=2022-01-04 15.1=2021-02-02 15.0=2019-12-03 42.3=2019-07-01 42.2=2018-01-26 42.1=2017-05-17 13.2=2017-01-17 13.1=2016-02-03 12.3=2015-01-29 12.2=2014-01-15
Node.js|node|26=2029-04-30 25=2026-06-01 24=2028-04-30 23=2025-06-01 22=2027-04-30 21=2024-06-01 20=2026-04-30 19=2023-06-01 18=2025-04-30 17=2022-06-01 16=2023-09-11 15=2021-06-01 14=2023-04-30 13=2020-06-01 12=2022-04-30 11=2019-06-30 10=2021-04-30 9=2018-06-30 8=2019-12-31 7=2017-06-30 6=2019-04-30 5=2016-06-30 4=2018-04-30
Python|python|3.14=2030-10-31 3.13=2029-10-31 3.12=2028-10-31 3.11=2027-10-31 3.10=2026-10-31 3.9=2025-10-31 3.8=2024-10-07 3.7=2023-06-27 3.6=2021-12-23 3.5=2020-09-30 3.4=2019-03-18 3.3=2017-09-29 3.2=2016-02-20 2.7=2020-01-01
Ruby|ruby|4.0=2029-03-31 3.4=2028-03-31 3.3=2027-03-31 3.2=2026-03-31 3.1=2025-03-26 3.0=2024-04-23 2.7=2023-03-31 2.6=2022-03-31 2.5=2021-03-31 2.4=2020-03-31 2.3=2019-03-31 2.2=2018-03-31 2.1=2017-03-31 2.0.0=2016-02-24 1.9.3=2015-02-23
PHP|php|8.5=2029-12-31 8.4=2028-12-31 8.3=2027-12-31 8.2=2026-12-31 8.1=2025-12-31 8.0=2023-11-26 7.4=2022-11-28 7.3=2021-12-06 7.2=2020-11-30 7.1=2019-12-01 7.0=2019-01-10 5.6=2018-12-31 5.5=2016-07-21 5.4=2015-09-14 5.3=2014-08-14
Go|golang|1.25=2026-08-19 1.24=2026-02-10 1.23=2025-08-12 1.22=2025-02-11 1.21=2024-08-13 1.20=2024-02-06 1.19=2023-09-06 1.18=2023-02-01 1.17=2022-08-02 1.16=2022-03-15 1.15=2021-08-16 1.14=2021-02-16 1.13=2020-08-11 1.12=2020-02-25 1.11=2019-09-03 1.10=2019-02-25
Eclipse Temurin|eclipse-temurin|26=2026-09-15 25=2031-09-30 24=2025-09-16 23=2025-03-18 22=2024-09-17 21=2029-12-31 20=2023-09-19 19=2023-03-31 18=2022-09-30 17=2027-10-31 11=2027-10-31 16=2021-09-30 8=2030-12-31
Amazon Corretto|amazoncorretto|26=2026-10-31 25=2032-10-31 24=2025-10-31 23=2025-04-30 22=2024-10-15 21=2030-10-31 20=2023-10-17 19=2023-04-19 18=2022-10-18 17=2029-10-31 16=2021-10-19 15=2021-04-20 11=2032-01-31 8=2030-12-31
.NET|mcr.microsoft.com/dotnet/sdk mcr.microsoft.com/dotnet/runtime mcr.microsoft.com/dotnet/aspnet mcr.microsoft.com/dotnet/runtime-deps|10=2028-11-14 9=2026-11-10 8=2026-11-10 7=2024-05-14 6=2024-11-12 5=2022-05-10 3.1=2022-12-13 3.0=2020-03-03 2.2=2019-12-23 2.1=2021-08-21 2.0=2018-10-01 1.1=2019-06-27 1.0=2019-06-27
PostgreSQL|postgres|18=2030-11-14 17=2029-11-08 16=2028-11-09 15=2027-11-11 14=2026-11-12 13=2025-11-13 12=2024-11-21 11=2023-11-09 10=2022-11-10 9.6=2021-11-11 9.5=2021-02-11 9.4=2020-02-13 9.3=2018-11-08 9.2=2017-11-09 9.1=2016-10-27 9.0=2015-10-08 8.4=2014-07-24
MySQL|mysql|9.7=2034-04-21 9.6=2026-04-21 9.5=2026-01-20 9.4=2025-10-21 9.3=2025-07-22 9.2=2025-04-15 9.1=2025-01-21 9.0=2024-10-15 8.4=2032-04-30 8.3=2024-04-10 8.2=2023-12-14 8.1=2023-10-25 8.0=2026-04-30 5.7=2023-10-31 5.6=2021-02-28 5.5=2018-12-31
MariaDB|mariadb|12.3=2029-06-12 12.2=2026-05-28 12.1=2026-02-13 12.0=2025-11-18 11.8=2028-06-04 11.7=2025-05-12 11.6=2025-02-13 11.5=2024-11-21 11.4=2029-05-29 11.3=2024-05-29 11.2=2024-11-21 11.1=2024-08-21 11.0=2024-06-06 10.11=2028-02-16 10.10=2023-11-17 10.9=2023-08-22 10.8=2023-05-20 10.7=2023-02-09 10.6=2026-07-06 10.5=2025-06-24 10.4=2024-06-18 10.3=2023-05-25 10.2=2022-05-23 10.1=2020-10-17 10.0=2019-03-31 5.5=2020-04-11 5.3=2017-03-01 5.2=2015-11-10 5.1=2015-02-01
MongoDB|mongo|8.3=2029-10-31 8.2=2026-07-31 8.1=2025-09-30 8.0=2029-10-31 7.3=2024-10-02 7.2=2024-03-27 7.1=2024-01-23 7.0=2027-08-31 6.3=2023-08-31 6.2=2023-04-24 6.1=2023-02-09 6.0=2025-07-31 5.3=2022-07-19 5.2=2022-03-23 5.1=2022-01-19 5.0=2024-10-31 4.4=2024-02-29 4.2=2023-04-30 4.0=2022-04-30 3.6=2021-04-30 3.4=2020-01-31 3.2=2018-09-30 3.0=2018-02-28 2.6=2016-10-31 2.2=2014-02-28
`;

/** Code names that stand in tags: `node:18-buster`, `eclipse-temurin:17-focal`. Sources and state as above. */
const codeNames =
  'trixie=Debian 13 bookworm=Debian 12 bullseye=Debian 11 buster=Debian 10 stretch=Debian 9 jessie=Debian 8 wheezy=Debian 7 noble=Ubuntu 24.04 jammy=Ubuntu 22.04 focal=Ubuntu 20.04 eoan=Ubuntu 19.10 disco=Ubuntu 19.04 cosmic=Ubuntu 18.10 bionic=Ubuntu 18.04 xenial=Ubuntu 16.04 trusty=Ubuntu 14.04 hirsute=Ubuntu 21.04 impish=Ubuntu 21.10 kinetic=Ubuntu 22.10 lunar=Ubuntu 23.04 mantic=Ubuntu 23.10 oracular=Ubuntu 24.10 plucky=Ubuntu 25.04 questing=Ubuntu 25.10';

interface Tables {
  readonly productOf: ReadonlyMap<string, string>;
  /** By `Debian 10`. */
  readonly ends: ReadonlyMap<string, string>;
  readonly codeNames: ReadonlyMap<string, string>;
}

let made: Tables | undefined;

function makeTables(): Tables {
  const productOf = new Map<string, string>();
  const ends = new Map<string, string>();
  for (const line of productTable.trim().split('\n')) {
    const [product = '', images = '', releases = ''] = line.split('|');
    for (const image of images.split(' ')) productOf.set(image, product);
    for (const release of releases.split(' ')) {
      const [version = '', end = ''] = release.split('=');
      ends.set(`${product} ${version}`, end);
    }
  }
  const names = codeNames.match(/\S+=\S+ \S+/g) ?? [];
  return {
    productOf,
    ends,
    codeNames: new Map(names.map((entry): [string, string] => [entry.split('=')[0] ?? '', entry.split('=')[1] ?? ''])),
  };
}

/**
 * The release that an image with this tag is of, and that of the distribution below it where the tag names one, in this
 * order. `name`: without tag and digest. Empty for images and tags that are not known, and for `latest` and the like.
 */
export function releasesOf(name: string, tag: string): readonly Release[] {
  made ??= makeTables();
  const { productOf, ends } = made;
  const known = plainName(name);
  const product = productOf.get(known) ?? productOf.get(name);
  const names = [...(product ? versionsOf(product, tag) : []), ...distributionsOf(made, known, tag)];
  return [...new Set(names)].flatMap((release) => {
    const end = ends.get(release);
    return end === undefined ? [] : [{ name: release, end }];
  });
}

/** The longest listed version at the start of the tag: `3.9` for `3.9.7-slim`. */
function versionsOf(product: string, tag: string): readonly string[] {
  const digits = /^(?:v|centos|leap-)?(\d+(?:\.\d+)*)(?=$|[-_+u])/.exec(tag)?.[1];
  if (digits === undefined) return [];
  const parts = digits.split('.');
  const candidates = parts.map((_part, count) => `${product} ${parts.slice(0, parts.length - count).join('.')}`);
  const found = candidates.find((candidate) => made?.ends.has(candidate));
  return found === undefined ? [] : [found];
}

/** Distributions in tags of images that are built for several of them, and code names as tags of the distributions. */
function distributionsOf({ codeNames: byCode, productOf }: Tables, image: string, tag: string): readonly string[] {
  if (!productOf.has(image) && image.includes('/')) return [];
  return tag.split(/[-_]/).flatMap((part) => {
    const alpine = /^alpine(\d+\.\d+)$/.exec(part)?.[1];
    if (alpine !== undefined) return [`Alpine Linux ${alpine}`];
    return byCode.get(part) ?? [];
  });
}
