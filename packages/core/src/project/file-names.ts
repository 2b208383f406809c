import type { DocumentKind } from './document.ts';

/** Last parts of a name that make it a template of a Dockerfile or Compose file, not one. */
const templateExtensions = new Set([
  'template',
  'tmpl',
  'tpl',
  'j2',
  'jinja',
  'jinja2',
  'erb',
  'ejs',
  'hbs',
  'mustache',
  'in',
  'm4',
  'eta',
  'stub',
  'gotmpl',
  'liquid',
  'handlebars',
  'njk',
  'twig',
  'tera',
  'mako',
  'epp',
  'ctmpl',
  'ytt',
  'gomplate',
]);

/** Last parts of a name that make it a document, data or a backup. */
const otherExtensions = new Set([
  'md',
  'markdown',
  'mdx',
  'txt',
  'rst',
  'adoc',
  'asciidoc',
  'html',
  'htm',
  'pdf',
  'png',
  'svg',
  'jpg',
  'gif',
  'drawio',
  'puml',
  'bak',
  'backup',
  'orig',
  'old',
  'save',
  'rej',
  'swp',
  'swo',
  'tmp',
  'log',
  'disabled',
  'patch',
  'diff',
  'lock',
  'sha256',
  'sig',
  'asc',
  'json',
  'yml',
  'yaml',
  'toml',
  'ini',
  'xml',
  'csv',
  'tar',
  'gz',
  'zip',
  'dockerignore',
  'gitignore',
  'containerignore',
  'mk',
  'vim',
]);

/** Last parts of a name that are a language: `Dockerfile.php` builds a PHP image, or is a program about Dockerfiles. */
const languageExtensions = new Set([
  'go',
  'py',
  'sh',
  'bash',
  'js',
  'mjs',
  'cjs',
  'ts',
  'rs',
  'rb',
  'java',
  'cs',
  'lua',
  'ps1',
  'bat',
  'nix',
  'groovy',
  'kt',
  'php',
  'env',
  'envs',
]);

/**
 * True if a file of this name is a Dockerfile only where its content says so. `text` is then searched for a FROM.
 */
export function isDoubtfulDockerfile(path: string, text: string): boolean {
  const last = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return (
    languageExtensions.has(last) &&
    !/^[ \t]*from[ \t]+[\w$./:@{}-]+[ \t]*(as[ \t]+\w+[ \t]*)?\r?$/im.test(text.slice(0, 65_536))
  );
}

/**
 * What a file of this name is linted as, by its name alone; undefined for any other file. A Compose file's content has
 * the last word (`looksLikeCompose`). Names as Docker's and Podman's tools use them, and the conventions beside them:
 * `Dockerfile`, `Dockerfile.web`, `web.Dockerfile`, `Containerfile`; `compose.yaml`, `docker-compose.prod.yml`.
 * Templates, documents and backups are none. `path` may use `/` or `\`.
 */
export function documentKindOfPath(path: string): DocumentKind | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (isDockerfileName(name)) return 'dockerfile';
  return isComposeName(name) ? 'compose' : undefined;
}

function isDockerfileName(name: string): boolean {
  if (name.endsWith('~') || name.startsWith('.#')) return false;
  const lower = name.toLowerCase();
  if (lower === 'dockerfile' || lower === 'containerfile') return true;
  const last = lower.slice(lower.lastIndexOf('.') + 1);
  if (templateExtensions.has(last) || otherExtensions.has(last)) return false;
  if (last === 'dockerfile' || last === 'containerfile') return lower.length > last.length + 1;
  return /^(docker|container)file[._-]./.test(lower);
}

function isComposeName(name: string): boolean {
  const lower = name.toLowerCase();
  if (!lower.endsWith('.yml') && !lower.endsWith('.yaml')) return false;
  const stem = lower.slice(0, lower.lastIndexOf('.'));
  const rest = stem.startsWith('docker-compose')
    ? stem.slice(14)
    : stem.startsWith('compose')
      ? stem.slice(7)
      : undefined;
  if (rest === undefined) return false;
  return !rest.split('.').some((part) => templateExtensions.has(part));
}
