import { finalImage, type Located, projectRule, type Service, type TextField } from '@plimsoll/core/rule';
import { builtImage } from '../shared/built-image.ts';
import { bytesOf } from '../shared/resource-limits.ts';
import { isContainer } from '../shared/service-places.ts';

export default projectRule({
  id: 'project/max-heap-size',
  since: '0.1.0',
  category: 'reliability',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Keep the heap that a program may use below the memory limit of its container.',
  why: `
    A heap of the size of the memory limit never gets full: the kernel kills the process first, as stacks, code and
    buffers come on top. The runtime then has no chance to collect garbage or to tell what took the memory.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/deploy/#memory',
    'https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
    'https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html',
  ],

  fixable: 'none',
  messages: {
    tooLarge:
      '{flag} lets the program of {service} use as much memory as its limit of {limit} or more, so the kernel kills it before the heap is full. Lower it to about three quarters of the limit, or raise the limit.',
  },

  examples: [
    {
      title: 'A heap as large as the limit',
      bad: `
        services:
          app:
            image: example/app:1.4
            mem_limit: 512m
            environment:
              JAVA_OPTS: -Xmx512m
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            mem_limit: 512m
            environment:
              JAVA_OPTS: -Xmx384m
      `,
    },
    {
      title: 'A heap that the image sets',
      bad: {
        'compose.yaml': `
          services:
            app:
              build: .
              mem_limit: 512m
        `,
        Dockerfile: `
          FROM node:22-slim
          ENV NODE_OPTIONS=--max-old-space-size=2048
        `,
      },
      good: {
        'compose.yaml': `
          services:
            app:
              build: .
              mem_limit: 3g
        `,
        Dockerfile: `
          FROM node:22-slim
          ENV NODE_OPTIONS=--max-old-space-size=2048
        `,
      },
    },
  ],

  on: {
    Service(service, { application, project, report }) {
      const { memory } = service.limits;
      const limit = memory?.state === 'known' && memory.value !== undefined ? bytesOf(memory.value) : undefined;
      if (!memory?.value || !limit || limit < 0 || !isContainer(service)) return;
      const told = (at: Located, { flag }: Heap) =>
        report({
          at,
          message: 'tooLarge',
          data: { service: service.name, flag, limit: memory.value ?? '' },
          subject: service.name,
          related: [{ at: memory.origin, label: 'the memory limit' }],
        });
      for (const field of textsOf(service)) {
        const heap = heapIn(field.value ?? '');
        if (heap && heap.bytes >= limit) told(placeOf(field, heap), heap);
      }
      const built = builtImage(project, service, application);
      const own = new Set(service.environment.map(({ name }) => name));
      // A file of variables may set the same one again.
      if (!built || service.envFile.length > 0) return;
      for (const [name, value] of finalImage(built.build)?.environment ?? []) {
        if (!isRead(name) || own.has(name) || value.state !== 'known') continue;
        const heap = heapIn(value.value);
        if (heap && heap.bytes >= limit) told(memory.origin, heap);
      }
    },
  },
});

interface Heap {
  readonly flag: string;
  readonly bytes: number;
}

/** Variables that a runtime, or the start script of its image, reads flags from. */
const isRead = (name: string): boolean =>
  /^(_?JAVA|JDK_JAVA|\w+_JAVA)_(TOOL_)?OPT(ION)?S$|^KAFKA_HEAP_OPTS$|^CATALINA_OPTS$|^NODE_OPTIONS$/.test(name);

function textsOf({ environment, command, entrypoint }: Service): readonly TextField[] {
  const variables = environment.filter(({ name }) => isRead(name)).flatMap(({ value }) => value ?? []);
  const commands = [command, entrypoint].flatMap((field) => field?.parts ?? []);
  return [...variables, ...commands].filter(({ state }) => state === 'known');
}

const scales: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** The last heap flag of a text: the JVM and Node.js let the last one count. */
function heapIn(text: string): Heap | undefined {
  const java = [...text.matchAll(/(?<![\w-])-Xmx(\d+)([kmgt]?)(?![\w.])/gi)].at(-1);
  if (java) return { flag: java[0], bytes: Number(java[1]) * (scales[(java[2] ?? '').toLowerCase()] ?? 1) };
  const node = [...text.matchAll(/(?<![\w-])--max[-_]old[-_]space[-_]size=(\d+)(?!\w)/g)].at(-1);
  return node && { flag: node[0], bytes: Number(node[1]) * 1024 ** 2 };
}

/** The flag itself where it stands as written. */
function placeOf({ raw, origin }: TextField, { flag }: Heap): Located {
  const start = raw.text.lastIndexOf(flag);
  return start === -1 ? origin : raw.locate({ start, end: start + flag.length });
}
