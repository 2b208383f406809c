import { composeRule, isSignal, option, parseDuration } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-stop',
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { kill: 'info', long: 'info' },

  summary: 'Let a service end in good order.',
  why: `
    To stop a service the engine sends it a signal and kills it after a while. With no time, or with SIGKILL as the
    signal, it can't finish requests or write what it holds in memory; a signal that does not exist makes the engine
    refuse the container; and a very long wait holds up every update.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#stop_grace_period',
    'https://docs.docker.com/reference/compose-file/services/#stop_signal',
  ],

  fixable: 'none',
  options: {
    maxMinutes: option.integer({ default: 10, summary: 'Longest time to stop, in minutes.' }),
  },
  messages: {
    zero: '{service} gets no time to stop, so it is killed while it works. Leave stop_grace_period out for ten seconds, or set what it needs.',
    long: '{service} may take {time} to stop, and holds up every update for as long. Set stop_grace_period to what it needs.',
    kill: 'SIGKILL gives {service} no chance to finish what it does. Use the signal that the program ends on, such as SIGTERM.',
    unknown:
      'There is no signal {signal}, so the engine refuses to start {service}. Use one such as SIGTERM or SIGQUIT.',
  },

  examples: [
    {
      title: 'No time',
      bad: `
        services:
          app:
            image: example/app:1.4
            stop_grace_period: 0s
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            stop_grace_period: 30s
      `,
    },
    {
      title: 'Killed at once',
      bad: `
        services:
          app:
            image: example/app:1.4
            stop_signal: SIGKILL
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            stop_signal: SIGINT
      `,
    },
    {
      title: 'A signal that does not exist',
      bad: `
        services:
          app:
            image: example/app:1.4
            stop_signal: SIGSTOPP
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            stop_signal: SIGTERM
      `,
    },
    {
      title: 'A long time',
      bad: `
        services:
          app:
            image: example/app:1.4
            stop_grace_period: 1h
      `,
    },
  ],

  on: {
    Service(service, { options, project, report }) {
      const { name } = service;
      const period = service.get('stop_grace_period');
      const time = typeof period?.value === 'string' ? parseDuration(period.value) : undefined;
      if (period && time === 0)
        report({ ...aboutValue(period, service, project), message: 'zero', data: { service: name } });
      else if (period && time !== undefined && time > options.maxMinutes * 60_000) {
        const data = { service: name, time: String(period.value) };
        report({ ...aboutValue(period, service, project), message: 'long', data });
      }
      const signal = service.get('stop_signal');
      const text = signal?.value === undefined || signal.value === null ? '' : String(signal.value);
      if (!signal || text === '') return;
      const about = aboutValue(signal, service, project);
      if (/^(?:SIG)?KILL$|^9$/i.test(text)) report({ ...about, message: 'kill', data: { service: name } });
      else if (!isSignal(text)) report({ ...about, message: 'unknown', data: { service: name, signal: text } });
    },
  },
});
