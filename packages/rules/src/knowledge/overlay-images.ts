/**
 * Images that hold nothing but files to be laid over another file system with `COPY --from=X / /`, as their documentation
 * says: github.com/tonistiigi/xx, github.com/crazy-max/docker-osxcross, github.com/crazy-max/goxx. Written down 2026-11-22.
 * Other names tell it themselves.
 */
const overlayNames: readonly RegExp[] = [
  /^tonistiigi\/(?:xx|bats-assert)$/,
  /^crazymax\/(?:osxcross|goxx|xgo)$/,
  /(?:^|[/_-])(?:overlay|rootfs)(?:$|[/_-])/,
];

/** True for an image (name without tag) that is meant to be copied as a whole. */
export function isOverlayImage(name: string): boolean {
  return overlayNames.some((known) => known.test(name.toLowerCase()));
}
