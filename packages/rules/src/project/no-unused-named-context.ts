import { type Build, linkedBuild, projectRule, stageGraph } from '@plimsoll/core/rule';
import { hasForeignSyntax } from '../shared/foreign-syntax.ts';
import { placesOfValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-unused-named-context',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['recommended'],

  summary: 'Name only build contexts that the Dockerfile uses.',
  why: `
    An entry of \`additional_contexts\` takes the place of what FROM, COPY --from or a mount names so. Where nothing in
    the Dockerfile has its name, it has no effect: mostly it is misspelt, and the build takes an image from a registry
    in place of the directory that was meant. A service as a context is not reported, since it is built first then.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/build/#additional_contexts'],

  fixable: 'none',
  messages: {
    unused:
      'The service {service} gives its build the context {name}, but {dockerfile} uses nothing of that name, so it has no effect. Correct the name, or take the entry out.',
  },

  examples: [
    {
      title: 'A context that is left over',
      bad: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                additional_contexts:
                  assets: ./assets
        `,
        Dockerfile: `
          FROM nginx:1.29
          COPY html /usr/share/nginx/html
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build:
                context: .
                additional_contexts:
                  assets: ./assets
        `,
        Dockerfile: `
          FROM nginx:1.29
          COPY --from=assets / /usr/share/nginx/html
        `,
      },
    },
  ],

  on: {
    Service(service, { project, report }) {
      const contexts = service.build?.additionalContexts ?? [];
      const result = contexts.length > 0 ? linkedBuild(project, service)?.result : undefined;
      if (!result || hasForeignSyntax(result.dockerfile) || hasUnknownNames(result)) return;
      const text = result.dockerfile.source.text.toLowerCase();
      for (const { name, nameAt, origin, value } of contexts) {
        // Another service as a context is built first, which may be all that is wanted.
        if (!value?.value || value.value.startsWith('service:')) continue;
        // A long name of an image serves the short one too, so its last part is looked for.
        const last = name
          .toLowerCase()
          .replace(/^.*\//, '')
          .replace(/[:@].*$/, '');
        if (last === '' || origin.via.length > 0 || text.includes(last)) continue;
        const data = { service: service.name, name, dockerfile: result.dockerfile.source.path };
        report({
          ...placesOfValue(origin, service.name, project),
          at: nameAt,
          message: 'unused',
          data,
          subject: service.name,
        });
      }
    },
  },
});

/** True if a FROM rests on an argument that is not known: it may name any context. */
function hasUnknownNames(build: Build): boolean {
  const { stages, baseOf } = stageGraph(build);
  return (
    stages.length === 0 ||
    stages.some((stage) => baseOf(stage).kind === 'unknown' || stage.from.image?.text.includes('$'))
  );
}
