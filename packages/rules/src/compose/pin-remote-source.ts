import { composeRule, option, type YamlNode } from '@plimsoll/core/rule';
import { aboutValue } from '../shared/service-places.ts';

export default composeRule({
  id: 'compose/pin-remote-source',
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Fetch parts of the project by commit or digest, and over a protected connection.',
  why: `
    An \`include\`, an \`extends\` or a build context that is fetched from a repository is whatever its branch holds at
    that moment: whoever can push there decides what runs here. A commit (\`#\` and its 40 digits) or a digest
    (\`@sha256:\`) says which one is meant. \`http://\` and \`git://\` can be changed on the way.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/include/',
    'https://docs.docker.com/reference/compose-file/build/#context',
  ],
  cwe: [829, 494],

  fixable: 'none',
  options: {
    allowHosts: option.strings({ default: [], summary: 'Hosts whose branches are trusted.' }),
  },
  messages: {
    unpinned: 'This is fetched from a repository as it is at that moment. Name the commit behind a #, or the digest.',
    insecure: '{scheme} can be read and changed on the way. Use https or ssh.',
  },

  examples: [
    {
      title: 'An include from a branch',
      bad: `
        include:
          - https://github.com/example/stack.git#main
        services:
          web:
            image: example/web:1.4
      `,
      good: `
        include:
          - https://github.com/example/stack.git#0123456789abcdef0123456789abcdef01234567
        services:
          web:
            image: example/web:1.4
      `,
    },
    {
      title: 'A build context without protection',
      bad: `
        services:
          web:
            build: http://example.com/context.tar.gz
      `,
    },
  ],

  on: {
    YamlFile({ documents }, { options, report }) {
      for (const at of documents.flatMap(({ content }) => remotePaths(content))) {
        const message = faultOf(textOf(at), options.allowHosts);
        if (message === 'insecure') report({ at, message, data: { scheme: schemeOf(textOf(at)) } });
        else if (message) report({ at, message });
      }
    },
    Service(service, { project, options, report }) {
      const { build } = service;
      const contexts = [build?.context, ...(build?.additionalContexts ?? []).map(({ value }) => value)];
      for (const context of contexts) {
        const message = context?.value === undefined ? undefined : faultOf(context.value, options.allowHosts);
        if (!context || !message) continue;
        const about = aboutValue(context, service, project);
        if (message === 'insecure') report({ ...about, message, data: { scheme: schemeOf(context.value ?? '') } });
        else report({ ...about, message });
      }
    },
  },
});

const schemeOf = (text: string): string => /^[a-z]+:\/\//i.exec(text)?.[0] ?? '';
const gitUrl =
  /^(?:git@|ssh:\/\/|git:\/\/|github\.com\/|https?:\/\/(?:[^/]*@)?github\.com\/[^/]+\/[^/#]+(?:#|$))|^https?:\/\/.*\.git(?:#|$)/i;

/** What is wrong with a source that is fetched; undefined for local paths, and what a variable hides. */
function faultOf(text: string, allowed: readonly string[]): 'unpinned' | 'insecure' | undefined {
  if (text.includes('$') || allowed.some((host) => text.includes(host))) return undefined;
  if (/^(?:http|git):\/\/(?!localhost|127\.)/i.test(text)) return 'insecure';
  if (/^oci:\/\//i.test(text)) return text.includes('@sha256:') ? undefined : 'unpinned';
  if (!gitUrl.test(text)) return undefined;
  return /#[0-9a-f]{40}(?:[0-9a-f]{24})?(?::|$)/i.test(text) ? undefined : 'unpinned';
}

/** The texts of `include` and of `extends.file`, as written. */
function remotePaths(root: YamlNode | undefined): readonly YamlNode[] {
  const includes = itemsOf(entryOf(root, 'include')).flatMap((item) => itemsOf(entryOf(item, 'path') ?? item));
  const services = valueOf(entryOf(root, 'services'));
  const entries = services?.kind === 'YamlMapping' ? services.entries : [];
  const files = entries.flatMap(({ value }) => entryOf(entryOf(value, 'extends'), 'file') ?? []);
  return [...includes, ...files].filter((node) => node.kind === 'YamlScalar');
}

function textOf(node: YamlNode): string {
  return node.kind === 'YamlScalar' ? node.derived.text : '';
}

function valueOf(node: YamlNode | undefined): YamlNode | undefined {
  return node?.kind === 'YamlAlias' ? node.target : node;
}

function entryOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  const mapping = valueOf(node);
  if (mapping?.kind !== 'YamlMapping') return undefined;
  return mapping.entries.find((entry) => entry.key.kind === 'YamlScalar' && entry.key.value === key)?.value;
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  const found = valueOf(node);
  return found?.kind === 'YamlSequence' ? found.items : found ? [found] : [];
}
