import {
  type AddedEntry,
  type Application,
  addItems,
  type ComposeDocument,
  type Service,
  type TextEdit,
  writtenValue,
  type YamlMapping,
} from '@plimsoll/core/rule';

/** The service that is hardened, and its own mapping in the file that is changed. */
export interface Hardened {
  readonly service: Service;
  readonly application: Application;
  readonly document: ComposeDocument;
  readonly own: YamlMapping;
}

/** One thing to do, or that is left out: `what` it is, and `why`. */
export type HardenStep =
  | { readonly kind: 'entry'; readonly entry: AddedEntry }
  | { readonly kind: 'edit'; readonly edit: TextEdit }
  | { readonly kind: 'left'; readonly what: string; readonly why: string };

/** Something is left out. */
export function leave(what: string, why: string): HardenStep {
  return { kind: 'left', what, why };
}

/**
 * The step that brings items (at least one) into the list `key` of the service: into the list that its own mapping holds,
 * or as an entry of its own. Left out where the list comes from elsewhere, which an own one may replace.
 */
export function listStep({ service, own }: Hardened, key: string, items: readonly string[]): HardenStep {
  const written = writtenValue(own, key);
  if (written?.kind === 'YamlSequence') {
    const edit = addItems(written, items);
    return edit ? { kind: 'edit', edit } : leave(key, `its ${key} is an empty list`);
  }
  const isThere = own.entries.some((entry) => entry.key.kind === 'YamlScalar' && entry.key.value === key);
  if (isThere) return leave(key, `its ${key} is no list to add to`);
  if (service.get(key) || service.texts(key).length > 0) return leave(key, `its ${key} is written elsewhere`);
  return { kind: 'entry', entry: { key, value: { kind: 'list', items } } };
}
