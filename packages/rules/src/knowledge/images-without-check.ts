import { plainName } from './base-images.ts';
import { knownServiceOf } from './known-services.ts';

/**
 * Systems, languages and servers of docker-library, which declares no health checks in the images that it maintains
 * ("Explicit health checks are not added", https://github.com/docker-library/faq#healthcheck). Written down 2026-11-22.
 */
const names: ReadonlySet<string> = new Set(
  (
    'alpine almalinux amazonlinux archlinux bash buildpack-deps busybox centos debian fedora oraclelinux rockylinux ubuntu ' +
    'caddy composer docker drupal eclipse-temurin elixir erlang gcc golang gradle groovy haproxy httpd julia maven ' +
    'memcached nginx node openjdk perl php pypy python ruby rust swift tomcat wordpress'
  ).split(' '),
);

/** True if an image is known to declare no health check. `name`: without tag and digest. */
export function hasNoHealthcheck(name: string): boolean {
  return names.has(plainName(name)) || knownServiceOf(name)?.hasCheck === false;
}
