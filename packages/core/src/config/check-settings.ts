import { lookUpName, splitReportName, suggestRule } from '../lint/rule-names.ts';
import { type Rule, type Severity, severities } from '../rule/rule-types.ts';
import { nearest } from '../text/nearest.ts';
import { checkOption } from './check-option.ts';
import { ConfigError } from './config-error.ts';
import { complain } from './config-origin.ts';
import { type ConfigStack, type OptionEntry, type Placed, type SettingEntry, severityWords } from './settings.ts';

/** A checked setting of one rule. */
export interface RuleChange {
  readonly id: string;
  readonly severity: Placed<Severity | 'off'> | undefined;
  readonly options: readonly OptionEntry[];
}

type Names = ReadonlyMap<string, readonly string[]>;

/** The settings of each layer, by rule id. Throws `ConfigError` with everything that is wrong in any layer. */
export function checkStack(
  rules: readonly Rule[],
  idsByName: Names,
  { layers }: ConfigStack,
): readonly (readonly RuleChange[])[] {
  const problems: string[] = [];
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const changes = layers.map(({ entries }) =>
    entries.flatMap((entry) => {
      const ids = lookUpName(entry.name.value, idsByName);
      if (!ids) {
        problems.push(complain(entry.name.origin, unknownRule(entry.name.value, idsByName)));
        return [];
      }
      const changed = checkEntry(
        entry,
        ids.flatMap((id) => byId.get(splitReportName(id).id) ?? []),
        problems,
      );
      const { code } = splitReportName(ids[0] ?? '');
      return code === undefined ? changed : changed.map((change) => changeOfCode(change, code));
    }),
  );
  const [first] = problems;
  if (first !== undefined) throw new ConfigError(first, problems);
  return changes;
}

/** A severity of one code is an option of the rule, named like the code: the rule itself stays as it is set. */
function changeOfCode({ id, severity, options }: RuleChange, code: string): RuleChange {
  return { id, severity: undefined, options: severity ? [...options, { name: code, ...severity }] : options };
}

/** The ids that a name stands for. Throws `ConfigError` with a suggestion if it stands for none. */
export function findRuleIds(name: string, idsByName: Names): readonly string[] {
  const found = lookUpName(name, idsByName);
  if (found) return [...new Set(found.map((one) => splitReportName(one).id))];
  throw new ConfigError(unknownRule(name, idsByName));
}

function unknownRule(name: string, idsByName: Names): string {
  const near = suggestRule(name, idsByName);
  return `unknown rule "${name}"${near ? `, did you mean "${near}"?` : ' (--list-rules shows all)'}`;
}

/** An alias may stand for several rules: each gets the options that it has, and one of them must have each. */
function checkEntry(entry: SettingEntry, rules: readonly Rule[], problems: string[]): readonly RuleChange[] {
  const given = entry.severity;
  const severity = given?.value === 'off' ? given.value : severities.find((known) => known === given?.value);
  const title = rules.map(({ id }) => id).join(', ');
  if (given && severity === undefined) {
    problems.push(
      complain(given.origin, `unknown severity "${String(given.value)}" for ${title} (${severityWords.join(', ')})`),
    );
    return [];
  }
  for (const option of entry.options) {
    const declared = rules.flatMap((rule) => optionOf(rule, option.name) ?? []);
    const wrong = declared.flatMap(({ schema }) => checkOption(schema, option.value) ?? [])[0];
    if (declared.length === 0) problems.push(complain(option.origin, unknownOption(option.name, title, rules)));
    else if (wrong) problems.push(complain(option.origin, `option "${option.name}" of ${title} ${wrong}`));
  }
  return rules.map((rule) => ({
    id: rule.id,
    severity: given && severity !== undefined ? { value: severity, origin: given.origin } : undefined,
    options: entry.options.filter(({ name }) => optionOf(rule, name) !== undefined),
  }));
}

function optionOf(rule: Rule, name: string): Rule['options'][string] | undefined {
  return Object.hasOwn(rule.options, name) ? rule.options[name] : undefined;
}

function unknownOption(name: string, title: string, rules: readonly Rule[]): string {
  const known = rules.flatMap(({ options }) => Object.keys(options));
  const near = nearest(name, known);
  if (near) return `unknown option "${name}" of ${title}, did you mean "${near}"?`;
  return `unknown option "${name}" of ${title}${known.length > 0 ? ` (one of ${known.join(', ')})` : ', which has none'}`;
}
