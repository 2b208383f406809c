/** A place in a table of paths: what holds here, and where each key leads. */
export interface PathNode<Rule> {
  readonly rule: Rule | undefined;
  readonly keys: ReadonlyMap<string, PathNode<Rule>>;
  /** Where any other key leads. */
  readonly any: PathNode<Rule> | undefined;
}

interface OpenNode<Rule> {
  rule: Rule | undefined;
  readonly keys: Map<string, OpenNode<Rule>>;
  any: OpenNode<Rule> | undefined;
}

const openNode = <Rule>(): OpenNode<Rule> => ({ rule: undefined, keys: new Map(), any: undefined });

/** Compiles paths such as `services.*.ports.[].target` (`*`: any key or item; `[]`: any item) into a tree to walk. */
export function compilePaths<Rule>(rules: readonly (readonly [path: string, rule: Rule])[]): PathNode<Rule> {
  const root = openNode<Rule>();
  for (const [path, rule] of rules) {
    let node = root;
    for (const key of path.split('.')) {
      let next = key === '*' ? node.any : node.keys.get(key);
      if (!next) {
        next = openNode();
        if (key === '*') node.any = next;
        else node.keys.set(key, next);
      }
      node = next;
    }
    node.rule = rule;
  }
  return root;
}

/** One step down; `[]` is the step into a list. */
export function stepInto<Rule>(node: PathNode<Rule> | undefined, key: string): PathNode<Rule> | undefined {
  return node && (node.keys.get(key) ?? node.any);
}

/** A path as Compose writes it: `services.web.ports[0]`. */
export function pathText(path: readonly string[]): string {
  return path.join('.').replaceAll('.[', '[');
}
