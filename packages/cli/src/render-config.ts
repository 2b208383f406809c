import { escapeText } from '@plimsoll/core/formatters';
import type { ImportedConfig, ImportedRule } from './peer-import.ts';

/** Where editors find what a configuration may hold, in a project that has the package. */
const schema = './node_modules/plimsoll/schema/config.schema.json';

/** A comment is no place for more, in characters. */
const longestComment = 200;

/** The text of a new configuration, in JSON with comments. */
export function renderConfig({ presets, rules, ignore }: ImportedConfig): string {
  const members = [
    `  "$schema": ${JSON.stringify(schema)}`,
    `  "extends": ${JSON.stringify([...presets, 'recommended']).replaceAll(',', ', ')}`,
    ...(rules.length > 0 ? [`  "rules": {\n${rules.map(renderRule).join('')}  }`] : []),
    ...(ignore.length > 0
      ? [`  "ignore": [\n${ignore.map((own) => `    ${JSON.stringify(own)}`).join(',\n')}\n  ]`]
      : []),
  ];
  return `{\n${members.join(',\n')}\n}\n`;
}

/** With a comma behind the last one too: then a line added is a line changed. */
function renderRule({ id, severity, options, from }: ImportedRule): string {
  const word = JSON.stringify(severity);
  const setting = Object.keys(options).length > 0 ? `[${word}, ${JSON.stringify(options)}]` : word;
  const comments = from.map((line) => `    // ${shorten(escapeText(line))}\n`).join('');
  return `${comments}    ${JSON.stringify(id)}: ${setting},\n`;
}

function shorten(line: string): string {
  return line.length > longestComment ? `${line.slice(0, longestComment)}...` : line;
}
