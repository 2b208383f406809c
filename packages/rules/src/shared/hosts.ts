/** The host of a URL or the beginning of one, in lower case; undefined where it is not written out whole. */
export function hostOf(url: string, isWhole: boolean): string | undefined {
  const match = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@?#]*@)?(\[[^\]]*\]|[^/:?#[\]]*)(.?)/i.exec(url);
  const host = match?.[1]?.toLowerCase();
  return host && (isWhole || match?.[2] !== '') ? host.replace(/^\[|\]$/g, '') : undefined;
}

/** True if a connection to the host does not leave the machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d+){3}$/.test(host) || host === '::1';
}
