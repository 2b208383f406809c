const extension = /[^/.\\][^/\\]*\.[A-Za-z][A-Za-z0-9]{0,7}$/;

/**
 * True if a bind mount is meant to mount a file, by the names of its source and target. Directories may end so too
 * (`conf.d`, `app.git`), and what is in `/etc`, `/var` and the like is there.
 */
export function looksLikeFile(source: string, target: string): boolean {
  if (/\.(?:d|git|sock|socket|app|bundle)$/.test(source) || /^\/(?:etc|var|run|usr|proc|sys|dev)\//.test(source))
    return false;
  return extension.test(source) && extension.test(target);
}
