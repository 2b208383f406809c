import { type CommandField, composeRule, parseDuration, type Service, type TextField } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-healthcheck',
  since: '0.1.0',
  category: 'reliability',
  severity: 'error',
  presets: ['recommended'],
  atMost: { alwaysTrue: 'warning', disabled: 'warning', retries: 'info', timeout: 'info', startInterval: 'info' },

  summary: 'Write health checks that can do what they say.',
  why: `
    The list form runs a program without a shell: \`|| exit 1\`, pipes and variables are arguments to it, and a whole
    command line in one item is the name of a program that does not exist. Behind \`CMD-SHELL\` only one item is the
    script. A check that fails always, or never, is worse than none, since others wait for it.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#healthcheck',
    'https://docs.docker.com/reference/dockerfile/#healthcheck',
  ],

  fixable: 'none',
  messages: {
    shellSyntax:
      'The list form runs no shell, so {word} is an argument of {program}. Use CMD-SHELL with the whole line as one item.',
    oneItem:
      'The list form takes the whole line for the name of a program, which does not exist. Use CMD-SHELL, or an item for each word.',
    shellArguments:
      'Behind CMD-SHELL only the first item is the script; the others are its parameters. Write the line as one item.',
    noneText: 'As a text, NONE is a program to run. Use test: ["NONE"] or disable: true.',
    alwaysTrue: 'This check never fails, so it says nothing of {service}. Ask the program, or remove the check.',
    disabled: 'The check of {service} is disabled, so its test is never run. Remove one of the two.',
    retries: '0 retries means the default of 3. Write the number that is meant, at least 1.',
    timeout:
      'A check may take longer ({timeout}) than the time between two of them ({interval}), so that a failure shows late. Make the timeout shorter.',
    startInterval: 'start_interval counts only within start_period, which is not set. Set it as well.',
  },

  examples: [
    {
      title: 'Shell syntax without a shell',
      bad: `
        services:
          app:
            image: example/app:1.4
            healthcheck:
              test: ["CMD", "curl", "-f", "http://localhost", "||", "exit", "1"]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            healthcheck:
              test: ["CMD-SHELL", "curl -f http://localhost || exit 1"]
      `,
    },
    {
      title: 'A line as one item',
      bad: `
        services:
          app:
            image: example/app:1.4
            healthcheck:
              test: ["CMD", "curl -f http://localhost"]
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            healthcheck:
              test: ["CMD", "curl", "-f", "http://localhost"]
      `,
    },
    {
      title: 'A check that never fails',
      bad: `
        services:
          app:
            image: example/app:1.4
            healthcheck:
              test: exit 0
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      const { name, healthcheck } = service;
      if (!healthcheck) return;
      const { test, disabled } = healthcheck;
      const fault = test && faultOf(test);
      if (fault) {
        const about = aboutValue(fault.field, service, project);
        if (fault.kind === 'shellSyntax') {
          const data = { word: fault.field.value ?? '', program: fault.program };
          report({ ...about, message: 'shellSyntax', data });
        } else if (fault.kind === 'alwaysTrue') report({ ...about, message: 'alwaysTrue', data: { service: name } });
        else report({ ...about, message: fault.kind });
      }
      if (test?.value && test.value[0] !== 'NONE' && disabled?.value === true) {
        report({ ...aboutValue(disabled, service, project), message: 'disabled', data: { service: name } });
      }
      const retries = service.get('healthcheck.retries');
      if (retries?.value === 0) report({ ...aboutValue(retries, service, project), message: 'retries' });
      const start = service.get('healthcheck.start_interval');
      if (start && !service.get('healthcheck.start_period')) {
        report({ ...aboutValue(start, service, project), message: 'startInterval' });
      }
      const timing = longTimeout(service);
      if (timing) report({ ...aboutValue(timing.field, service, project), message: 'timeout', data: timing.data });
    },
  },
});

type Fault =
  | { readonly kind: 'shellSyntax'; readonly field: TextField; readonly program: string }
  | { readonly kind: 'oneItem' | 'shellArguments' | 'noneText' | 'alwaysTrue'; readonly field: TextField };

const neverFails = /^\s*(?:exit 0|true|\/bin\/true|:)\s*$/;
/** Words that mean something to a shell only; a variable in capitals, as shells have them. */
const shellWord = /^(?:\|\|?|&&?|;|[012]?>>?|[012&]?>&?[12]|>>?\s?\/dev\/null|\$\{?[A-Z_][A-Z0-9_]*\}?)$/;

function faultOf({ form, parts, value }: CommandField): Fault | undefined {
  const [first, second, third] = parts;
  if (form === 'string') {
    if (!first || value === undefined) return undefined;
    if (first.value?.trim() === 'NONE') return { kind: 'noneText', field: first };
    return neverFails.test(first.value ?? '') ? { kind: 'alwaysTrue', field: first } : undefined;
  }
  if (!second || (first?.value !== 'CMD' && first?.value !== 'CMD-SHELL')) return undefined;
  if (neverFails.test(second.value ?? '') && !third) return { kind: 'alwaysTrue', field: second };
  if (first.value === 'CMD-SHELL') return third ? { kind: 'shellArguments', field: third } : undefined;
  return listFault(parts.slice(1));
}

function listFault([program, ...args]: readonly TextField[]): Fault | undefined {
  const name = program?.value;
  if (!program || name === undefined) return undefined;
  if (args.length === 0 && /\s/.test(name.trim()) && !/^[A-Za-z]:\\|^["']/.test(name))
    return { kind: 'oneItem', field: program };
  // A shell, or what runs one, gives these words a meaning.
  if (/(?:^|\/)(?:\w*sh|env|busybox|test|\[|expr|find|awk|jq|cmd|powershell|pwsh)(?:\.exe)?$/.test(name))
    return undefined;
  const word = args.find((arg) => arg.value !== undefined && shellWord.test(arg.value));
  return word && { kind: 'shellSyntax', field: word, program: name };
}

function longTimeout(service: Service) {
  const [timeout, interval] = [service.get('healthcheck.timeout'), service.get('healthcheck.interval')];
  if (typeof timeout?.value !== 'string' || typeof interval?.value !== 'string') return undefined;
  const [longest, between] = [parseDuration(timeout.value), parseDuration(interval.value)];
  if (longest === undefined || !between || longest <= between) return undefined;
  return { field: timeout, data: { timeout: timeout.value, interval: interval.value } };
}
