/**
 * What `/bin/sh` is in images of which somebody looked: `dash` (Debian, Ubuntu) knows no syntax of bash, `ash` (Alpine,
 * busybox) some of it. Images whose `sh` is bash (Fedora, Red Hat, Amazon Linux, Arch, openSUSE) and those that nobody
 * looked at are left out. From the Dockerfiles of the official images, state of 2026-08-22, written down 2026-11-22.
 */
export type PlainShell = 'dash' | 'ash';

/** Debian or Ubuntu, unless the tag says another distribution. */
const dashImages: ReadonlySet<string> = new Set(
  (
    'debian ubuntu buildpack-deps python node ruby golang rust php perl gcc postgres redis mariadb mongo rabbitmq memcached ' +
    'nginx httpd haproxy wordpress nextcloud ghost eclipse-temurin tomcat jenkins/jenkins phpmyadmin cassandra'
  ).split(' '),
);

const ashImages: ReadonlySet<string> = new Set('alpine busybox caddy traefik docker registry adminer'.split(' '));

/** Tags that say another distribution than the image's usual one. */
const otherTag = /ubi|rhel|almalinux|rocky|oracle|centos|fedora|amzn|amazon|windows|nanoserver|onbuild/;

/** What runs the shell form on an image; undefined where it is not known, or is bash. `name`: without tag and digest. */
export function plainShellOf(name: string, tag: string | undefined): PlainShell | undefined {
  const text = tag ?? '';
  if (otherTag.test(text)) return undefined;
  if (ashImages.has(name) || (dashImages.has(name) && /(?:^|[-_.])alpine/.test(text))) return 'ash';
  return dashImages.has(name) ? 'dash' : undefined;
}
