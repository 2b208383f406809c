const memory = Symbol.for('plimsoll.facts');

/** Where a fact's values lie on its subject. Non-enumerable, so that a document still compares by its content. */
function valuesOn(subject: object): Map<string | symbol, unknown> {
  const found = (subject as { [memory]?: Map<string | symbol, unknown> })[memory];
  if (found) return found;
  const values = new Map<string | symbol, unknown>();
  Object.defineProperty(subject, memory, { value: values });
  return values;
}

const computing = Symbol('computing');

/**
 * A memoised pure function of an immutable subject: a document, a build, an application or a part of one.
 * `name` is unique per meaning and version (`core/stage-graph@1`): a plugin with its own copy of core shares the values.
 * Never memoise on a whole project. A fact that needs itself throws.
 */
export function fact<Subject extends object, Value>(
  name: string,
  compute: (subject: Subject) => Value,
): (subject: Subject) => Value {
  return (subject) => {
    const values = valuesOn(subject);
    const known = values.get(name);
    if (known === computing) throw new Error(`The fact ${name} depends on itself.`);
    if (known !== undefined || values.has(name)) return known as Value;
    values.set(name, computing);
    try {
      const value = compute(subject);
      values.set(name, value);
      return value;
    } catch (error) {
      // Forget the mark, so that the next caller gets the real error and not "depends on itself".
      values.delete(name);
      throw error;
    }
  };
}
