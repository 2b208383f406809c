/** What go-yaml makes of a plain scalar where nothing asks for a type. */
export type PlainValue = string | number | boolean | null;

const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/;
const prefixed = /^([-+]?)0(?:x([0-9a-fA-F]+)|b([01]+)|o?([0-7]+))$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** The words that are no strings in go-yaml: the YAML 1.2 core words, and not `yes`, `no`, `on`, `off`. */
const words: ReadonlyMap<string, PlainValue> = new Map<string, PlainValue>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['.nan', Number.NaN],
  ['.NaN', Number.NaN],
  ['.NAN', Number.NaN],
  ['.inf', Number.POSITIVE_INFINITY],
  ['.Inf', Number.POSITIVE_INFINITY],
  ['.INF', Number.POSITIVE_INFINITY],
  ['+.inf', Number.POSITIVE_INFINITY],
  ['-.inf', Number.NEGATIVE_INFINITY],
]);

/**
 * The typed value of a plain scalar, as go-yaml v3 resolves it (resolve.go): octal with and without `o`, underscores in
 * numbers, no base 60, `08` is a float. Dates stay strings here.
 */
export function resolvePlain(text: string): PlainValue {
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric) {
    if (text.length > 5) return text;
    const word = words.get(text);
    return word === undefined ? text : word;
  }
  return resolveNumber(text) ?? words.get(text) ?? text;
}

function resolveNumber(text: string): number | undefined {
  if (decimal.test(text)) return Number(text);
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const parts = prefixed.exec(plain);
  if (parts) {
    const sign = parts[1] === '-' ? -1 : 1;
    if (parts[2] !== undefined) return sign * Number.parseInt(parts[2], 16);
    if (parts[3] !== undefined) return sign * Number.parseInt(parts[3], 2);
    return sign * Number.parseInt(parts[4] ?? '0', 8);
  }
  return float.test(plain) ? Number(plain) : undefined;
}

/**
 * A typed value as text, as Go's `fmt.Sprint` prints it: `1.50` becomes `1.5` and `0x10` becomes `16`.
 * `written` keeps the digits of integers that do not fit a double.
 */
export function printPlain(value: PlainValue, written: string): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (!Number.isSafeInteger(value) && decimal.test(written)) return written.replace(/^\+/, '');
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e21)) {
    return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  }
  return String(value);
}
