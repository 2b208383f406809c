/** The repository of an image reference: without tag and digest. */
export function repositoryOf(reference: string): string {
  const name = reference.split('@', 1)[0] ?? '';
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon === -1 ? name : name.slice(0, colon);
}

/** The tag of an image reference, or undefined. */
export function tagOf(reference: string): string | undefined {
  const name = reference.split('@', 1)[0] ?? '';
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon === -1 ? undefined : name.slice(colon + 1);
}

/** True if the reference names its content (`@sha256:...`). */
export function isPinned(reference: string): boolean {
  return reference.includes('@');
}
