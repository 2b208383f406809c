// Durations as Go's `time.ParseDuration` reads them: `300ms`, `-1.5h`, `2h45m`.

const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Nanoseconds, or undefined if the text is no duration or too long for Go. */
export function parseGoDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === '0') return 0;
  if (rest === '') return undefined;
  let total = 0;
  while (rest !== '') {
    const match = /^(\d+\.?\d*|\.\d+)([^\d.]+)/.exec(rest);
    const unit = match?.[2] && Object.hasOwn(nanoseconds, match[2]) ? nanoseconds[match[2]] : undefined;
    if (!match || unit === undefined) return undefined;
    total += Number(match[1]) * unit;
    rest = rest.slice(match[0].length);
  }
  return total < 2 ** 63 ? sign * total : undefined;
}

/** What BuildKit finds wrong with a duration of HEALTHCHECK. Zero means the default. */
export function durationProblem(text: string): { readonly problem: string; readonly advice: string } | undefined {
  const duration = parseGoDuration(text);
  const advice = 'Use a number with a unit: ms, s, m or h.';
  if (duration === undefined) return { problem: `"${text}" is not a duration.`, advice };
  if (duration === 0 || duration >= 1e6) return undefined;
  return { problem: `"${text}" is less than 1ms.`, advice: 'Use at least 1ms, or 0 for the default.' };
}
