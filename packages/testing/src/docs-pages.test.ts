import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readDocsPage, runDocsPage } from './docs-page.ts';
import { workspaceRoot } from './fixture-files.ts';

// Every page in docs/ that tells commands: they do what the page says. How to write one is said in docs-page.ts.

const folder = join(workspaceRoot, 'docs');
const pages = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => ({ name: file.slice(0, -3), steps: readDocsPage(readFileSync(join(folder, file), 'utf8')) }))
  .filter(({ steps }) => steps.some(({ kind }) => kind !== 'fresh copy'));

describe('the commands of docs pages', () => {
  if (pages.length > 0) {
    test.each(pages)(
      'docs/$name.md',
      ({ name, steps }) => {
        expect(runDocsPage(name, steps)).toEqual([]);
      },
      120_000,
    );
  }
});

const page = `
# A page

\`\`\`sh
echo one > file
\`\`\`

\`\`\`console
$ cat file; echo oops >&2
one
oops
$ for word in a b c; do
>   echo $word
> done
a
...
c
$ false
$ echo $?
1
$ plimsoll --wrong
plimsoll: unknown option "--wrong" (--help shows all)
\`\`\`

<!-- fresh copy -->
\`\`\`console
$ cat file
cat: file: No such file or directory
\`\`\`

\`\`\`sh no-run
exit 1
\`\`\`
`;

describe('a page', () => {
  test('whose commands do what it says', () => {
    expect(runDocsPage('none', readDocsPage(page))).toEqual([]);
  });

  test.each([
    ['$ cat file', '$ echo two'],
    ['\na\n...\nc', '\na\n...\nd'],
    ['\noops\n', '\n'],
    ['echo one > file', 'echo one > file; exit 3'],
    ['<!-- fresh copy -->', ''],
  ])('that says %j falsely: %j', (from, to) => {
    expect(runDocsPage('none', readDocsPage(page.replace(from, to)))).not.toEqual([]);
  });

  test('whose block begins with output is refused', () => {
    expect(() => readDocsPage('```console\noutput\n```\n')).toThrow('the block in line 1 begins with no "$ "');
  });
});
