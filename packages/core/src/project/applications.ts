import type { Application, ReferencedFile } from '../compose/application.ts';
import type { ComposeDocument } from '../compose/nodes.ts';

/** The parts that tell one application from another. */
export type ApplicationParts = Omit<Application, 'kind'>;

const internedApplications = new WeakMap<ComposeDocument, Application[]>();

/** How many applications a document remembers; an editor makes a new one per keystroke in a file beside it. */
const remembered = 8;

/** The application with these parts: the same object for the same documents and answers, so that facts on it stay warm. */
export function internApplication(parts: ApplicationParts): Application {
  const base = parts.files[0];
  if (!base) return { kind: 'ComposeApplication', ...parts };
  const known = internedApplications.get(base) ?? [];
  const same = known.find((application) => sameParts(application, parts));
  if (same) return same;
  const application: Application = { kind: 'ComposeApplication', ...parts };
  internedApplications.set(base, [...known.slice(-remembered + 1), application]);
  return application;
}

function sameParts(a: ApplicationParts, b: ApplicationParts): boolean {
  if (a.directory !== b.directory || a.fragment !== b.fragment) return false;
  if (a.files.length !== b.files.length || a.files.some((file, index) => file !== b.files[index])) return false;
  return (
    sameMap(a.referenced, b.referenced, sameReference) && sameMap(a.shell ?? new Map(), b.shell ?? new Map(), Object.is)
  );
}

function sameMap<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>, same: (x: T, y: T) => boolean): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !same(value, other)) return false;
  }
  return true;
}

function sameReference(a: ReferencedFile, b: ReferencedFile): boolean {
  if (a.state === 'compose') return b.state === 'compose' && a.document === b.document;
  if (a.state === 'text') return b.state === 'text' && a.text === b.text;
  return a.state === b.state;
}
