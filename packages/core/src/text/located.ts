import type { SourceText } from './source-text.ts';
import type { Span } from './span.ts';

/** A place in a document. Every node, origin, report, edit and related place is one. */
export interface Located {
  readonly source: SourceText;
  readonly span: Span;
}

/** The characters at a place. */
export function textAt(place: Located): string {
  return place.source.slice(place.span);
}

/**
 * The same place in the outermost file: a place in an embedded text (`dockerfile_inline`) is mapped
 * to the characters of the file that holds it.
 */
export function locateInFile(place: Located): Located {
  let current = place;
  for (let embedding = current.source.embedding; embedding; embedding = current.source.embedding) {
    current = { source: embedding.host, span: embedding.map.toSource(current.span) };
  }
  return current;
}
