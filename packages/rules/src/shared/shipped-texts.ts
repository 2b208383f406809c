import { type Located, type Project, type Service, type Span, type TextField, textAt } from '@plimsoll/core/rule';
import { aboutValue } from './service-places.ts';

/** A text as far as the Compose file itself holds it. */
export interface ShippedText {
  readonly text: string;
  /** It is the default of a variable that is not set. */
  readonly isDefault: boolean;
}

/** `$NAME` and `${...}`, but not `$$`, which is a dollar. */
const variable = /(?:^|[^$])(?:\$\$)*\$(?!\$)/;
const innermostDefault = /\$\{\w+:?-([^${}]*)\}/g;

/**
 * What a file ships of a text: the whole where no variable takes part, or with the defaults that it gives to variables.
 * Undefined where a variable decides, also one that `.env` sets: this file does not hold that value.
 */
export function shippedText(field: TextField | undefined): ShippedText | undefined {
  if (field?.value === undefined) return undefined;
  const { value, state, raw, origin } = field;
  if (state === 'known') return variable.test(raw.text) ? undefined : { text: value, isDefault: false };
  return withDefaults(textAt(origin)).includes(value) ? { text: value, isDefault: true } : undefined;
}

/** A written text with the defaults in place of their variables, as far as they nest in reason. */
function withDefaults(written: string): string {
  let text = written;
  for (let depth = 0; depth < 4; depth++) text = text.replace(innermostDefault, '$1');
  return text;
}

/** Where a part of a text is written: its own characters where they are there once, else the whole value. */
function placeOfPart({ origin, raw }: TextField, text: string, { start, end }: Span): Located {
  const part = text.slice(start, end);
  const same = raw.text === text ? start : raw.text.indexOf(part);
  if (same === -1 || (raw.text !== text && raw.text.includes(part, same + 1))) return origin;
  const place = raw.locate({ start: same, end: same + part.length });
  // Escapes and folded lines move characters.
  return textAt(place) === part ? place : origin;
}

/** `aboutValue` for the part at `span` of `text`, which is the value of the field, or the field as written. */
export function aboutPart(
  field: TextField,
  { text, span }: { readonly text: string; readonly span: Span },
  { service, project }: { readonly service: Service; readonly project: Project },
) {
  const about = aboutValue(field, service, project);
  return project.targets.has(field.origin.source.path) ? { ...about, at: placeOfPart(field, text, span) } : about;
}
