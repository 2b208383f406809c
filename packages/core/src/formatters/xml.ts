import { escapeText } from './escape-text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * One XML 1.0 element. What must not stand in XML at all (control characters, halves of surrogate pairs) or can't be seen
 * is shown as `escapeText` does; the rest as entities, in attributes and in content alike. `content` is XML already.
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: readonly string[] = [],
): string {
  const shown = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('');
  return content.length === 0 ? `<${name}${shown}/>` : `<${name}${shown}>${content.join('')}</${name}>`;
}

/** A text as the content of an element. */
export function xmlText(text: string): string {
  // U+FFFE and U+FFFF are the only ones that XML refuses and that can be seen (XML 1.0, 2.2, Char).
  const legal = escapeText(text).replace(/[\ufffe\uffff]/g, '\ufffd');
  return legal.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
