import { file } from '../packages/core/src/compose/vocabulary/tables.ts';
import type { Form, Word } from '../packages/core/src/compose/vocabulary/word.ts';

export interface Schema {
  [keyword: string]: unknown;
}

interface Making {
  /** Schemas of the forms that several words share, by their name. */
  readonly definitions: Schema;
  readonly names: Map<readonly Form[], string>;
  readonly uses: ReadonlyMap<readonly Form[], number>;
}

/** The JSON Schema (draft 7) of a Compose file, from the vocabulary. */
export function schemaOfWords(): Schema {
  const making: Making = { definitions: {}, names: new Map(), uses: countUses(file, new Map()) };
  return { ...schemaOf(making, file), definitions: making.definitions };
}

function countUses(word: Word, uses: Map<readonly Form[], number>): Map<readonly Form[], number> {
  const known = uses.get(word.forms) ?? 0;
  uses.set(word.forms, known + 1);
  if (known > 0) return uses;
  for (const form of word.forms) for (const inner of wordsIn(form)) countUses(inner, uses);
  return uses;
}

function wordsIn(form: Form): readonly Word[] {
  if (form.kind === 'list') return [form.item];
  if (form.kind === 'names') return [form.entry];
  return form.kind === 'map' ? Object.values(form.keys) : [];
}

function schemaOf(making: Making, { forms }: Word): Schema {
  if ((making.uses.get(forms) ?? 0) < 2) return schemaOfForms(making, forms);
  let name = making.names.get(forms);
  if (name === undefined) {
    name = `shape${making.names.size + 1}`;
    making.names.set(forms, name);
    making.definitions[name] = schemaOfForms(making, forms);
  }
  return { $ref: `#/definitions/${name}` };
}

/**
 * The forms of a word differ in their type, and nearly every keyword speaks about one type only: so they are one schema,
 * whose faults say more than those of a choice. A list of words is about all types.
 */
function schemaOfForms(making: Making, forms: readonly Form[]): Schema {
  const schemas = forms.map((form) => schemaOfForm(making, form));
  if (schemas.length > 1 && schemas.some((schema) => 'enum' in schema)) return { oneOf: schemas };
  const types = schemas.map(({ type }) => type);
  return { ...Object.assign({}, ...schemas), type: types.length === 1 ? types[0] : types };
}

function schemaOfForm(making: Making, form: Form): Schema {
  switch (form.kind) {
    case 'string': {
      const { allowed, pattern } = form;
      return { type: 'string', ...(allowed ? { enum: allowed } : {}), ...(pattern ? { pattern } : {}) };
    }
    case 'number':
    case 'integer': {
      const { kind, ...limits } = form;
      return { type: kind, ...limits };
    }
    case 'boolean':
    case 'null':
      return { type: form.kind };
    case 'any-map':
      return { type: 'object' };
    case 'list':
      return { type: 'array', items: schemaOf(making, form.item), ...(form.distinct ? { uniqueItems: true } : {}) };
    case 'names': {
      const patternProperties = { [form.pattern]: schemaOf(making, form.entry) };
      return { type: 'object', patternProperties, ...(form.strict ? { additionalProperties: false } : {}) };
    }
    case 'map': {
      const entries = Object.entries(form.keys).map(([key, entry]) => [key, schemaOf(making, entry)]);
      return {
        type: 'object',
        properties: Object.fromEntries(entries),
        ...(form.required.length > 0 ? { required: form.required } : {}),
        ...(form.others === 'any' ? {} : { additionalProperties: false }),
        ...(form.others === 'extensions' ? { patternProperties: { '^x-': {} } } : {}),
      };
    }
  }
}
