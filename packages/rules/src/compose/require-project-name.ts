import { composeRule, joinPath } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/require-project-name',
  aliases: ['dclint/require-project-name-field'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Name the project in the file.',
  why: `
    Without \`name\` Docker Compose names the project after its directory. Two copies in directories of one name then share their containers and
    volumes, and a renamed directory loses them. \`COMPOSE_PROJECT_NAME\` in \`.env\` is a name, too.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/version-and-name/#name-top-level-element'],

  fixable: 'none',
  messages: {
    missing: 'The project has no name, so Docker Compose takes that of the directory. Write name: at the top.',
  },

  examples: [
    {
      title: 'No name',
      bad: `
        services:
          web:
            image: nginx:1.29
      `,
      good: `
        name: site
        services:
          web:
            image: nginx:1.29
      `,
    },
  ],

  on: {
    Application(model, { application, project, report }) {
      const { documents, name, complete } = model;
      if (application.fragment || !complete || (name && !name.origin.synthetic)) return;
      const file = application.referenced.get(joinPath(application.directory, '.env'));
      if (file?.state === 'text' && /^\s*(?:export\s+)?COMPOSE_PROJECT_NAME\s*=/m.test(file.text)) return;
      const [base] = documents;
      const content = base?.root.documents[0]?.content;
      const first = content?.kind === 'YamlMapping' ? content.entries[0] : undefined;
      if (first && project.targets.has(first.source.path)) report({ at: first.key, message: 'missing' });
    },
  },
});
