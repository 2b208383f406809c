import { composeRule, type Located, type Variable } from '@plimsoll/core/rule';
import { placesOfValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/no-reserved-label',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Leave labels that begin with com.docker.compose to Docker Compose.',
  why: `
    Docker Compose finds its containers, networks and volumes again by labels that begin with \`com.docker.compose\`. Where a file sets
    one of them, it either refuses to make the container or loses track of it.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/services/#labels'],

  fixable: 'none',
  messages: {
    reserved: '{name} is a label of Docker Compose itself, which finds its containers by it. Choose another name.',
  },

  examples: [
    {
      title: 'A label of Docker Compose',
      bad: `
        services:
          app:
            image: example/app:1.4
            labels:
              com.docker.compose.project: other
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            labels:
              com.example.project: other
      `,
    },
  ],

  on: {
    Service(service, { project, report }) {
      for (const variable of [...service.labels, ...service.variables('annotations')]) {
        const { name, nameAt, origin } = variable;
        if (!isReserved(variable)) continue;
        const places = placesOfValue(origin, service.name, project);
        const at: Located = places.at === origin ? nameAt : places.at;
        report({ ...places, at, message: 'reserved', subject: service.name, data: { name } });
      }
    },
    Resource(resource, { project, report }) {
      for (const variable of resource.variables('labels')) {
        const { name, nameAt } = variable;
        if (isReserved(variable) && project.targets.has(nameAt.source.path))
          report({ at: nameAt, message: 'reserved', subject: resource.name, data: { name } });
      }
    },
  },
});

const isReserved = ({ name }: Variable): boolean => /^com\.docker\.(?:compose|stack)\./.test(name);
