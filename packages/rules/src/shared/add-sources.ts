import { literalValue, type Word } from '@plimsoll/core/rule';

/**
 * Ends of names of files that ADD unpacks, or may: it looks at the content (tar, plain or compressed with gzip, bzip2, xz
 * or zstd), so packages that are tar archives inside count too.
 * https://docs.docker.com/reference/dockerfile/#add, checked 2026-11-22.
 */
const archiveEnd =
  /\.(tar|gz|tgz|taz|bz2|tbz|tbz2|tb2|xz|txz|zst|tzst|lz|tlz|lzma|z|tz|tpz|gem|apk|crate|ova|box|oci)$/i;

/** What ADD does with a source, as far as its name tells. */
export type AddSource = 'plain' | 'remote' | 'archive' | 'unknown';

/**
 * Judges a source of ADD by its name. A name that a variable or a wildcard leaves open is unknown, unless it begins like
 * a path and its end says that it is no archive.
 */
export function addSource(word: Word): AddSource {
  const value = literalValue(word);
  const text = value ?? word.text.replace(/^["']|["']$/g, '');
  if (isRemote(text)) return 'remote';
  if (archiveEnd.test(text)) return 'archive';
  if (value === undefined) return hasPlainEnd(text) && /^[\w./-]/.test(text) ? 'plain' : 'unknown';
  return /[*?[]/.test(lastPart(text)) && !hasPlainEnd(text) ? 'unknown' : 'plain';
}

/** True if a name without extension sounds like an archive, which ADD would unpack: only its content tells. */
export function mayBeArchive({ text }: Word): boolean {
  return /(?:^|[/_-])(?:tar|tarball|archive|rootfs|layer|bundle|image)s?$/i.test(text);
}

/** `https://host/x`, `git://host/x`, `git@host:x`. Any other scheme is left alone: nobody writes one for a local file. */
function isRemote(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[\w.-]+@[\w.-]+:/.test(text) || /:\/\//.test(text);
}

/** True if the end of the name is an extension without variable and wildcard. */
function hasPlainEnd(text: string): boolean {
  return /\.[A-Za-z0-9_]+$/.test(lastPart(text));
}

function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
