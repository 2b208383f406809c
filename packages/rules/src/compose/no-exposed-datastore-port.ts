import { composeRule, option } from '@plimsoll/core/rule';
import { knownServiceOf, serviceAtPort } from '../knowledge/known-services.ts';
import { repositoryOf } from '../shared/image-names.ts';
import { publishedPorts } from '../shared/published-ports.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-exposed-datastore-port',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  supersedes: ['compose/no-unbound-port'],

  summary: 'Publish no database, broker or administration port beyond the own machine.',
  why: `
    Databases and brokers are built for trusted networks: many accept anybody by default, and those that ask for a password
    are tried day and night. Published without an address they answer to the whole network, past the firewall of the host.
    Services of the project reach each other by name without any published port; for tools on the own machine
    \`127.0.0.1:\` in front is enough.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#ports',
    'https://docs.docker.com/engine/network/packet-filtering-firewalls/#docker-and-ufw',
    'https://www.cisecurity.org/benchmark/docker',
  ],
  cwe: [668, 306],
  owasp: ['RULE #5'],
  securitySeverity: 7.3,

  fixable: 'none',
  options: {
    allow: option.strings({ default: [], summary: 'Ports of containers that may be published.' }),
  },
  messages: {
    open: 'The port of {title} in {service} is published on all interfaces of the host. Put 127.0.0.1: in front, or remove it: services reach each other without.',
  },

  examples: [
    {
      title: 'The port of a database',
      bad: `
        services:
          db:
            image: postgres:17
            ports:
              - "5432:5432"
      `,
      good: `
        services:
          db:
            image: postgres:17
            ports:
              - "127.0.0.1:5432:5432"
      `,
    },
    {
      title: 'Only for other services',
      good: `
        services:
          db:
            image: postgres:17
            expose: [5432]
      `,
    },
  ],

  on: {
    Service(service, { application, options, project, report }) {
      const { name, image } = service;
      const store = image?.value === undefined ? undefined : knownServiceOf(repositoryOf(image.value));
      for (const { mapping, targets, isOpen, at } of publishedPorts(service, application)) {
        if (!isOpen || (mapping.protocol?.value ?? 'tcp') !== 'tcp') continue;
        const port = targets.find(
          (target) => serviceAtPort(target, store) !== undefined && !options.allow.includes(String(target)),
        );
        const title = port === undefined ? undefined : serviceAtPort(port, store);
        if (title === undefined) continue;
        const places = placesOfValue(mapping.origin, name, project);
        report({
          ...places,
          at: project.targets.has(mapping.origin.source.path) ? at : places.at,
          subject: `${name} ${targets[0] ?? ''}`,
          message: 'open',
          data: { title, service: name },
        });
      }
    },
  },
});
