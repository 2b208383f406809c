import { isSecretPair } from './secret-values.ts';

/** The names in a file of variables whose values give a secret away, in file order. */
export function secretNamesIn(text: string): readonly string[] {
  const pairs = text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(["']?)([^\r\n"']+)\2[ \t]*\r?$/gm);
  return [...pairs].flatMap(([, name = '', , value = '']) => (isSecretPair(name, value.trim()) ? name : []));
}
