import type { Finding } from '@plimsoll/core';
import { type EditorPlaces, rangeOf } from './editor-places.ts';
import type { Diagnostic } from './protocol.ts';

const severityNumbers = { error: 1, warning: 2, info: 3 } as const;

/** What the client said that it can show. */
export interface DiagnosticSupport {
  readonly relatedInformation: boolean;
  readonly tags: boolean;
}

/** A finding as the client shows it. */
export function toDiagnostic(finding: Finding, places: EditorPlaces, support: DiagnosticSupport): Diagnostic {
  const tags = tagsOf(finding.rule);
  const related = finding.related.map((place) => ({
    location: { uri: places.uriOf(place.path), range: rangeOf(place, places) },
    message: place.label,
  }));
  return {
    range: rangeOf(finding, places),
    severity: severityNumbers[finding.severity],
    code: finding.rule,
    codeDescription: { href: finding.docs },
    source: 'plimsoll',
    message: finding.message,
    ...(support.tags && tags.length > 0 ? { tags } : {}),
    ...(support.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** Clients draw the one pale and the other struck through. The name of a rule says what its places are. */
function tagsOf(rule: string): readonly (1 | 2)[] {
  if (/-(?:unused|redundant|unreachable)-/.test(rule)) return [1];
  return /-(?:legacy|deprecated|obsolete)-/.test(rule) ? [2] : [];
}
