// Linux signals as `moby/sys/signal` knows them, checked 2026-11.
const names = new Set(
  (
    'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP ' +
    'TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
  ).split(' '),
);

/** True if STOPSIGNAL takes it: a number other than 0, or a name with or without SIG. */
export function isSignal(text: string): boolean {
  if (/^[+-]?\d+$/.test(text)) return Number(text) !== 0 && Math.abs(Number(text)) < 2 ** 63;
  const name = text.toUpperCase().replace(/^SIG/, '');
  const realTime = /^RT(MIN\+|MAX-)([1-9]\d?)$/.exec(name);
  if (realTime) return Number(realTime[2]) <= (realTime[1] === 'MIN+' ? 15 : 14);
  return names.has(name);
}

/** Names without SIG, for suggestions. */
export const signalNames: ReadonlySet<string> = names;
