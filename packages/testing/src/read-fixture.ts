/** What a marker of a fixture demands: a finding at exactly these characters of the text without markers. */
export interface ExpectedFinding {
  readonly rule: string;
  /** Undefined: any message of the rule. */
  readonly message: string | undefined;
  readonly start: number;
  readonly end: number;
  /** The marker as written. */
  readonly marker: string;
}

/** A fixture file, taken apart. */
export interface Fixture {
  /** The text to lint: without marker lines. */
  readonly text: string;
  readonly expected: readonly ExpectedFinding[];
  /** `# options <rule> {json}` at the head. */
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** `# path <path>` at the head: the path to lint it under. */
  readonly path: string | undefined;
  /** `# input <code>` at the head: the host's complaint about the bytes. */
  readonly input: string | undefined;
}

interface Marker {
  readonly rule: string;
  readonly message: string | undefined;
  /** `"first … last"`; both are the same piece where there is no `…`. */
  readonly first: string;
  readonly last: string | undefined;
  /** Which occurrence on the line, 1-based. */
  readonly nth: number;
  readonly written: string;
}

/** `# expect dockerfile/no-x:message "text" #2` and `# expect^ …`. */
const expectLine = /^[ \t]*# expect(\^?) ([\w-]+\/[\w-]+)(?::([\w-]+))? ("(?:[^"\\]|\\.)*")(?: #(\d+))?[ \t]*\r?\n?$/;

/** `# options dockerfile/no-x {"a": 1}`, `# path sub/compose.yaml`, `# input utf-16`; head of the file only. */
const headLine = /^# (options|path|input) (\S+)(?: (\{.*\}))?[ \t]*\r?\n?$/;

/**
 * Reads a fixture. `# expect` lines speak of the next line of the text, `# expect^` of the previous one; at the end of
 * the text there is an empty line. They are cut out before anything is parsed, so they may stand inside continuations,
 * heredocs and block scalars. Throws if a marker's text is not on its line, or if a line looks like a marker and is none.
 */
export function readFixture(raw: string): Fixture {
  const head = readHead(raw);
  const expected: ExpectedFinding[] = [];
  const waiting: { readonly marker: Marker; readonly from: number }[] = [];
  let next: Marker[] = [];
  let text = '';
  let lineStart = 0;
  for (const line of head.rest.split(/(?<=\n)/)) {
    const found = readMarker(line);
    if (found?.previous) waiting.push({ marker: found.marker, from: lineStart });
    else if (found) next.push(found.marker);
    if (found) continue;
    lineStart = text.length;
    for (const marker of next) waiting.push({ marker, from: lineStart });
    next = [];
    text += line;
  }
  for (const marker of next) waiting.push({ marker, from: text.length });
  for (const { marker, from } of waiting) expected.push(place(marker, text, from));
  return { text, expected, options: head.options, path: head.path, input: head.input };
}

interface Head {
  readonly options: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly path: string | undefined;
  readonly input: string | undefined;
  readonly rest: string;
}

function readHead(raw: string): Head {
  const options = new Map<string, Readonly<Record<string, unknown>>>();
  const words = new Map<string, string>();
  let at = 0;
  for (;;) {
    const end = raw.indexOf('\n', at) + 1 || raw.length;
    const hit = headLine.exec(raw.slice(at, end));
    if (!hit) break;
    const [, word = '', name = '', json] = hit;
    if (word === 'options') options.set(name, JSON.parse(json ?? '{}'));
    else words.set(word, name);
    at = end;
  }
  return { options, path: words.get('path'), input: words.get('input'), rest: raw.slice(at) };
}

function readMarker(line: string): { readonly marker: Marker; readonly previous: boolean } | undefined {
  const hit = expectLine.exec(line);
  if (!hit) {
    if (/^[ \t]*# expect\^? [\w-]+\//.test(line)) throw new Error(`this marker can't be read: ${line.trim()}`);
    return undefined;
  }
  const [, previous, rule = '', message, quoted = '""', nth] = hit;
  const pieces = String(JSON.parse(quoted)).split(' … ');
  const [first = '', last] = pieces;
  return {
    marker: { rule, message, first, last, nth: Number(nth ?? 1), written: line.trim() },
    previous: previous === '^',
  };
}

function place(marker: Marker, text: string, from: number): ExpectedFinding {
  const lineEnd = text.indexOf('\n', from) === -1 ? text.length : text.indexOf('\n', from);
  let start = from - 1;
  for (let nth = 0; nth < marker.nth; nth++) {
    start = text.indexOf(marker.first, start + 1);
    if (start === -1 || start > lineEnd)
      throw new Error(`the text of this marker is not on its line: ${marker.written}`);
  }
  const end = endOf(marker, text, start + marker.first.length);
  return { rule: marker.rule, message: marker.message, start, end, marker: marker.written };
}

function endOf(marker: Marker, text: string, from: number): number {
  if (marker.last === undefined) return from;
  const at = text.indexOf(marker.last, from);
  if (at === -1) throw new Error(`the last text of this marker does not follow its first: ${marker.written}`);
  return at + marker.last.length;
}
