import { composeRule } from '@plimsoll/core/rule';
import { fixBySuggestion, problemsFor, textsOf } from '../shared/compose-problems.ts';

export default composeRule({
  id: 'compose/valid-reference',
  aliases: [
    'compose-go/undefined-network',
    'compose-go/undefined-volume',
    'compose-go/undefined-config',
    'compose-go/undefined-secret',
    'compose-go/undefined-build-secret',
    'compose-go/undefined-model',
    'compose-go/undefined-dependency',
    'compose-go/network_mode-service-missing',
    'compose-go/additional-context-unknown-service',
    'compose-go/dependency-disabled-by-profile',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Refer only to what the project defines.',
  why: `
    Networks, volumes, secrets, configs and models that a service uses are defined at the top of the file, and services that
    it depends on below \`services\`. Docker Compose starts nothing when one of these names leads nowhere.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/',
    'https://docs.docker.com/reference/compose-file/volumes/',
    'https://docs.docker.com/reference/compose-file/networks/',
  ],

  fixable: 'unsafe',
  fixTitle: 'Use the similar name that is defined',
  messages: {
    undefinedService:
      'There is no service {name}{hint}, so Docker Compose refuses the project. Correct the name, or define the service.',
    disabledService:
      'The service {name} is in no profile that is active whenever this one runs, so Docker Compose refuses to start it. Give both the same profiles, or write required: false.',
    undefinedNetwork:
      'The network {name} is not defined{hint}, so Docker Compose refuses the project. Define it below networks at the top of the file.',
    undefinedVolume:
      'The volume {name} is not defined{hint}, so Docker Compose refuses the project. Define it below volumes at the top of the file, or start a path with ./ .',
    undefinedSecret:
      'The secret {name} is not defined{hint}, so Docker Compose refuses the project. Define it below secrets at the top of the file.',
    undefinedConfig:
      'The config {name} is not defined{hint}, so Docker Compose refuses the project. Define it below configs at the top of the file.',
    undefinedModel:
      'The model {name} is not defined{hint}, so Docker Compose refuses the project. Define it below models at the top of the file.',
  },

  examples: [
    {
      title: 'A volume that is not defined',
      bad: `
        services:
          db:
            image: postgres:17
            volumes:
              - data:/var/lib/postgresql/data
      `,
      good: `
        services:
          db:
            image: postgres:17
            volumes:
              - data:/var/lib/postgresql/data
        volumes:
          data:
      `,
    },
    {
      title: 'A service of a profile',
      bad: `
        services:
          web:
            image: nginx:1.29
            depends_on: [debugger]
          debugger:
            image: example/debugger:1.4
            profiles: [debug]
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            depends_on:
              debugger:
                condition: service_started
                required: false
          debugger:
            image: example/debugger:1.4
            profiles: [debug]
      `,
    },
    {
      title: 'A misspelt service',
      bad: `
        services:
          web:
            image: nginx:1.29
            depends_on: [databse]
          database:
            image: postgres:17
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            depends_on: [database]
          database:
            image: postgres:17
      `,
    },
    {
      title: 'A network, a secret, a config and a model that are not defined',
      bad: `
        services:
          web:
            image: nginx:1.29
            networks: [front]
            secrets: [password]
            configs: [site]
            models: [llm]
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            networks: [front]
            secrets: [password]
            configs: [site]
            models: [llm]
        networks:
          front:
        secrets:
          password:
            file: password.txt
        configs:
          site:
            file: site.conf
        models:
          llm:
            model: ai/smollm2:360M-Q4_K_M
      `,
    },
  ],

  on: {
    Application(model, { report }) {
      for (const problem of problemsFor(model, 'compose/valid-reference')) {
        const data = textsOf(problem);
        const fix = fixBySuggestion(problem, data.name);
        const common = { at: problem, related: problem.related, data, fix };
        switch (problem.code) {
          case 'undefined-service':
            if (model.services.some(({ name }) => name === data.name))
              report({ ...common, message: 'disabledService', fix: null });
            else report({ ...common, message: 'undefinedService' });
            break;
          case 'undefined-network':
            report({ ...common, message: 'undefinedNetwork' });
            break;
          case 'undefined-volume':
            report({ ...common, message: 'undefinedVolume' });
            break;
          case 'undefined-secret':
            report({ ...common, message: 'undefinedSecret' });
            break;
          case 'undefined-config':
            report({ ...common, message: 'undefinedConfig' });
            break;
          case 'undefined-model':
            report({ ...common, message: 'undefinedModel' });
            break;
        }
      }
    },
  },
});
