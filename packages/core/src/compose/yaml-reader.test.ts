import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Lexer as YamlLexer, Parser as YamlParser } from 'yaml';
import { Lexer, Parser } from './generated/yaml-reader.js';

// The generated reader says what the package says that it is made from, lexeme by lexeme and token by token.

function read(text: string): unknown {
  const lexemes: string[] = [];
  const tokens: unknown[] = [];
  const parser = new Parser();
  parser.emit = (token) => void tokens.push(token);
  const lexer = new Lexer();
  lexer.emit = (lexeme) => {
    lexemes.push(lexeme);
    parser.next(lexeme);
  };
  lexer.lex(text);
  parser.end();
  return { lexemes, tokens, offset: parser.offset };
}

function readByYaml(text: string): unknown {
  const lexemes = [...new YamlLexer().lex(text)];
  const parser = new YamlParser();
  const tokens: unknown[] = lexemes.flatMap((lexeme) => [...parser.next(lexeme)]);
  tokens.push(...parser.end());
  return { lexemes, tokens, offset: parser.offset };
}

const texts: readonly string[] = [
  '',
  '\ufeffservices:\n  web:\n    image: a # why\n\n# end\n',
  '%YAML 1.2\n---\na: &x [1, "two", {b: *x}]\n...\n--- # second\n- - |2-\n    text\n  - >+\n   folded\n\n',
  'a:\r\n  \'b c\': "d\\\n  e"\r\n? complex\r\n: value\r\n',
  'a: ]\n"open\n',
  '!!str a: !reset\nb: - c\n\td: e\n',
  '@bad\n`x`: }{\n- a\nb\n',
  '... trailing\n[a\n',
];

test.each(texts.map((text) => [text]))('reads as the package does: %j', (text) => {
  expect(read(text)).toEqual(readByYaml(text));
});

const piece = fc.constantFrom(
  ...['\n', '\r\n', ' ', '  ', '\t', 'a', 'b c', ':', ': ', '- ', '? ', '#', ' # x', '"', "'", '[', ']', '{', '}', ','],
  ...[
    '|',
    '>-\n',
    '&a ',
    '*a',
    '!t ',
    '---',
    '...\n',
    '%D x\n',
    '\ufeff',
    '\\',
    '@',
    '\u0002',
    '\u001f',
    '\u0018',
    '<<',
  ],
);

test('reads as the package does, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      expect(read(text)).toEqual(readByYaml(text));
    }),
    { numRuns: 3000 },
  );
});
