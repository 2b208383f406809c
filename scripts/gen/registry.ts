import { ruleFiles } from './rule-files.ts';

/** One array of all rules, sorted by id. Static imports: they work in bundlers and browsers, and nothing is searched at run time. */
export function renderRegistry(): string {
  const byId = ruleFiles().toSorted((a, b) => (`${a.kind}/${a.name}` < `${b.kind}/${b.name}` ? -1 : 1));
  const rules = byId.map(({ kind, name }) => ({
    path: `../${kind}/${name}.ts`,
    variable: `${kind}-${name}`.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  }));
  return [
    ...rules.map(({ path, variable }) => `import ${variable} from '${path}';`),
    '',
    'export const registry = [',
    ...rules.map(({ variable }) => `  ${variable},`),
    '] as const;',
  ]
    .join('\n')
    .trimStart();
}
