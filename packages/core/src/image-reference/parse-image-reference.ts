import type { Span } from '../text/span.ts';

/** A piece of a reference as written, with its UTF-16 offsets in the parsed text. */
export interface ReferencePart extends Span {
  readonly text: string;
}

/** `[domain/]path[:tag][@digest]`. */
export interface ImageReference {
  readonly kind: 'ImageReference';
  /** As written. */
  readonly text: string;
  readonly domain: ReferencePart | undefined;
  readonly path: ReferencePart;
  readonly tag: ReferencePart | undefined;
  readonly digest: ReferencePart | undefined;
  /** Where the image is pulled from: `docker.io` if no domain is written, or `index.docker.io`. */
  readonly registry: string;
  /** Path at the registry: with `library/` for Docker's official images. */
  readonly repository: string;
  /** Short name, without tag and digest: `alpine`, `user/app`, `ghcr.io/owner/app`. */
  readonly familiarName: string;
  /** Complete form; `:latest` is added where neither tag nor digest is written. */
  readonly canonical: string;
}

export type ImageReferenceResult =
  | { readonly ok: true; readonly reference: ImageReference }
  | { readonly ok: false; readonly problem: ReferenceProblem; readonly at: Span };

export type ReferenceProblem = 'empty' | 'upper-case' | 'format' | 'hex-name' | 'too-long' | 'digest';

const dockerHub = 'docker.io';
const maximalPath = 255;

const identifier = /^[a-f0-9]{64}$/;
const domainPattern =
  /^(?:[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*(?:\.[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const pathPattern = /^[a-z0-9]+(?:(?:\.|__|_|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__|_|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** Hex digits of the registered algorithms (`opencontainers/go-digest`); others are refused. */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/**
 * Parses an image reference as Docker does (`distribution/reference`, `ParseNormalizedNamed` and `TagNameOnly`).
 * The text must be expanded already. Never throws; cost is linear.
 */
export function parseImageReference(text: string): ImageReferenceResult {
  const whole = { start: 0, end: text.length };
  if (text === '') return { ok: false, problem: 'empty', at: whole };
  if (identifier.test(text)) return { ok: false, problem: 'hex-name', at: whole };
  const parts = splitReference(text);
  const { domain, path, tag, digest } = parts;
  const upper = [...path.text].findIndex((char) => char !== char.toLowerCase());
  if (upper >= 0) return { ok: false, problem: 'upper-case', at: path };
  if (path.text === '' || !pathPattern.test(path.text))
    return { ok: false, problem: 'format', at: path.text ? path : whole };
  // A first part that is no domain may still be the head of the path: `a_b.c/d`.
  if (domain && !domainPattern.test(domain.text) && !pathPattern.test(domain.text))
    return { ok: false, problem: 'format', at: domain };
  if (tag && !tagPattern.test(tag.text)) return { ok: false, problem: 'format', at: tag };
  if (digest && !digestPattern.test(digest.text)) return { ok: false, problem: 'format', at: digest };
  if (digest && !isKnownDigest(digest.text)) return { ok: false, problem: 'digest', at: digest };
  const reference = named(text, parts);
  if (reference.repository.length > maximalPath) return { ok: false, problem: 'too-long', at: path };
  return { ok: true, reference };
}

type Parts = Pick<ImageReference, 'domain' | 'path' | 'tag' | 'digest'>;

function splitReference(text: string): Parts {
  const slash = text.indexOf('/');
  const head = slash < 0 ? '' : text.slice(0, slash);
  const hasDomain = slash >= 0 && (/[.:]/.test(head) || head === 'localhost' || head !== head.toLowerCase());
  const pathStart = hasDomain ? slash + 1 : 0;
  const at = text.indexOf('@', pathStart);
  const nameEnd = at < 0 ? text.length : at;
  const colon = text.indexOf(':', pathStart);
  const pathEnd = colon < 0 || colon > nameEnd ? nameEnd : colon;
  return {
    domain: hasDomain ? part(text, 0, slash) : undefined,
    path: part(text, pathStart, pathEnd),
    tag: pathEnd < nameEnd ? part(text, pathEnd + 1, nameEnd) : undefined,
    digest: at < 0 ? undefined : part(text, at + 1, text.length),
  };
}

const part = (text: string, start: number, end: number): ReferencePart => ({
  text: text.slice(start, end),
  start,
  end,
});

function named(text: string, parts: Parts): ImageReference {
  const { domain, path, tag, digest } = parts;
  const registry = !domain || domain.text === 'index.docker.io' ? dockerHub : domain.text;
  const official = registry === dockerHub && !path.text.includes('/');
  const repository = official ? `library/${path.text}` : path.text;
  const familiarName =
    registry === dockerHub ? repository.replace(/^library\/(?=[^/]+$)/, '') : `${registry}/${repository}`;
  const tagText = tag ? `:${tag.text}` : digest ? '' : ':latest';
  const canonical = `${registry}/${repository}${tagText}${digest ? `@${digest.text}` : ''}`;
  return { kind: 'ImageReference', text, ...parts, registry, repository, familiarName, canonical };
}

function isKnownDigest(text: string): boolean {
  const [algorithm = '', hex = ''] = text.split(':', 2);
  const length = Object.hasOwn(digestLengths, algorithm) ? digestLengths[algorithm] : undefined;
  return length === hex.length && hex === hex.toLowerCase();
}

/** The refusal in words; `text` is what was parsed. */
export function referenceProblemText(problem: ReferenceProblem, text: string): string {
  switch (problem) {
    case 'empty':
      return 'The image reference is empty.';
    case 'upper-case':
      return `The image reference "${text}" has upper-case letters in its path.`;
    case 'hex-name':
      return 'A name of 64 hexadecimal digits is an image id, not a reference.';
    case 'too-long':
      return `The image reference has more than ${maximalPath} characters in its path.`;
    case 'digest':
      return `The digest of "${text}" has an unknown algorithm or a wrong length.`;
    case 'format':
      return `"${text}" is not an image reference.`;
  }
}
