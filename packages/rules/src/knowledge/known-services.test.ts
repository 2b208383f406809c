import { expect, test } from '@jest/globals';
import { knownServiceOf, serviceAtPort } from './known-services.ts';

test.each([
  ['postgres', 'PostgreSQL'],
  ['docker.io/library/mysql', 'MySQL'],
  ['mcr.microsoft.com/mssql/server', 'SQL Server'],
])('%s is %s', (image, title) => {
  expect(knownServiceOf(image)?.title).toBe(title);
});

test('an image of that name by somebody else is not known', () => {
  expect(knownServiceOf('example/postgres')).toBeUndefined();
});

test('a shared port needs the image', () => {
  expect(serviceAtPort(9000, undefined)).toBeUndefined();
  expect(serviceAtPort(9000, knownServiceOf('minio/minio'))).toBe('MinIO');
  expect(serviceAtPort(5432, undefined)).toBe('PostgreSQL');
});

test('health checks are known only of images that were read', () => {
  expect(knownServiceOf('redis')?.hasCheck).toBe(false);
  expect(knownServiceOf('mysql/mysql-server')?.hasCheck).toBeUndefined();
});
