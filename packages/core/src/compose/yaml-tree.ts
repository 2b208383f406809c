import { Composer, type CST } from 'yaml';
import type { Located } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
import { Lexer, Parser } from './generated/yaml-reader.js';
import type { YamlFile, YamlProblem } from './nodes.ts';
import { convertStream } from './yaml-convert.ts';
import type { StreamToken } from './yaml-tokens.ts';

/** No hand-written Compose file is nested deeper than about 15 levels; go-yaml gives up at 10,000. */
const maxDepth = 200;

/** In UTF-16 units. The largest Compose file of the corpus has 60,000. */
const maxLength = 1_048_576;

/**
 * The tree of a YAML text with the place of everything in it. This file is the only one that knows the `yaml` package.
 * Only its lexer and parser run, made into plain functions (scripts/gen/yaml-reader.ts); its composer, which costs as much again, is asked for the wording of the fault when
 * the conversion met something that may be one. Never throws.
 */
export function readYaml(source: SourceText): YamlFile {
  if (source.text.length > maxLength) return refused(source, 'too-large', { limit: String(maxLength) }, 0);
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  parser.emit = (token) => void tokens.push(token);
  const lexer = new Lexer();
  let isTooDeep = false;
  lexer.emit = (lexeme) => {
    if (isTooDeep) return;
    parser.next(lexeme);
    isTooDeep = parser.stack.length > maxDepth;
  };
  lexer.lex(source.text);
  if (isTooDeep) return refused(source, 'too-deep', { limit: String(maxDepth) }, parser.offset);
  parser.end();
  const { file, doubtful } = convertStream(source, tokens.map(asStreamToken));
  if (!doubtful) return file;
  const problems = [...syntaxProblems(source, tokens), ...file.problems];
  return { ...file, problems: problems.sort((a, b) => a.span.start - b.span.start) };
}

/** The tokens of `yaml` have the shape that the conversion asks for; this line is where the compiler checks it. */
function asStreamToken(token: CST.Token): StreamToken {
  return token;
}

function refused(source: SourceText, code: YamlProblem['code'], data: Record<string, string>, at: number): YamlFile {
  const place: Located = { source, span: { start: at, end: Math.min(at + 1, source.text.length) } };
  const span = { start: 0, end: source.text.length };
  return {
    kind: 'YamlFile',
    source,
    span,
    documents: [],
    comments: [],
    problems: [{ ...place, code, data, related: [] }],
  };
}

/** The first fault of every document; later ones are mostly its consequences. */
function syntaxProblems(source: SourceText, tokens: readonly CST.Token[]): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const composer = new Composer({ uniqueKeys: false, logLevel: 'silent', strict: true });
  for (const document of composer.compose(tokens, true, source.text.length)) {
    const fault = document.errors.find((error) => error.code !== 'TAG_RESOLVE_FAILED');
    if (!fault) continue;
    const start = Math.min(fault.pos[0], source.text.length);
    const end = Math.max(start, Math.min(fault.pos[1], source.text.length));
    const data = { message: fault.message, reason: fault.code };
    problems.push({ source, span: { start, end }, code: 'syntax', data, related: [] });
  }
  return problems;
}
