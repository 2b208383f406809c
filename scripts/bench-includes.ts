import {
  type Application,
  applicationsOf,
  composeModel,
  createProject,
  type Project,
  withAnswers,
} from '@plimsoll/core';

const count = 50;

/** A file as people write them: five services, each with what services have. */
function fileText(index: number): string {
  const services = Array.from({ length: 5 }, (_, number) => {
    const name = `s${index}-${number}`;
    return `  ${name}:
    image: registry.example/team/${name}:\${TAG:-1.4}
    restart: unless-stopped
    environment:
      MODE: production
      DATABASE_URL: postgres://db/${name}
      LOG_LEVEL: \${LOG_LEVEL:-info}
    ports: ["${8000 + index * 5 + number}:80"]
    volumes:
      - data${index}:/var/lib/data
    depends_on: [s${index}-0]
    deploy: { resources: { limits: { memory: 256M } } }
`;
  });
  // The first does not depend on itself.
  return `services:\n${services.join('').replace(`depends_on: [s${index}-0]`, 'tty: false')}volumes:\n  data${index}:\n`;
}

const parts = Array.from({ length: count }, (_, index) => ({ path: `parts/${index}.yaml`, text: fileText(index) }));
const main = `include:\n${parts.map(({ path }) => `  - ${path}\n`).join('')}services:\n  web:\n    image: web:1\n`;

/** The milliseconds to read and load an application that includes all files, and to do so with each file alone. */
export function includingCosts(): { readonly together: number; readonly alone: number } {
  const alone = time(() => {
    for (const { path, text } of parts) load(createProject({ files: [{ path, text, kind: 'compose' }] }));
  });
  const together = time(() => {
    const project = createProject({ files: [{ path: 'compose.yaml', text: main, kind: 'compose' }] });
    const files = parts.map(({ path, text }) => ({ kind: 'file', path, state: 'read', text }) as const);
    load(withAnswers(project, files));
  });
  return { together, alone };
}

function load(project: Project): void {
  const [application]: readonly Application[] = applicationsOf(project);
  if (!application || composeModel(application).services.length < 5) throw new Error('the application is not read');
}

function time(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}
