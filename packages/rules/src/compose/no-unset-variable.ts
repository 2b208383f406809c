import { composeRule, joinPath, type Located, option, type YamlNode } from '@plimsoll/core/rule';

export default composeRule({
  id: 'compose/no-unset-variable',
  aliases: ['compose-go/variable-not-set'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: ['strict'],

  summary: 'Give every variable a value in .env, a default, or an error.',
  why: `
    Docker Compose replaces a variable that is not set by nothing, with a warning only. Where the project has a \`.env\` file that does
    not set it, it has to come from the environment of whoever runs the project: \`\${NAME:?text}\` then says what is missing, and
    \`\${NAME:-value}\` gives a default. Projects without \`.env\` are left alone.
  `,
  sources: ['https://docs.docker.com/reference/compose-file/interpolation/'],

  fixable: 'none',
  options: {
    known: option.strings({ default: [], summary: 'Variables that the environment always sets.' }),
  },
  messages: {
    unset:
      'The .env file does not set {name}, so it becomes empty unless the environment has it. Set it there, or write a default.',
    shellOnly:
      '{name} is a variable of the shell that Docker Compose does not get, so it becomes empty. Set it in .env.',
  },

  examples: [
    {
      title: 'Not in .env',
      bad: {
        'compose.yaml': `
          services:
            app:
              image: example/app:\${TAG}
        `,
        '.env': `
          MODE=production
        `,
      },
      good: {
        'compose.yaml': `
          services:
            app:
              image: example/app:\${TAG:?set it to the release}
        `,
        '.env': `
          MODE=production
        `,
      },
    },
  ],

  on: {
    Application({ documents }, { application, options, project, report }) {
      const file = application.referenced.get(joinPath(application.directory, '.env'));
      if (application.fragment || file?.state !== 'text') return;
      const isSet = new Set([...(application.shell?.keys() ?? []), ...namesIn(file.text), ...options.known]);
      for (const { source, root } of documents) {
        if (!project.targets.has(source.path)) continue;
        for (const { name, at } of bareVariables(root.documents.flatMap(({ content }) => content ?? []))) {
          if (isSet.has(name) || usual.test(name)) continue;
          isSet.add(name);
          if (name === 'UID' || name === 'GID') report({ at, message: 'shellOnly', subject: name, data: { name } });
          else report({ at, message: 'unset', subject: name, data: { name } });
        }
      }
    },
  },
});

/** What Docker Compose or nearly every system sets. */
const usual =
  /^(?:COMPOSE_\w*|DOCKER_\w*|HOME|PWD|USER|LOGNAME|PATH|HOSTNAME|TMPDIR|SHELL|LANG|TZ|CI|SSH_AUTH_SOCK|DISPLAY|XDG_\w*)$/;

function namesIn(text: string): string[] {
  return [...text.matchAll(/^\s*(?:export\s+)?(\w+)\s*[=:]/gm)].map((found) => found[1] ?? '');
}

/** The variables without a default in the values below these nodes, in file order. */
function bareVariables(roots: readonly YamlNode[]): { readonly name: string; readonly at: Located }[] {
  const found: { readonly name: string; readonly at: Located }[] = [];
  const open = [...roots].reverse();
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'YamlSequence') open.push(...[...node.items].reverse());
    else if (node.kind === 'YamlMapping') open.push(...node.entries.flatMap(({ value }) => value ?? []).reverse());
    if (node.kind !== 'YamlScalar' || typeof node.value !== 'string' || !node.value.includes('$')) continue;
    for (const match of node.value.matchAll(/\$\$|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)) {
      const name = match[1] ?? match[2];
      const end = match.index + match[0].length;
      if (name !== undefined) found.push({ name, at: node.derived.locate({ start: match.index, end }) });
    }
  }
  return found;
}
