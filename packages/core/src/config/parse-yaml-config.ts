import type { YamlNode, YamlProblem } from '../compose/nodes.ts';
import { parseCompose } from '../compose/parse-compose.ts';
import type { Located } from '../text/located.ts';
import { SourceText } from '../text/source-text.ts';
import type { Position } from '../text/span.ts';
import { type ConfigEntry, type ConfigNode, maxConfigDepth, type ParsedConfig } from './config-node.ts';

/**
 * Reads a configuration in YAML, keeping places. Anchors, aliases, merge keys and tags are refused: they would only hide
 * where a value is set. The command line loads the Compose half before it calls this.
 */
export function parseYamlConfig(text: string): ParsedConfig {
  const { root } = parseCompose(new SourceText(text, ''));
  const problem = root.problems.find(({ code }) => code !== 'not-a-mapping');
  if (problem) return { ok: false, message: messageOf(problem), at: positionOf(problem) };
  const contents = root.documents.flatMap(({ content }) => content ?? []);
  const [first, second] = contents;
  if (second) return { ok: false, message: 'a configuration is one YAML document', at: positionOf(second) };
  if (!first) return { ok: true, root: { kind: 'record', entries: [], at: undefined } };
  return convert(first, 0);
}

function positionOf({ source, span }: Located): Position {
  return source.position(span.start);
}

function messageOf({ code, data }: YamlProblem): string {
  if (code === 'syntax') return `no YAML: ${(data.message ?? '').split('\n')[0] ?? ''}`;
  if (code === 'duplicate-key') return `the key "${data.key ?? ''}" stands here a second time`;
  return `no YAML that is read here (${code.replaceAll('-', ' ')})`;
}

function convert(node: YamlNode, depth: number): ParsedConfig {
  const at = positionOf(node);
  const marked = node.anchor?.at ?? node.tag?.at ?? node;
  const refused = node.kind === 'YamlAlias' ? 'aliases' : node.anchor ? 'anchors' : node.tag ? 'tags' : undefined;
  if (refused) return { ok: false, message: `${refused} have no part in a configuration`, at: positionOf(marked) };
  if (depth > maxConfigDepth) return { ok: false, message: `nested deeper than ${maxConfigDepth}`, at };
  switch (node.kind) {
    case 'YamlAlias':
      return { ok: false, message: 'aliases have no part in a configuration', at };
    case 'YamlScalar': {
      const { text } = node.derived;
      // The words of YAML 1.1 for truth values are words here: `off` is a severity.
      const isWord = typeof node.value === 'boolean' && text !== 'true' && text !== 'false';
      return { ok: true, root: { kind: 'scalar', value: isWord ? text : node.value, at } };
    }
    case 'YamlSequence': {
      const items: ConfigNode[] = [];
      for (const item of node.items) {
        const made = convert(item, depth + 1);
        if (!made.ok) return made;
        items.push(made.root);
      }
      return { ok: true, root: { kind: 'list', items, at } };
    }
    case 'YamlMapping': {
      const entries: ConfigEntry[] = [];
      for (const { key, value } of node.entries) {
        const keyAt = positionOf(key);
        if (key.kind !== 'YamlScalar') return { ok: false, message: 'a key must be a text', at: keyAt };
        if (key.derived.text === '<<')
          return { ok: false, message: 'merge keys have no part in a configuration', at: keyAt };
        const made: ParsedConfig = value
          ? convert(value, depth + 1)
          : { ok: true, root: { kind: 'scalar', value: null, at: keyAt } };
        if (!made.ok) return made;
        entries.push({ key: key.derived.text, keyAt, value: made.root });
      }
      return { ok: true, root: { kind: 'record', entries, at } };
    }
  }
}
