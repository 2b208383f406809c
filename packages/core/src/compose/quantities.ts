/** Units of Go's time.ParseDuration and those that Compose adds (compose-go, types/duration.go). */
const durationUnits: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A duration such as `1h5m30s20ms` in milliseconds; undefined where Compose refuses it. `0` needs no unit. */
export function parseDuration(text: string): number | undefined {
  const unsigned = text.replace(/^[-+]/, '');
  if (unsigned === '0') return 0;
  let total = 0;
  let at = 0;
  const part = /([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h|d|w)/y;
  while (at < unsigned.length) {
    part.lastIndex = at;
    const match = part.exec(unsigned);
    if (!match) return undefined;
    total += Number(match[1]) * (durationUnits[match[2] ?? ''] ?? 0);
    at = part.lastIndex;
  }
  if (at === 0) return undefined;
  return text.startsWith('-') ? -total : total;
}

const sizeUnits = ['', 'k', 'm', 'g', 't', 'p'];

/**
 * A size such as `512m`, `1.5GiB` or `1024` in bytes, binary units throughout (go-units, RAMInBytes); undefined where
 * it is refused.
 */
export function parseBytes(text: string): number | undefined {
  const match = /^([0-9]+(?:\.[0-9]+)?|\.[0-9]+) ?([kmgtp]?)(?:i?b)?$/i.exec(text);
  if (!match) return undefined;
  const power = sizeUnits.indexOf((match[2] ?? '').toLowerCase());
  return Math.floor(Number(match[1]) * 1024 ** power);
}
