/** `root`, `0`, `00`, `+0`, with any group: what moby's user lookup takes for uid 0. False where it is not known. */
export function isRootUser(user: string | undefined): boolean {
  const name = user?.split(':', 1)[0]?.trim().toLowerCase();
  return name !== undefined && (name === 'root' || /^\+?0+$/.test(name));
}
