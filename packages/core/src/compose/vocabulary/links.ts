/** The pages of the Compose file reference, by the section of a file. */
const pages: Readonly<Record<string, string>> = {
  version: 'version-and-name/#version-top-level-element-obsolete',
  name: 'version-and-name/#name-top-level-element',
  include: 'include/',
  services: 'services/',
  networks: 'networks/',
  volumes: 'volumes/',
  secrets: 'secrets/',
  configs: 'configs/',
  models: 'models/',
};

/** Keys of a service with a page of their own. */
const servicePages: Readonly<Record<string, string>> = {
  build: 'build/',
  deploy: 'deploy/',
  develop: 'develop/',
};

const reference = 'https://docs.docker.com/reference/compose-file/';

/** Where the Compose file reference tells about a key, by its path (`services.*.build.args`). */
export function linkOf(path: string): string {
  const [section = '', name, key, inner] = path.split('.');
  const page = pages[section] ?? '';
  if (name === undefined || key === undefined || page.includes('#')) return `${reference}${page}`;
  const own = section === 'services' ? servicePages[key] : undefined;
  if (own === undefined) return `${reference}${page}#${key}`;
  return inner === undefined ? `${reference}${own}` : `${reference}${own}#${inner}`;
}
