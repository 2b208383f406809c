import { expect, test } from '@jest/globals';
import { baseRuntime, plainName } from './base-images.ts';

test.each([
  ['postgres', '17', 'root-drops'],
  ['pgvector/pgvector', 'pg17', 'root-drops'],
  ['redhat/ubi9-minimal', undefined, 'root'],
  ['python', undefined, 'root'],
  ['docker.io/library/python', '3.12', 'root'],
  ['arm32v7/alpine', '3.22', 'root'],
  ['public.ecr.aws/docker/library/nginx', '1.29', 'root'],
  ['jenkins/jenkins', 'lts', 'other'],
  ['mariadb', '11', 'root-drops'],
  ['mariadb', '11-ubi9', 'other'],
  ['influxdb', '2', 'root-drops'],
  ['influxdb', '1.12', 'other'],
  ['mcr.microsoft.com/mssql/server', '2017-latest', 'root'],
  ['mcr.microsoft.com/mssql/server', '2022-latest', 'other'],
  ['mcr.microsoft.com/dotnet/aspnet', '9.0', 'root'],
  ['mcr.microsoft.com/dotnet/aspnet', '9.0-noble-chiseled', 'other'],
  ['mcr.microsoft.com/dotnet/aspnet', '9.0-nanoserver-ltsc2022', 'windows'],
  ['gcr.io/distroless/static-debian12', undefined, 'root'],
  ['gcr.io/distroless/static-debian12', 'nonroot', 'other'],
  ['gcr.io/distroless/static', 'debug-nonroot', 'other'],
  ['cgr.dev/chainguard/python', 'latest', 'other'],
  ['bitnami/redis', undefined, 'other'],
  ['docker.io/bitnami/redis', '7', 'other'],
  ['registry.access.redhat.com/ubi9/ubi-minimal', '9.5', 'root'],
  ['registry.access.redhat.com/ubi9/nodejs-22', undefined, 'other'],
  ['mcr.microsoft.com/windows/servercore', 'ltsc2022', 'windows'],
  ['stefanscherer/node-windows', '10', 'windows'],
  ['acme/windowsill', '1', undefined],
  ['armhf/debian', 'jessie', 'root'],
  ['acme/app', '1-rootless', 'other'],
  ['acme/app', '1', undefined],
  ['nvidia/cuda', '12.6-base-ubuntu24.04', undefined],
  ['ghcr.io/acme/python', '3.12', undefined],
  ['acme/alpine', '3', undefined],
])('%s:%s starts as %s', (name, tag, starts) => {
  expect(baseRuntime(name, tag)?.starts).toBe(starts);
});

test('an image may bring an account', () => {
  expect(baseRuntime('node', '22')?.account).toBe('node');
  expect(baseRuntime('python', '3')?.account).toBeUndefined();
});

test('an image may have a sibling that starts without privileges', () => {
  expect(baseRuntime('nginx', '1.29')?.sibling).toBe('nginxinc/nginx-unprivileged');
  expect(baseRuntime('httpd', '2.4')?.sibling).toBeUndefined();
});

test.each([
  ['alpine', '3.22', true],
  ['python', '3.13-slim', true],
  ['gcr.io/distroless/static', undefined, true],
  ['nginx', '1.29', false],
  ['php', '8.4', true],
  ['php', '8.4-apache', false],
  ['php', '8.4-fpm-alpine', false],
  ['postgres', '17', false],
])('whether %s:%s runs nothing by itself: %s', (name, tag, idle) => {
  expect(baseRuntime(name, tag)?.idle).toBe(idle);
});

test.each([
  ['docker.io/library/python', 'python'],
  ['library/python', 'python'],
  ['docker.io/acme/app', 'acme/app'],
  ['arm64v8/python', 'python'],
  ['ghcr.io/acme/app', 'ghcr.io/acme/app'],
  ['arm64v8/acme/app', 'arm64v8/acme/app'],
])('%s is known as %s', (name, plain) => {
  expect(plainName(name)).toBe(plain);
});
