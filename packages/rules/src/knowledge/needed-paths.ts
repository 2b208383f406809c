/**
 * Directories that the program of an official image writes to when it starts, and ends if it can't, with the image's own
 * configuration. nginx: `client_body_temp_path` and others below /var/cache/nginx, pid in /run (the image's nginx.conf).
 * httpd: `PidFile logs/httpd.pid` (the image's httpd.conf). postgres: `unix_socket_directories` (the image sets
 * /var/run/postgresql). Written down 2026-11-22 from the images' Dockerfiles and documentation ("Running nginx in
 * read-only mode" at hub.docker.com/_/nginx).
 */
const needs: ReadonlyMap<string, readonly string[]> = new Map([
  ['nginx', ['/var/cache/nginx', '/run']],
  ['httpd', ['/usr/local/apache2/logs']],
  ['postgres', ['/run/postgresql']],
]);

/** The directories that an image, named without tag, has to write to; `/var/run` is `/run`. Empty where none is known. */
export function neededPaths(image: string): readonly string[] {
  return needs.get(image) ?? [];
}
