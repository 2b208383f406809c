import {
  type Build,
  environmentAt,
  expandWord,
  externalBaseOf,
  linkedBuild,
  parseExposedPort,
  projectRule,
  stageGraph,
} from '@plimsoll/core/rule';
import { baseRuntime } from '../knowledge/base-images.ts';
import { aboutValue } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/no-swapped-port',
  aliases: ['cis/5.9'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Publish the port that the image exposes, with the port of the host in front.',
  why: `
    In \`8080:80\` the first port is the one of the host, and the second the one in the container. If the Dockerfile
    exposes the first and not the second, the two are probably the wrong way round, and nothing answers. Judged are
    images whose base runs nothing of its own, by the EXPOSE of the stages that end up in them.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/services/#ports',
    'https://docs.docker.com/reference/dockerfile/#expose',
  ],

  fixable: 'none',
  messages: {
    swapped:
      '{service} publishes port {target} of the container at {published} of the host, but {dockerfile} exposes {published} and not {target}. The port of the host comes first.',
  },

  examples: [
    {
      title: 'The wrong way round',
      bad: {
        'compose.yaml': `
          services:
            web:
              build: .
              ports:
                - "127.0.0.1:3000:80"
        `,
        Dockerfile: `
          FROM node:24-slim
          EXPOSE 3000
          CMD ["node", "server.js"]
        `,
      },
      good: {
        'compose.yaml': `
          services:
            web:
              build: .
              ports:
                - "127.0.0.1:80:3000"
        `,
        Dockerfile: `
          FROM node:24-slim
          EXPOSE 3000
          CMD ["node", "server.js"]
        `,
      },
    },
  ],

  on: {
    Service(service, { project, report }) {
      const result = service.ports.length > 0 ? linkedBuild(project, service)?.result : undefined;
      const exposed = result && exposedPorts(result);
      if (!result || !exposed) return;
      for (const { published, target, protocol } of service.ports) {
        const [outer, inner] = [portOf(published?.value), portOf(target?.value)];
        if (!published || !target || outer === undefined || inner === undefined) continue;
        const suffix = protocol?.value ?? 'tcp';
        if (!exposed.has(`${outer}/${suffix}`) || exposed.has(`${inner}/${suffix}`)) continue;
        const data = {
          service: service.name,
          target: inner,
          published: outer,
          dockerfile: result.dockerfile.source.path,
        };
        report({ ...aboutValue(target, service, project), message: 'swapped', data });
      }
    },
  },
});

function portOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

/** What the image exposes (`80/tcp`); undefined where its base may listen by itself, or a port is not known. */
function exposedPorts(build: Build): ReadonlySet<string> | undefined {
  const graph = stageGraph(build);
  if (!graph.target) return undefined;
  const { base } = externalBaseOf(build, graph.target);
  const runsNothing =
    base.kind === 'scratch' ||
    (base.kind === 'image' && baseRuntime(base.reference.familiarName, base.reference.tag?.text)?.idle === true);
  if (!runsNothing) return undefined;
  const ports = new Set<string>();
  for (const stage of graph.stages.filter((one) => graph.isShipped(one))) {
    for (const instruction of stage.instructions) {
      if (instruction.kind === 'Onbuild') return undefined;
      for (const word of instruction.kind === 'Expose' ? instruction.ports : []) {
        const expansion = expandWord(word, environmentAt(build, instruction));
        const port = 'value' in expansion ? parseExposedPort(expansion.value) : undefined;
        if (!port?.ok || port.end - port.start > 1000) return undefined;
        for (let one = port.start; one <= port.end; one++) ports.add(`${one}/${port.protocol}`);
      }
    }
  }
  return ports;
}
