import { baseNameOf, composeRule, type YamlNode } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/no-misplaced-tag',
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Use !reset and !override in override files.',
  why: `
    \`!reset\` removes a value of the files before, and \`!override\` replaces it. In the first file of a project there is nothing before:
    \`!reset\` then drops the value that stands behind it, and \`!override\` does nothing.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/merge/#reset-value'],

  fixable: 'none',
  messages: {
    first:
      'This is the first file of the project, so {tag} has nothing to work on. Remove it, or move it to an override file.',
  },

  examples: [
    {
      title: 'In the first file',
      bad: {
        'compose.yaml': `
          services:
            app:
              image: example/app:1.4
              ports: !override
                - "127.0.0.1:8080:80"
        `,
      },
      good: {
        'compose.yaml': `
          services:
            app:
              image: example/app:1.4
              ports:
                - "127.0.0.1:8080:80"
        `,
      },
    },
  ],

  on: {
    Application(_model, { application, project, report }) {
      const [base] = application.files;
      // By another name it may be an override that somebody passes with -f.
      if (!base || application.fragment || !/^(?:docker-)?compose\.ya?ml$/.test(baseNameOf(base.source.path))) return;
      const { root } = base;
      // A second document of the file is merged onto the first.
      if (root.documents.length !== 1 || !project.targets.has(base.source.path)) return;
      if (includesOrExtends(root.documents[0]?.content)) return;
      const open = root.documents.flatMap(({ content }) => content ?? []);
      for (let node = open.pop(); node; node = open.pop()) {
        const tag = node.tag?.text;
        if (node.tag && (tag === '!reset' || tag === '!override'))
          report({ at: node.tag.at, message: 'first', data: { tag } });
        if (node.kind === 'YamlSequence') open.push(...node.items);
        else if (node.kind === 'YamlMapping') open.push(...node.entries.flatMap(({ value }) => value ?? []));
      }
    },
  },
});

/** True if something is merged in this file: what is extended or included is a value before. */
function includesOrExtends(content: YamlNode | undefined): boolean {
  return content !== undefined && /^\s*(?:-\s+)?["']?(?:include|extends|<<)["']?\s*:/m.test(content.source.text);
}
