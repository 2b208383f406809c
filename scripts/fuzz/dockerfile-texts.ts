import fc from 'fast-check';

/** What parsers stumble over, in pieces. */
const pieces: readonly string[] = [
  ...['FROM', 'RUN', 'COPY', 'ADD', 'ENV', 'ARG', 'ONBUILD', 'HEALTHCHECK', 'CMD', 'LABEL', 'EXPOSE', 'SHELL', 'from'],
  ...['\n', '\n', '\n', '\\\n', '`\n', '\r\n', ' ', '\t', '# c\n', '#\n', '# escape=`\n', '# check=skip=all\n'],
  ...['\uFEFF', '\0', '\v', '\u0085', '\r', '\u{1F600}', '\uD800', 'é'],
  ...['<<EOF', '<<-E', '\nEOF\n', '\nE\n', '<<', "<<'E'", '"', "'", '\\', '$', '${', '}', '${A:-', '$A', '%', '#'],
  ...['[', ']', '["a"', ',', '"b"]', '--from=', '--mount=type=', '--link', '--platform=', '--', '=', '/', ':', '@'],
  ...[
    'a',
    'AS',
    'latest',
    'scratch',
    '&&',
    '|',
    ';',
    '(',
    ')',
    'if',
    'fi',
    'apt-get install',
    'sh -c',
    '$(',
    '# plimsoll-ignore',
  ],
];
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

/** One to three stretches of a seed replaced, doubled or taken from another seed. */
function mutants(seeds: readonly string[]): fc.Arbitrary<string> {
  const seed = fc.constantFrom(...seeds);
  const where = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const piece = fc.oneof(
    soup,
    fc.tuple(seed, where, fc.nat({ max: 200 })).map(([text, from, length]) => cut(text, from, length)),
  );
  const change = fc.tuple(where, fc.nat({ max: 60 }), piece);
  return fc.tuple(seed, fc.array(change, { minLength: 1, maxLength: 3 })).map(([text, changes]) =>
    changes.reduce((current, [from, length, inserted]) => {
      const at = Math.floor(from * current.length);
      return current.slice(0, at) + inserted + current.slice(at + length);
    }, text),
  );
}

function cut(text: string, from: number, length: number): string {
  const at = Math.floor(from * text.length);
  return text.slice(at, at + length);
}

/** Broken and whole Dockerfiles, most of them near to a seed. */
export function dockerfileTexts(seeds: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ arbitrary: mutants(seeds), weight: 8 }, soup, fc.string({ unit: 'binary', maxLength: 200 }));
}
