import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project-files.ts';

// Scaffolds a rule and a fixture. Both fail with "Write me" until they are written.

interface Scaffold {
  readonly factory: string;
  readonly node: string;
  readonly example: string;
  readonly fixtureName: string;
}

const scaffolds: Readonly<Record<string, Scaffold>> = {
  dockerfile: {
    factory: 'dockerfileRule',
    node: 'Run',
    example: 'FROM alpine:3.22\nRUN true',
    fixtureName: 'first.Dockerfile',
  },
  compose: {
    factory: 'composeRule',
    node: 'Service',
    example: 'services:\n  web:\n    image: nginx:1.29',
    fixtureName: 'first.compose.yaml',
  },
  project: {
    factory: 'projectRule',
    node: 'Service',
    example: 'services:\n  web:\n    build: .',
    fixtureName: 'first.compose.yaml',
  },
};

const verbs = ['no', 'require', 'prefer', 'valid', 'max', 'consistent', 'pin', 'sort'];

function ruleSource(id: string, { factory, node, example }: Scaffold): string {
  const indented = example.replaceAll('\n', '\n        ');
  return `import { ${factory} } from '@plimsoll/core/rule';

export default ${factory}({
  id: '${id}',
  since: '0.1.0',
  category: 'maintainability',
  severity: 'warning',
  presets: [],

  summary: 'Write me: what the rule demands, in one sentence.',
  why: \`
    Write me: what goes wrong without the rule, in a few sentences.
  \`,

  fixable: 'none',
  messages: {
    writeMe: 'Write me: what is wrong, why, and what to do.',
  },

  examples: [
    {
      title: 'Write me: what this example shows',
      bad: \`
        ${indented}
      \`,
    },
  ],

  on: {
    ${node}(_node, _context) {
      throw new Error('Write me: ${id} has no listener yet.');
    },
  },
});
`;
}

function fixtureText(id: string, { example }: Scaffold): string {
  return `# expect ${id}:writeMe "write me: quote the characters that are wrong in the next line"\n${example}\n`;
}

function usage(problem: string): never {
  console.error(`${problem}\nUsage: pnpm new-rule ${Object.keys(scaffolds).join('|')} ${verbs.join('-|')}-NAME`);
  process.exit(2);
}

const [kind = '', name = ''] = process.argv.slice(2).filter((argument) => argument !== '--');
const scaffold = scaffolds[kind];
if (!scaffold) usage(`"${kind}" is not a kind of rule that can be scaffolded.`);
if (!new RegExp(`^(${verbs.join('|')})-[a-z0-9]+(-[a-z0-9]+)*$`).test(name)) usage(`"${name}" is not a rule name.`);

const id = `${kind}/${name}`;
const files = {
  [`packages/rules/src/${id}.ts`]: ruleSource(id, scaffold),
  [`fixtures/rules/${id}/${scaffold.fixtureName}`]: fixtureText(id, scaffold),
};
for (const path of Object.keys(files)) if (existsSync(join(root, path))) usage(`${path} exists already.`);
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
console.log('Write both, then run `pnpm gen` and `pnpm jest`.');
