import type { DerivedText } from '../../text/derived-text.ts';
import { DerivedTextBuilder } from '../../text/derived-text.ts';
import type { Located } from '../../text/located.ts';
import { tokenAt, wordOf } from '../arguments.ts';
import { goBoolean } from '../check-options.ts';
import type { Flag, Mount, MountField } from '../nodes.ts';
import { type InstructionText, report } from './instruction-text.ts';

const noMounts: readonly Mount[] = [];

/** One comma-separated field, without its quotes. */
interface CsvField {
  readonly derived: DerivedText;
  readonly at: Located;
}

/** The fields of a line as `go-csvvalue` reads them, or the place and cause of its error. */
export function csvFields(text: DerivedText): readonly CsvField[] | { readonly why: string; readonly at: Located } {
  const chars = text.text;
  if (chars === '') return { why: 'it is empty', at: text.locate({ start: 0, end: 0 }) };
  const fields: CsvField[] = [];
  for (let at = 0; ; ) {
    const comma = chars.indexOf(',', at);
    let end = comma < 0 ? chars.length : comma;
    if (chars.charAt(at) === '"') {
      const field = quotedField(text, at);
      if (field.end < 0)
        return { why: 'a quote is not closed or stands inside a value', at: text.locate({ start: at, end: at + 1 }) };
      fields.push({ derived: field.derived, at: text.locate({ start: at, end: field.end }) });
      end = field.end;
    } else {
      const quote = chars.indexOf('"', at);
      if (quote >= 0 && quote < end)
        return { why: 'a quote stands inside a value', at: text.locate({ start: quote, end: quote + 1 }) };
      const span = { start: at, end };
      fields.push({ derived: text.slice(span), at: text.locate(span) });
    }
    if (end >= chars.length) return fields;
    at = end + 1;
  }
}

function quotedField(text: DerivedText, open: number): { readonly derived: DerivedText; readonly end: number } {
  const chars = text.text;
  const builder = new DerivedTextBuilder(text.source);
  const emptyAt = text.toSource({ start: open, end: open + 1 }).end;
  for (let from = open + 1; ; ) {
    const quote = chars.indexOf('"', from);
    if (quote < 0) return { derived: text, end: -1 };
    const doubled = chars.charAt(quote + 1) === '"';
    const stop = doubled ? quote + 1 : quote;
    if (stop > from) text.appendTo(builder, { start: from, end: stop });
    if (doubled) {
      from = quote + 2;
      continue;
    }
    const next = chars.charAt(quote + 1);
    return { derived: builder.build(emptyAt), end: next === '' || next === ',' ? quote + 1 : -1 };
  }
}

/** The mounts of RUN. Only `from` is checked here; BuildKit expands the other values first (`parseMount`). */
export function readMounts(from: InstructionText): readonly Mount[] {
  const { flags } = from.common;
  if (flags.length === 0) return noMounts;
  const mounts: Mount[] = [];
  for (const flag of flags) if (flag.name === 'mount' && flag.value) mounts.push(readMount(from, flag));
  return mounts;
}

function readMount(from: InstructionText, flag: Flag): Mount {
  const { source } = flag;
  const span = flag.value?.span ?? flag.span;
  const fields = flag.value ? csvFields(flag.value.derived) : [];
  if ('why' in fields) {
    const data = {
      problem: `--mount is not a list of key=value: ${fields.why}.`,
      advice: 'Separate key=value pairs with commas.',
    };
    report(from, 'invalid-mount', fields.at.span.start === fields.at.span.end ? flag : fields.at, data);
    return { kind: 'Mount', source, span, flag, type: 'bind', fields: [] };
  }
  const mountFields = fields.map((field) => mountField(field, from.escape));
  for (const field of mountFields) if (field.key === 'from') checkFrom(from, field);
  return { kind: 'Mount', source, span, flag, type: mountType(mountFields), fields: mountFields };
}

function mountField({ derived, at }: CsvField, escape: '\\' | '`'): MountField {
  const { text } = derived;
  const equals = text.indexOf('=');
  const keyEnd = equals < 0 ? text.length : equals;
  return {
    source: at.source,
    span: at.span,
    key: text.slice(0, keyEnd).toLowerCase(),
    keyAt: tokenAt(derived, 0, keyEnd),
    value: equals < 0 ? undefined : wordOf(derived.slice({ start: equals + 1, end: text.length }), escape),
  };
}

function mountType(fields: readonly MountField[]): Mount['type'] {
  const value = fields.findLast((field) => field.key === 'type')?.value;
  if (!value) return 'bind';
  const name = value.text.toLowerCase();
  return name === 'bind' || name === 'cache' || name === 'tmpfs' || name === 'secret' || name === 'ssh'
    ? name
    : undefined;
}

function checkFrom(from: InstructionText, field: MountField): void {
  const text = field.value?.text ?? '';
  const dollar = text.indexOf('$');
  if (dollar < 0 || dollar === text.length - 1) return;
  const problem = 'The "from" of a mount can\'t hold a variable.';
  const advice = 'Give the image a stage of its own (FROM $IMAGE AS name), and name that.';
  report(from, 'invalid-mount', field.value ?? field, { problem, advice, name: 'from' });
}

/** A device of `--device`, or what is wrong with it. */
export type DeviceResult =
  | { readonly name: string; readonly required: boolean }
  | { readonly problem: string; readonly at: Located };

/** Reads `--device` (`ParseDevice` in BuildKit's commands_rundevice.go). */
export function parseDevice(value: DerivedText): DeviceResult {
  const fields = csvFields(value);
  if ('why' in fields) return { problem: `it is not a list of key=value: ${fields.why}`, at: fields.at };
  let name = '';
  let required = false;
  for (const { derived, at } of fields) {
    const { text } = derived;
    const equals = text.indexOf('=');
    const key = (equals < 0 ? text : text.slice(0, equals)).toLowerCase();
    if (key === 'name' && equals >= 0) {
      if (name !== '') return { problem: `the device is already named "${name}"`, at };
      name = text.slice(equals + 1);
    } else if (key === 'required') {
      const flag = equals < 0 ? true : goBoolean(text.slice(equals + 1));
      if (flag === undefined) return { problem: `"${text.slice(equals + 1)}" is not a boolean`, at };
      required = flag;
    } else if (name === '') {
      name = text;
    } else {
      return { problem: equals < 0 ? `"${text}" is not a key=value pair` : `there is no key "${key}"`, at };
    }
  }
  return { name, required };
}

export function checkDevices(from: InstructionText): void {
  for (const flag of from.common.flags) {
    if (flag.name !== 'device' || !flag.value) continue;
    const result = parseDevice(flag.value.derived);
    if (!('problem' in result)) continue;
    const at = result.at.span.start === result.at.span.end ? flag : result.at;
    const advice = 'Write --device=NAME or --device=name=NAME,required=true.';
    report(from, 'invalid-flag-value', at, { problem: `--device: ${result.problem}.`, advice, name: 'device' });
  }
}
