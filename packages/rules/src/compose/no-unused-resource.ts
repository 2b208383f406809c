import { type ComposeModel, composeRule, type Resource, type TextField } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/no-unused-resource',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Define only networks, volumes, secrets, configs and models that a service uses.',
  why: `
    Docker Compose makes networks and volumes only for services that use them. One that no service uses is left over, or the service
    that should use it, say the database with its volume, does not. Networks with a name of their own are left alone, as other
    projects may join them.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/volumes/'],

  fixable: 'none',
  messages: {
    unused: 'No service uses the {type} {name}. Remove it, or name it at the service that it is for.',
  },

  examples: [
    {
      title: 'A volume that is left over',
      bad: `
        services:
          app:
            image: example/app:1.4
        volumes:
          data:
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            volumes:
              - data:/data
        volumes:
          data:
      `,
    },
  ],

  on: {
    Application(model, { application, project, report }) {
      if (application.fragment || !model.complete || model.services.length === 0) return;
      const used = usedNames(model);
      const { networks, volumes, secrets, configs, models } = model;
      for (const resource of [...networks, ...volumes, ...secrets, ...configs, ...models]) {
        const { type, name, nameAt } = resource;
        if (isOfOthers(resource) || used[type].has(name) || used[type].has(undefined)) continue;
        if (!project.targets.has(nameAt.source.path)) continue;
        report({ at: nameAt, message: 'unused', subject: `${type} ${name}`, data: { type, name } });
      }
    },
  },
});

/** The names by type; undefined among them where a name is not known. */
function usedNames({ services }: ComposeModel): Readonly<Record<Resource['type'], ReadonlySet<string | undefined>>> {
  const mounts = services.flatMap((service) => service.volumes);
  const secrets = services.flatMap((service) => [...service.secrets, ...(service.build?.secrets ?? [])]);
  const networks = services.flatMap((service) => service.networks);
  const configs = services.flatMap((service) => service.configs);
  const models = services.flatMap((service) => [
    ...service.texts('models').map(({ value }) => value),
    ...service.variables('models').map(({ name }) => name),
  ]);
  const buildNetworks = services.flatMap((service) => service.texts('build.network').map(({ value }) => value));
  return {
    network: new Set([...names(networks), ...buildNetworks, 'default']),
    // A short mount whose source can't be known may be one of any volume.
    volume: new Set(
      mounts.flatMap(({ mountSource, type }) =>
        (mountSource ? isVolume(mountSource) : !type) ? [mountSource?.value] : [],
      ),
    ),
    secret: new Set(names(secrets)),
    config: new Set(names(configs)),
    model: new Set(models),
  };
}

/** A text with a slash beside its variables is a path, whatever they hold. */
const isVolume = (source: TextField): boolean => !source.raw.text.replace(/\$\{[^}]*\}/g, '').includes('/');

const names = (
  references: readonly { readonly name: { readonly value: string | undefined; readonly state: string } }[],
) => references.map(({ name }) => (name.state === 'unknown' ? undefined : name.value));

function isOfOthers({ type, get }: Resource): boolean {
  return type === 'network' && (get('name') !== undefined || get('attachable') !== undefined);
}
