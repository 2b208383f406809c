import { describe, expect, test } from '@jest/globals';
import { marked, type Tokens } from 'marked';
import { escapeLine, formatNames, formatters } from '../src/formatters.ts';
import { hostileOptions, hostileResult, hostileTexts, lintSample, sampleOptions } from './report-sample.ts';

// No text of a file, and no name of one, gets out of its place in a report, or into a terminal or log as a command.

const result = hostileResult();
const findings = result.files.flatMap((file) => file.findings);

test('the hostile texts arrive', () => {
  expect(findings).toHaveLength(hostileTexts.length);
  expect(result.crashes).toHaveLength(hostileTexts.length);
});

describe.each(formatNames)('%s', (name) => {
  const text = formatters[name](result, hostileOptions);

  test('is plain in a terminal and in the log of a CI service', () => {
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(text).not.toMatch(/##(?:vso|teamcity)?\[/);
    if (name !== 'github') expect(text).not.toMatch(/^\s*::\w/m);
  });

  test('has a line for a line', () => {
    const one = formatters[name](lintSample({ a: 'FROM scratch\nENV A=1\n' }), {});
    const other = formatters[name](lintSample({ '::error::\na': 'FROM scratch\nENV A="%0A]]>|x"\n' }), {});
    // Terminals have columns: the long name is wrapped there.
    if (name !== 'pretty') expect(other.split('\n')).toHaveLength(one.split('\n').length);
  });

  test('shows no secret', () => {
    const secret = lintSample({ Dockerfile: 'FROM scratch\nENV DB_PASSWORD=hunter2\nUSER root\n' });
    expect(secret.files[0]?.findings).toHaveLength(1);
    expect(secret.crashes).toHaveLength(1);
    expect(formatters[name](secret, sampleOptions)).not.toContain('hunter2');
  });

  test('grows with the findings, and no faster', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `ENV A${at}=é${'x'.repeat(at % 7)}`);
    const sizeOf = (count: number): number =>
      formatters[name](lintSample({ Dockerfile: `FROM scratch\n${lines(count).join('\n')}\n` })).length;
    const ratio = sizeOf(4000) / sizeOf(400);
    expect(ratio).toBeLessThan(11.5);
    // A page of Markdown is full at some point.
    expect(ratio).toBeGreaterThan(name === 'markdown' ? 2 : 8);
  });
});

describe('github', () => {
  /** As actions/runner reads a line: src/Runner.Common/ActionCommand.cs, TryParseV2. */
  function parseCommand(line: string) {
    const end = line.indexOf('::', 2);
    const [command = '', ...rest] = line.slice(2, end).split(' ');
    const pairs = rest
      .join(' ')
      .split(',')
      .map((pair) => /^(.*?)=(.*)$/.exec(pair) ?? []);
    const unescape = (text: string): string =>
      text.replace(/%(0D|0A|3A|2C|25)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    return {
      command,
      properties: Object.fromEntries(pairs.map(([, key, value]) => [key, unescape(value ?? '')])),
      message: unescape(line.slice(end + 2)),
    };
  }

  test('each line is one command about one finding', () => {
    const all = formatters.github(result).trimEnd().split('\n');
    const lines = all.filter((line) => line.startsWith('::error file='));
    expect(lines).toHaveLength(findings.length);
    for (const [index, line] of lines.entries()) {
      const finding = findings[index];
      const { command, properties, message } = parseCommand(line);
      expect(command).toBe('error');
      expect(Object.keys(properties)).toEqual(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
      expect(properties.line).toBe('2');
      expect(properties.title).toBe('dockerfile/no-toy');
      expect(message).toBe(`${escapeLine(finding?.message ?? '')} ${finding?.docs}`);
    }
    const plain = lines.findIndex((_, index) => hostileTexts[index]?.startsWith('a,line=9'));
    expect(parseCommand(lines[plain] ?? '').properties.file).toBe(findings[plain]?.path);
  });

  test('a command over several lines has no columns, and what is over the limit is said', () => {
    const many = lintSample({ Dockerfile: `FROM scratch\nLABEL a=b \\\n  c=d\n${'ENV A=1\n'.repeat(11)}` });
    const lines = formatters.github(many).trimEnd().split('\n');
    expect(lines.at(-2)).toMatch(/^::notice file=Dockerfile,line=2,endLine=3,title=dockerfile\/no-label::/);
    expect(lines.at(-1)).toBe(
      'Plimsoll found 11 errors, 0 warnings, 1 infos. GitHub annotates 10 of each kind in one step; all of them are above.',
    );
  });
});

describe('markdown', () => {
  const tokens = marked.lexer(formatters.markdown(result, hostileOptions), { gfm: true });

  test('has the elements that it is made of, and no others', () => {
    expect(tokens.map(({ type }) => type).filter((type) => type !== 'space')).toEqual([
      'heading',
      'paragraph',
      'list',
      'table',
    ]);
    const html = marked.parse(formatters.markdown(result, hostileOptions), { gfm: true, async: false });
    const elements = new Set(Array.from(html.matchAll(/<(\w+)/g), ([, name]) => name));
    expect([...elements].sort()).toEqual(['a', 'h2', 'li', 'p', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul']);
    const links = Array.from(html.matchAll(/href="([^"]*)"/g), ([, target]) => target);
    expect(new Set(links)).toEqual(new Set([findings[0]?.docs]));
    expect(html).not.toMatch(/@\w|#\d+ /);
  });

  test('a cell shows the text as it is', () => {
    const table = tokens.find((token): token is Tokens.Table => token.type === 'table');
    const decode = (text: string): string =>
      text
        .replaceAll('&#8203;', '')
        .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
        .replace(/\\([\\`*_[\]#~+-])/g, '$1');
    expect(table?.rows.map((cells) => decode(cells[2]?.text ?? ''))).toEqual(
      findings.map(({ message }) => escapeLine(message)),
    );
  });

  test('a page is cut, and says so', () => {
    const many = lintSample({ Dockerfile: `FROM scratch\n${'ENV A=1\n'.repeat(5000)}` });
    const page = formatters.markdown(many);
    expect(page.length).toBeLessThan(310_000);
    const left = Number(/\n(\d+) more are left out of this page\.\n$/.exec(page)?.[1]);
    expect(left + (page.match(/^\| error /gm) ?? []).length).toBe(5000);
  });
});

test('sarif: what a file says is no link', () => {
  const log = JSON.parse(formatters.sarif(result, hostileOptions));
  for (const { message } of log.runs[0].results) expect(message.text).not.toContain('](');
  expect(log.runs[0].results).toHaveLength(hostileTexts.length);
});
