import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DockerfileParser } from 'dockerfile-ast';
import { parseDockerfile } from '../src/dockerfile/parse-dockerfile.ts';

// A second opinion: dockerfile-ast 0.7.1 on our fixtures. Where it disagrees, BuildKit is with us; why is listed.

const folder = join(import.meta.dirname, '../../../fixtures/syntax/dockerfile');

/** `keyword first-last` of each instruction. */
function ours(text: string): readonly string[] {
  return parseDockerfile(text).root.instructions.map(({ keyword, source, span }) => {
    const [first, last] = [source.position(span.start).line, source.position(span.end).line];
    return `${keyword.text.toUpperCase()} ${first}-${last}`;
  });
}

function theirs(text: string): readonly string[] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .map((instruction) => {
      const { start, end } = instruction.getRange();
      return `${instruction.getKeyword()} ${start.line + 1}-${end.line + 1}`;
    });
}

/** Instructions that only one of both sees, by fixture. */
interface Disagreement {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly because: readonly string[];
}

const disagreements: Readonly<Record<string, Disagreement>> = {
  'lines.Dockerfile': {
    ours: ['WORKDIR 15-15', 'RUN 16-17'],
    theirs: ['WORKDIR 15-17'],
    because: ['Two escape characters at the end of a line do not continue it.'],
  },
  'heredocs.Dockerfile': {
    ours: ['RUN 17-19', 'RUN 20-20', 'ONBUILD 21-23'],
    theirs: ['RUN 17-17', 'BODY 18-18', 'EOF 19-19', 'RUN 20-23'],
    because: ['A file descriptor may stand before `<<`.', 'There is no heredoc inside quotes.'],
  },
  'errors.Dockerfile': {
    ours: ['RUN 8-9'],
    theirs: ['RUN 8-10'],
    because: ['An open heredoc goes up to the end of the file; the line break there is not counted as a line.'],
  },
};

describe('dockerfile-ast', () => {
  test.each(readdirSync(folder).filter((name) => name.endsWith('.Dockerfile')))('%s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const [mine, other] = [ours(text), theirs(text)];
    const known = disagreements[name];
    expect(mine.filter((line) => !other.includes(line))).toEqual(known?.ours ?? []);
    expect(other.filter((line) => !mine.includes(line))).toEqual(known?.theirs ?? []);
  });
});
