import type { Finding, FindingEdit } from '@plimsoll/core';
import { type EditorPlaces, rangeOf, touches } from './editor-places.ts';
import type { CodeAction, ProtocolEdit, ProtocolRange, WorkspaceEdit } from './protocol.ts';
import { type DiagnosticSupport, toDiagnostic } from './to-diagnostic.ts';

/** Fixes everything safe in a file; only under the tool's own name, so that nobody's `source.fixAll` runs it unasked. */
export const fixAllKind = 'source.fixAll.plimsoll';
export const quickFixKind = 'quickfix';

/** What the client said of edits. */
export interface EditSupport extends DiagnosticSupport {
  /** Edits may name the version of the document that they were made for. */
  readonly documentChanges: boolean;
}

/** One file's state when the client asks. */
export interface ActionContext {
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly places: EditorPlaces;
  readonly support: EditSupport;
  /** The comment that silences a finding at its line, or in its file if it has none; undefined for a file that is no text. */
  readonly disable: (finding: Finding) => FindingEdit | undefined;
  /** The edits that make everything safe; empty if there is nothing to make. */
  readonly fixAll: () => readonly FindingEdit[];
}

/**
 * What can be done at a range, in the order in which the client shows it: fixes, comments, everything at once. `only`:
 * kinds that the client wants, each with what is below it; all if absent.
 */
export function codeActions(
  range: ProtocolRange,
  only: readonly string[] | undefined,
  context: ActionContext,
): readonly CodeAction[] {
  const wants = (kind: string): boolean =>
    only === undefined || only.some((wanted) => wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`));
  const here = wants(quickFixKind)
    ? context.findings.filter((finding) => touches(rangeOf(finding, context.places), range))
    : [];
  return [
    ...here.flatMap((finding) => fixAction(finding, context)),
    ...here.flatMap((finding) => disableAction(finding, context)),
    ...(wants(fixAllKind) ? fixAllAction(context, only !== undefined) : []),
  ];
}

function fixAction(finding: Finding, { places, support }: ActionContext): readonly CodeAction[] {
  const { fix } = finding;
  if (!fix) return [];
  const warning = fix.safety === 'unsafe' ? ' (may change what the file means)' : '';
  return [
    {
      title: `${fix.title}${warning}`,
      kind: quickFixKind,
      diagnostics: [toDiagnostic(finding, places, support)],
      ...(fix.safety === 'safe' ? { isPreferred: true } : {}),
      edit: workspaceEdit(fix.edits, places, support),
    },
  ];
}

function disableAction(finding: Finding, { places, support, disable }: ActionContext): readonly CodeAction[] {
  const edit = disable(finding);
  if (!edit) return [];
  const covered = edit.text.includes('plimsoll-disable-file') ? 'file' : 'line';
  return [
    {
      title: `Disable ${finding.rule} for this ${covered}`,
      kind: quickFixKind,
      diagnostics: [toDiagnostic(finding, places, support)],
      edit: workspaceEdit([edit], places, support),
    },
  ];
}

/** In a menu it appears where something can be fixed; a client that names the kind (on save) pays for more passes. */
function fixAllAction({ findings, places, support, fixAll }: ActionContext, isNamed: boolean): readonly CodeAction[] {
  if (!isNamed && !findings.some(({ fix }) => fix?.safety === 'safe')) return [];
  const edits = fixAll();
  if (edits.length === 0) return [];
  return [{ title: 'Fix everything safe (plimsoll)', kind: fixAllKind, edit: workspaceEdit(edits, places, support) }];
}

/** Edits by file, for the versions that they were made for where the client can tell. */
export function workspaceEdit(
  edits: readonly FindingEdit[],
  places: EditorPlaces,
  support: Pick<EditSupport, 'documentChanges'>,
): WorkspaceEdit {
  const byPath = new Map<string, ProtocolEdit[]>();
  for (const edit of edits) {
    const list = byPath.get(edit.path) ?? [];
    list.push({ range: rangeOf(edit, places), newText: edit.text });
    byPath.set(edit.path, list);
  }
  if (support.documentChanges) {
    const documentChanges = [...byPath].map(([path, list]) => ({
      textDocument: { uri: places.uriOf(path), version: places.openText(path)?.version ?? null },
      edits: list,
    }));
    return { documentChanges };
  }
  return { changes: Object.fromEntries([...byPath].map(([path, list]) => [places.uriOf(path), list])) };
}
