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

/** Milliseconds as Go prints a duration: `1h5m30.02s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  const size = Math.abs(milliseconds);
  const sign = milliseconds < 0 ? '-' : '';
  if (size < 1e-3) return `${sign}${Math.round(size * 1e6)}ns`;
  if (size < 1) return `${sign}${size * 1e3}µs`;
  if (size < 1000) return `${sign}${size}ms`;
  const hours = Math.floor(size / 3_600_000);
  const minutes = Math.floor((size % 3_600_000) / 60_000);
  const seconds = Number(((size % 60_000) / 1000).toFixed(9));
  const head = hours > 0 ? `${hours}h${minutes}m` : minutes > 0 ? `${minutes}m` : '';
  return `${sign}${head}${seconds}s`;
}
