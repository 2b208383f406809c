import { describe, expect, test } from '@jest/globals';
import { releasesOf } from './end-of-life.ts';

describe('releasesOf', () => {
  test.each([
    ['debian', 'buster-slim', ['Debian 10 2024-06-30']],
    ['debian', '12.5', ['Debian 12 2028-06-30']],
    ['docker.io/library/debian', 'bullseye-20240101', ['Debian 11 2026-08-31']],
    ['python', '3.9.7-slim-bullseye', ['Python 3.9 2025-10-31', 'Debian 11 2026-08-31']],
    ['node', '18-alpine3.17', ['Node.js 18 2025-04-30', 'Alpine Linux 3.17 2024-11-22']],
    ['eclipse-temurin', '22-jdk-focal', ['Eclipse Temurin 22 2024-09-17', 'Ubuntu 20.04 2025-05-31']],
    ['eclipse-temurin', '8u392-b08-jdk', ['Eclipse Temurin 8 2030-12-31']],
    ['golang', '1.19', ['Go 1.19 2023-09-06']],
    ['golang', '1.2', []],
    ['centos', 'centos7.9.2009', ['CentOS Linux 7 2024-06-30']],
    ['mcr.microsoft.com/dotnet/sdk', '6.0-alpine', ['.NET 6 2024-11-12']],
    ['postgres', '9.6.24', ['PostgreSQL 9.6 2021-11-11']],
    ['postgres', '99', []],
    ['node', 'latest', []],
    ['node', 'lts', []],
    ['acme/node', '10', []],
    ['ghcr.io/acme/app', '1.0-buster', []],
    ['rust', '1.60-buster', ['Debian 10 2024-06-30']],
    ['alpine', '3.1', ['Alpine Linux 3.1 2016-11-01']],
    ['alpine', 'edge', []],
  ])('%s:%s', (image, tag, expected) => {
    expect(releasesOf(image, tag).map(({ name, end }) => `${name} ${end}`)).toEqual(expected);
  });
});
