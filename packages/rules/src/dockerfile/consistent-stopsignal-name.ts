import { dockerfileRule, isSignal, replace } from '@plimsoll/core/rule';
import { stopSignalOf } from '../shared/stop-signals.ts';

export default dockerfileRule({
  id: 'dockerfile/consistent-stopsignal-name',
  aliases: ['tally/prefer-canonical-stopsignal'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Write the stop signal by its full name in capital letters.',
  why: `
    \`15\`, \`term\` and \`SIGTERM\` are the same signal. The full name is the one that people search for, and numbers from 7 on
    are not the same on every architecture.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#stopsignal'],

  fixable: 'safe',
  fixTitle: 'Write the full name',
  messages: {
    name: 'The full name of this signal is {name}. Write it so.',
    number: 'This number is {name} on x86 and Arm only. Write the name of the signal that is meant.',
  },

  examples: [
    {
      title: 'A number',
      bad: `
        FROM nginx:1.29
        STOPSIGNAL 3
      `,
      good: `
        FROM nginx:1.29
        STOPSIGNAL SIGQUIT
      `,
    },
    {
      title: 'A short name',
      bad: `
        FROM alpine:3.22
        STOPSIGNAL rtmin+3
      `,
      good: `
        FROM alpine:3.22
        STOPSIGNAL SIGRTMIN+3
      `,
    },
  ],

  on: {
    Stopsignal(instruction, { report }) {
      const signal = stopSignalOf(instruction);
      const { value } = instruction;
      // What is no signal at all is a refusal of the build.
      if (!value || !signal || value.text === signal.name || !isSignal(signal.name)) return;
      const { name, same } = signal;
      const fix = same ? () => [replace(value, name)] : null;
      report({ at: value, message: same ? 'name' : 'number', data: { name }, fix });
    },
  },
});
