import type { Pacer, Step } from './pacer.ts';
import type { Output } from './terminal.ts';

/** How long a run may take without a word, and how often it then says something new, in milliseconds. */
const silence = 1000;
const interval = 100;

export interface Progress {
  readonly pacer: Pacer;
  /** Removes the line; call before anything else is written. */
  readonly clear: () => void;
}

/** One line on a terminal that is written over while work goes on, once it takes longer than a second. */
export function makeProgress(output: Output, now: () => number = () => performance.now()): Progress {
  if (!output.isTerminal) return { pacer: () => undefined, clear: () => {} };
  const start = now();
  let last = start + silence - interval;
  let isShown = false;
  return {
    pacer: (step) => {
      const time = now();
      if (time - last < interval) return undefined;
      last = time;
      isShown = true;
      output.write(`\r\u001b[K${describe(step)}`);
      return undefined;
    },
    clear: () => {
      if (isShown) output.write('\r\u001b[K');
      isShown = false;
    },
  };
}

function describe({ doing, done, total }: Step): string {
  switch (doing) {
    case 'searching':
      return `Searching: ${done} directories`;
    case 'reading':
      return `Reading: ${done} of ${total} files`;
    case 'looking':
      return `Looking at what the files refer to: ${done} places`;
    case 'linting':
      return `Linting: ${done} of ${total} files`;
  }
}
