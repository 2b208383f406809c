import { composeModel, composeRule } from '@plimsoll/core/rule';
import { isRefused } from '../shared/compose-problems.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/valid-pull-policy',
  since: '0.1.0',
  category: 'correctness',
  severity: 'error',
  presets: ['recommended'],

  summary: 'Use a pull policy that Docker Compose knows.',
  why: `
    Docker Compose looks for the name of a policy anywhere in the value, so that a misspelt one such as \`always-pull\` passes when the
    file is read, and has another effect than it says when images are pulled.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#pull_policy'],

  fixable: 'none',
  messages: {
    unknown:
      'There is no pull policy {value}. Use always, missing, never, build, daily, weekly, or every_ with a time such as every_12h.',
  },

  examples: [
    {
      title: 'No such policy',
      bad: `
        services:
          app:
            image: example/app:1.4
            pull_policy: always-pull
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            pull_policy: always
      `,
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const [policy] = service.texts('pull_policy');
      const value = policy?.value;
      if (!policy || value === undefined || value === '' || policies.test(value)) return;
      if (isRefused(composeModel(application), policy.origin)) return;
      report({ ...aboutValue(policy, service, project), message: 'unknown', data: { value } });
    },
  },
});

const policies = /^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d+[wdhms])+)$/;
