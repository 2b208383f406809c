import type { ComposeDocument } from '../compose/nodes.ts';
import type { DockerfileDocument } from '../dockerfile/nodes.ts';

/** One parsed file. */
export type Document = DockerfileDocument | ComposeDocument;

/** What a file is linted as. */
export type DocumentKind = Document['kind'];
