import { composeRule, type Service } from '@plimsoll/core/rule';
import { dataStoreOf, isFrontEnd } from '../knowledge/data-stores.ts';
import { networksOf, publishesBeyondHost } from '../shared/service-networks.ts';
import { placeOfService } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/prefer-segmented-networks',
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict'],

  summary: 'Keep data stores off networks of services that do not use them.',
  why: `
    On one network for everything, whoever gets into the published web server reaches the database too, though the
    server never talks to it. With a network in front and one behind it the service between them is the only way. Reported is a data
    store that publishes nothing and shares a network with a web server or proxy that publishes ports and mentions it nowhere,
    in a project of three services and more. What other programs talk to is not known from the file.
  `,
  sources: [
    'https://docs.docker.com/compose/how-tos/networking/#specify-custom-networks',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  cwe: [668],
  owasp: ['RULE #5'],
  securitySeverity: 3.1,

  fixable: 'none',
  messages: {
    shared:
      '{published} publishes ports and shares a network with the data store {store}, which it does not use, so whoever gets into the one reaches the other. Put them on different networks.',
  },

  examples: [
    {
      title: 'A web server, an application and its database',
      bad: `
        services:
          web:
            image: nginx:1.29
            ports: ["80:80"]
            depends_on: [app]
          app:
            image: example/app:1.4
            depends_on: [db]
          db:
            image: postgres:17
      `,
      good: `
        services:
          web:
            image: nginx:1.29
            ports: ["80:80"]
            depends_on: [app]
            networks: [front]
          app:
            image: example/app:1.4
            depends_on: [db]
            networks: [front, back]
          db:
            image: postgres:17
            networks: [back]
        networks:
          front:
          back:
      `,
    },
  ],

  on: {
    Application({ services, complete }, { project, report }) {
      if (!complete) return;
      const running = services.filter((service) => service.provider === undefined);
      for (const store of running) {
        if (store.ports.length > 0 || !store.image?.value || !dataStoreOf(store.image.value)) continue;
        const shared = networksOf(store);
        const beside = running.filter((service) => networksOf(service).some((network) => shared.includes(network)));
        const published = beside.find(
          (service) => isFrontEnd(service.image?.value ?? '') && publishesBeyondHost(service) && !uses(service, store),
        );
        if (beside.length < 3 || !published) continue;
        report({
          at: placeOfService(store, project),
          subject: store.name,
          related: [{ at: placeOfService(published, project), label: 'this service publishes ports' }],
          message: 'shared',
          data: { store: store.name, published: published.name },
        });
      }
    },
  },
});

/** True unless nothing that the service says can mean the other: its variables may come from files, its image be built here. */
function uses(service: Service, other: Service): boolean {
  const { dependsOn, environment, envFile, command, build } = service;
  if (envFile.length > 0 || build) return true;
  if (dependsOn.some((dependency) => dependency.service === other.name)) return true;
  if (environment.some(({ value }) => !value || value.value === undefined || value.value.includes(other.name)))
    return true;
  return (command?.parts ?? []).some(({ value }) => value === undefined || value.includes(other.name));
}
