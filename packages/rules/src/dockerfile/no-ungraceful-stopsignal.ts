import { dockerfileRule, replace } from '@plimsoll/core/rule';
import { isWindowsStage } from '../shared/shipped-image.ts';
import { stopSignalOf } from '../shared/stop-signals.ts';

export default dockerfileRule({
  id: 'dockerfile/no-ungraceful-stopsignal',
  aliases: ['tally/no-ungraceful-stopsignal'],
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Stop containers with a signal that the process can handle.',
  why: `
    SIGKILL ends a process at once: connections break, buffers are lost, children stay behind. SIGSTOP does not end it at
    all, so that \`docker stop\` waits its ten seconds and kills it then. Docker itself kills what does not stop in time, so
    the first signal should be one that the program can answer.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#stopsignal',
    'https://man7.org/linux/man-pages/man7/signal.7.html',
  ],

  fixable: 'unsafe',
  fixTitle: 'Stop with SIGTERM',
  messages: {
    kill: '{signal} leaves the process no time to finish its work. Use SIGTERM, or the signal that the program stops at.',
    stop: '{signal} halts the process and does not end it, so that it is killed after the timeout. Use SIGTERM, or the signal that the program stops at.',
  },

  examples: [
    {
      title: 'Killed without warning',
      bad: `
        FROM alpine:3.22
        STOPSIGNAL SIGKILL
        CMD ["/app"]
      `,
      good: `
        FROM alpine:3.22
        STOPSIGNAL SIGTERM
        CMD ["/app"]
      `,
    },
  ],

  on: {
    Stopsignal(instruction, { document, builds, report }) {
      const { value } = instruction;
      const stage = document.root.stages[instruction.stageIndex ?? -1];
      const name = stopSignalOf(instruction)?.name;
      if (!value || !stage || (name !== 'SIGKILL' && name !== 'SIGSTOP')) return;
      if (builds.every((build) => isWindowsStage(build, stage))) return;
      const message = name === 'SIGKILL' ? 'kill' : 'stop';
      report({ at: value, message, data: { signal: name }, fix: () => [replace(value, 'SIGTERM')] });
    },
  },
});
