const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  p: 1024 ** 5,
};

/**
 * A byte value of Compose (`512m`, `1.5 GiB`, `1073741824`) in bytes; undefined if it is none.
 * Source: docker/go-units `RAMInBytes`, by which compose-go reads byte values.
 */
export function bytesOf(text: string): number | undefined {
  const found = /^(-?\d+(?:\.\d+)?) ?([kmgtp]?)(?:i?b)?$/i.exec(text.trim());
  if (!found) return undefined;
  return Number(found[1]) * (units[(found[2] ?? '').toLowerCase()] ?? 1);
}

/** A plain number, undefined for any other text. */
export function numberOf(text: string): number | undefined {
  return /^[-+]?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}
