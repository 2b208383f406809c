import { composeRule, option } from '@plimsoll/core/rule';
import { entriesOf, keyOf, misplaced, serviceEntries } from '../shared/entry-order.ts';

export default composeRule({
  id: 'compose/sort-service-keys',
  aliases: ['dclint/service-keys-order'],
  since: '0.1.0',
  category: 'style',
  severity: 'info',
  presets: [],

  summary: 'Write the keys of services in the same order.',
  why: `
    When every service begins with what it runs and goes on in the same order, services can be compared at a glance. The order means nothing to
    Docker Compose. Keys that the option does not name may stand anywhere behind the others.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/'],

  fixable: 'safe',
  fixTitle: 'Put the keys in order',
  options: {
    order: option.strings({
      default: [
        'image',
        'build',
        'container_name',
        'depends_on',
        'volumes',
        'volumes_from',
        'configs',
        'secrets',
        'environment',
        'env_file',
        'ports',
        'networks',
        'network_mode',
        'extra_hosts',
        'command',
        'entrypoint',
        'working_dir',
        'restart',
        'healthcheck',
        'logging',
        'labels',
        'user',
        'isolation',
      ],
      summary: 'The order of the keys.',
    }),
  },
  messages: {
    unsorted: 'The key {key} should stand before {other}.',
  },

  examples: [
    {
      title: 'What it runs comes first',
      bad: `
        services:
          web:
            ports: ["127.0.0.1:8080:80"]
            image: nginx:1.29
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            ports: ["127.0.0.1:8080:80"]
      `,
    },
  ],

  on: {
    YamlDocument(document, { options, report }) {
      const rank = (key: string): number => {
        const at = options.order.indexOf(key);
        return at === -1 ? options.order.length : at;
      };
      for (const service of serviceEntries(document)) {
        const entries = entriesOf(service.value).filter((entry) => keyOf(entry) !== '<<');
        const found = misplaced(entries, (one, other) => rank(keyOf(one)) - rank(keyOf(other)));
        if (!found) continue;
        const { item, before, edit } = found;
        const data = { key: keyOf(item), other: keyOf(before) };
        report({ at: item.key, message: 'unsorted', data, fix: edit ? () => [edit] : null });
      }
    },
  },
});
