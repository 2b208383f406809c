/**
 * Images that set no WORKDIR, so that they start in `/`, whatever the tag (tags for Windows apart). From the Dockerfiles of
 * the official images and of nodejs/docker-node, state of 2026-08-21, written down 2026-11-22. Images that set one are
 * left out (golang: /go, php with a server: /var/www/html, httpd, tomcat, redis: /data, perl: /usr/src/app, ...), and so
 * are those that nobody read.
 */
const images: ReadonlySet<string> = new Set(
  (
    'alpine debian ubuntu busybox centos rockylinux almalinux oraclelinux amazonlinux fedora archlinux buildpack-deps ' +
    'python node ruby rust openjdk eclipse-temurin maven gcc nginx'
  ).split(' '),
);

/** True if an image is known to start in the root directory. `name`: without tag and digest. */
export function startsInRoot(name: string, tag: string | undefined): boolean {
  return images.has(name) && !/nanoserver|windowsservercore|onbuild/.test(tag ?? '');
}
