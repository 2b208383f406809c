import { composeRule } from '@plimsoll/core/rule';
import { fixBySuggestion, problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-schema',
  aliases: [
    'dclint/invalid-schema',
    'compose-go/negative-scale',
    'compose-go/negative-replicas',
    'compose-go/healthcheck-test-prefix',
    'dclint/no-duplicate-container-names',
    'compose-go/schema',
    'compose-go/mapping-item-invalid',
    'compose-go/include-not-list',
    'compose-go/services-not-mapping',
    'compose-go/additional-context-non-buildable',
    'compose-go/container-name-unicity',
    'compose-go/host-ip-invalid',
    'compose-go/port-target-missing',
    'compose-go/expose-invalid',
    'compose-go/volume-empty-section',
    'compose-go/volume-too-many-colons',
    'compose-go/volume-target-missing',
    'compose-go/bind-source-empty',
    'compose-go/device-mapping-confusing',
    'compose-go/duplicate-mount-target',
    'compose-go/platforms-missing-service-platform',
    'compose-go/file-object-missing',
    'compose-go/secret-without-source',
    'compose-go/env-trailing-space',
    'compose-go/env-file-format',
    'compose-go/extra-hosts-missing-ip',
    'compose-go/extra-hosts-bad-host',
    'compose-go/invalid-project-name',
    'compose-go/empty-project-name',
    'compose-go/watch-target-required',
    'compose-go/watch-path-blank',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Use the keys and values that the Compose Specification has.',
  why: `
    Docker Compose checks the file against its schema before anything else and starts nothing when one key or value is
    not allowed: a misspelt key, a list where a mapping belongs, a number where a text belongs.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/',
    'https://github.com/compose-spec/compose-spec/blob/main/schema/compose-spec.json',
  ],

  fixable: 'unsafe',
  fixTitle: 'Use the similar word that Compose knows',
  messages: {
    unknownKey: 'Docker Compose knows no key {key} here{hint}, so it refuses the file. Rename it, or remove it.',
    wrongType: '{path} must be {expected}, not {found}; Docker Compose refuses the file.',
    invalidValue: 'Docker Compose refuses {quoted} for {path}{hint}. Expected: {expected}.',
    missingKey: '{path} lacks the key {key}{hint}, without which Docker Compose refuses the file.',
    empty: 'The file says nothing that Docker Compose could load, so it refuses it ("empty compose file").',
    duplicateItem: '"{value}" is there a second time at {path}, which Docker Compose refuses. Keep one of the two.',
  },

  examples: [
    {
      title: 'A misspelt key',
      bad: `
        services:
          web:
            image: nginx:1.29
            enviroment:
              MODE: production
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            environment:
              MODE: production
      `,
    },
    {
      title: 'A number where a text belongs',
      bad: `
        services:
          web:
            image: nginx:1.29
            user: 1000
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            user: "1000"
      `,
    },
    {
      title: 'A value that is not allowed',
      bad: `
        services:
          web:
            image: nginx:1.29
            depends_on:
              db:
                condition: service_ready
          db:
            image: postgres:17
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            depends_on:
              db:
                condition: service_healthy
          db:
            image: postgres:17
      `,
    },
    {
      title: 'A key that has to be there',
      bad: `
        services:
          web:
            image: nginx:1.29
            depends_on:
              db:
                restart: true
          db:
            image: postgres:17
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            depends_on:
              db:
                condition: service_started
                restart: true
          db:
            image: postgres:17
      `,
    },
    {
      title: 'An item twice',
      bad: `
        services:
          web:
            image: nginx:1.29
            security_opt:
              - no-new-privileges:true
              - no-new-privileges:true
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            security_opt:
              - no-new-privileges:true
      `,
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-schema')) {
        const data = textsOf(problem);
        const fix = fixBySuggestion(problem, data.value || data.key);
        const common = { at: problem, related: problem.related, data, fix };
        switch (problem.code) {
          case 'unknown-key':
            report({ ...common, message: 'unknownKey' });
            break;
          case 'wrong-type':
            report({ ...common, message: 'wrongType' });
            break;
          case 'invalid-value':
            report({ ...common, message: 'invalidValue' });
            break;
          case 'missing-key':
            report({ ...common, message: 'missingKey' });
            break;
          case 'empty-application':
            report({ at: problem, message: 'empty', fix: null });
            break;
          case 'duplicate-item':
            report({ ...common, message: 'duplicateItem' });
            break;
        }
      }
    },
  },
});
