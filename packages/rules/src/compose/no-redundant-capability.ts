import { composeRule } from '@plimsoll/core/rule';
import { isNeeded } from '../shared/added-capabilities.ts';
import { removeItem } from '../shared/entry-edits.ts';
import { redundantCapabilities } from '../shared/redundant-capabilities.ts';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-redundant-capability',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Leave out capability entries that change nothing.',
  why: `
    A capability of the default set need not be added unless \`cap_drop\` takes it away, one that is not in the default set
    need not be dropped, and the same name twice says nothing more. Such entries suggest that they matter. What is
    dropped and added in one service is added.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#cap_add',
    'https://docs.docker.com/reference/compose-file/services/#cap_drop',
  ],

  fixable: 'unsafe',
  fixTitle: 'Remove the entry',
  messages: {
    added:
      '{capability} is in the default set and {service} does not drop it, so adding it changes nothing. Leave it out.',
    dropped:
      '{capability} is not in the default set and {service} does not add it otherwise, so dropping it changes nothing. Leave it out.',
    both: '{service} drops {capability} and adds it again, so dropping it changes nothing. Leave it out in one of the lists.',
    twice: '{capability} is there twice in one list of {service}. Leave one of them out.',
  },

  examples: [
    {
      title: 'A default that is added',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - NET_ADMIN
              - CHOWN
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - NET_ADMIN
      `,
    },
    {
      title: 'What is not there is dropped',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_drop:
              - SYS_ADMIN
      `,
      good: `
        services:
          app:
            image: example/app:1.4
      `,
    },
    {
      title: 'Dropped and added',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_drop:
              - NET_RAW
              - MKNOD
            cap_add:
              - NET_RAW
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop:
              - MKNOD
      `,
    },
    {
      title: 'Twice, with and without prefix',
      bad: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - NET_ADMIN
              - CAP_NET_ADMIN
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            cap_add:
              - NET_ADMIN
      `,
    },
    {
      title: 'All dropped, some added',
      good: `
        services:
          app:
            image: example/app:1.4
            cap_drop: [ALL]
            cap_add: [CHOWN]
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      if (service.provider || service.privileged?.value === true) return;
      const redundant = redundantCapabilities(service);
      for (const { kind, field, capability } of redundant) {
        const [key, list] = service.capAdd.includes(field)
          ? (['cap_add', service.capAdd] as const)
          : (['cap_drop', service.capDrop] as const);
        // Which of the two is meant is not known.
        const edit =
          kind === 'both'
            ? undefined
            : removeItem(field, service.get(key), list, (other) =>
                key === 'cap_add' ? isNeeded(other, service) : !redundant.some((item) => item.field === other),
              );
        report({
          ...aboutValue(field, service, project),
          message: kind,
          data: { service: service.name, capability },
          fix: edit ? () => [edit] : null,
        });
      }
    },
  },
});
