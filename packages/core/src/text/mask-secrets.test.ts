import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskSecrets } from './mask-secrets.ts';
import { secretSpans } from './secret-spans.ts';

describe('what is hidden', () => {
  test.each([
    ['an assignment', 'POSTGRES_PASSWORD=hunter2', 'POSTGRES_PASSWORD=***'],
    ['a mapping', 'password: hunter2', 'password: ***'],
    ['a mapping with quotes', 'password: "x y"', 'password: "***"'],
    ['a mapping with single quotes', "password: 'x y'", "password: '***'"],
    [
      'a plain YAML value with blanks and a comma',
      '      DB_PASSWORD: correct horse, battery',
      '      DB_PASSWORD: ***',
    ],
    ['a value before a YAML comment', '  db_password: hunter2 # change me', '  db_password: *** # change me'],
    ['a list item', '      - POSTGRES_PASSWORD=hunter2', '      - POSTGRES_PASSWORD=***'],
    ['a list item with blanks', '      - POSTGRES_PASSWORD=hunter 2', '      - POSTGRES_PASSWORD=***'],
    ['a list item in quotes', '      - "POSTGRES_PASSWORD=hunter 2"', '      - "POSTGRES_PASSWORD=***"'],
    ['a flow mapping', 'environment: { PASSWORD: hunter2, USER: me }', 'environment: { PASSWORD: ***, USER: me }'],
    ['a flow list', 'environment: [PASSWORD=hunter2]', 'environment: [PASSWORD=***]'],
    ['a JSON member', '{"password":"hunter2","user":"me"}', '{"password":"***","user":"me"}'],
    ['ENV', 'ENV API_TOKEN=abcdef USER=me', 'ENV API_TOKEN=*** USER=me'],
    ['ENV with quotes', 'ENV API_TOKEN="abc def" USER=me', 'ENV API_TOKEN="***" USER=me'],
    ['the old form of ENV', 'ENV API_TOKEN abc def', 'ENV API_TOKEN ***'],
    ['ARG', 'ARG NPM_TOKEN=abcdef', 'ARG NPM_TOKEN=***'],
    ['an escaped blank', 'ENV SECRET=a\\ b X=1', 'ENV SECRET=*** X=1'],
    ['a name in camel case', 'apiKey: abcdef', 'apiKey: ***'],
    ['a name with dots', 'registry.auth-token=abcdef', 'registry.auth-token=***'],
    ['a name of one word', 'dbpassword=abcdef', 'dbpassword=***'],
    ['a number', 'MYSQL_PWD=1234', 'MYSQL_PWD=***'],
    ['a name in the plural', 'LDAP_PASSWORDS=hunter2', 'LDAP_PASSWORDS=***'],
    ['a default', 'image: x:${DB_PASSWORD:-hunter2}', 'image: x:${DB_PASSWORD:-***}'],
    ['a default behind the same name', 'DB_PASSWORD: ${DB_PASSWORD:-hunter2}', 'DB_PASSWORD: ${DB_PASSWORD:-***}'],
    ['a default behind another name', 'DB_PASSWORD=${PW-hunter2}', 'DB_PASSWORD=${PW-***}'],
    ['a literal beside a variable', 'SECRET=${PREFIX}hunter2', 'SECRET=***'],
    ['something with a dollar that is no variable', 'SECRET=$2y$x', 'SECRET=***'],
    ['a shell word', 'RUN TOKEN=abc npm ci', 'RUN TOKEN=*** npm ci'],
    ['a command line option', 'RUN login --password hunter2 host', 'RUN login --password *** host'],
    ['a command line option with =', 'RUN login --password=hunter2 host', 'RUN login --password=*** host'],
    ['a command line option in JSON', 'CMD ["x", "--password", "hunter2"]', 'CMD ["x", "--password", "***"]'],
    ['a command line option in JSON with =', 'CMD ["x", "--password=hunter 2"]', 'CMD ["x", "--password=***"]'],
    ['a header', 'curl -H "Authorization: Bearer abc.def" x', 'curl -H "Authorization: ***" x'],
    ['a query', 'https://x.org/?token=abc&user=me', 'https://x.org/?token=***&user=me'],
    ['a URL', 'postgres://app:hunter2@db:5432/app', 'postgres://app:***@db:5432/app'],
    ['a URL with an at sign in the password', 'amqp://app:hunt@r2@mq', 'amqp://app:***@mq'],
    ['a URL without a user', 'redis://:hunter2@cache', 'redis://:***@cache'],
    ['a token in place of a user', 'https://abcdefghij0123456789@github.com/x', 'https://***@github.com/x'],
    ['a block scalar', 'password: |\n  hunter2\nuser: me', 'password: |\n  ***\nuser: me'],
    ['a value on the next line', 'password:\n  hunter2\nuser: me', 'password:\n  ***\nuser: me'],
    [
      'a secret in a sentence',
      'ENV sets TOKEN=abcdef, which everybody sees.',
      'ENV sets TOKEN=***, which everybody sees.',
    ],
  ])('%s', (_, text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  const digits = '0123456789'.repeat(6);
  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${digits.slice(0, 36)}`,
    `github_pat_${digits.slice(0, 30)}`,
    `glpat-${digits.slice(0, 20)}`,
    `xoxb-${digits.slice(0, 20)}`,
    `npm_${digits.slice(0, 36)}`,
    `sk_live_${digits.slice(0, 24)}`,
    `AIza${digits.slice(0, 35)}`,
    `dckr_pat_${digits.slice(0, 27)}`,
    `hf_${digits.slice(0, 34)}`,
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.abcdefghijklmnop',
  ])('the token %s', (token) => {
    expect(maskSecrets(`RUN echo ${token} > x`)).toBe('RUN echo *** > x');
  });

  test('the lines of a private key', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\n  MIIE\n  abcd\n-----END RSA PRIVATE KEY-----';
    expect(maskSecrets(key)).toBe('-----BEGIN RSA PRIVATE KEY-----\n  ***\n  ***\n-----END RSA PRIVATE KEY-----');
  });

  test('what is known from elsewhere, unless it is short', () => {
    expect(maskSecrets('The value "hunter22" is not a number.', ['hunter2', 'hunter22'])).toBe(
      'The value "***" is not a number.',
    );
    expect(maskSecrets('The value "a" is not a number.', ['a'])).toBe('The value "a" is not a number.');
  });
});

describe('what stays', () => {
  test.each([
    'token: ${TOKEN}',
    'token: $TOKEN',
    'token: "${TOKEN}"',
    'token: ${TOKEN:?set it}',
    'DB_PASSWORD=${DB_PASSWORD:-}',
    'Authorization: "Bearer ${TOKEN}"',
    'POSTGRES_PASSWORD_FILE=/run/secrets/pg',
    'password: /run/secrets/pg',
    'password: ./secrets/pg.txt',
    'password: secrets/pg.txt',
    'TOKEN=$(cat /run/secrets/token)',
    'RUN --mount=type=secret,id=npm_token,target=/root/.npmrc npm ci',
    'RUN --mount=type=secret,id=token,env=TOKEN npm ci',
    'secrets: [db_password]',
    'secrets:\n  db_password:\n    file: ./pw.txt\n    external: true',
    '      - db_password',
    'ARG NPM_TOKEN',
    'ARG NPM_TOKEN=',
    'RUN TOKEN= npm ci',
    'external_secret: true',
    'password: null',
    'password: ~',
    'password: !reset null',
    'password: *default',
    'password: <your password>',
    'PWD=/app',
    'RUN echo "%wheel ALL=(ALL) NOPASSWD: ALL"',
    'PublicKeyToken=31bf3856ad364e35',
    'RESET_PASSWORD="resetPassword.sh"',
    'mysqladmin --password="$$(cat /run/secrets/db)"',
    'author: Jane Doe',
    'max_tokens: 4096',
    'TOKENIZERS_PARALLELISM=all',
    'PYTHON_GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305',
    'AWS_ACCESS_KEY_ID=unset-here',
    'POSTGRES_HOST_AUTH_METHOD=md5sum',
    'image: example.org/token:1.2.3',
    'git@github.com:org/repo.git',
    'https://git@github.com/org/repo.git',
    'https://host:8080/path@2',
    'postgres://app:${DB_PASSWORD}@db/app',
    'npm install --save-exact secret-stack',
    'COPY --chown=app:app . .',
    'sha256:0123456789012345678901234567890123456789012345678901234567890123',
  ])('%s', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });
});

describe('properties', () => {
  const piece = fc.constantFrom(
    'password',
    'TOKEN',
    '=',
    ': ',
    ':',
    '"',
    "'",
    '${',
    '}',
    ':-',
    ' ',
    '\n',
    '- ',
    '--',
    '://',
    '@',
    '|',
    'x',
    'ENV ',
    '\\',
    '*',
    '#',
    '{',
    ',',
  );
  const hostile = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

  test('spans are ascending, apart and inside the text; a masked text has the rest unchanged', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        let last = -1;
        for (const { start, end } of secretSpans(text)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
        const kept = maskSecrets(text).split('***').join('');
        expect(kept.length).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  const unit = fc.stringMatching(/^[a-zA-Z0-9!@%^+-]{6,20}$/);
  test('a literal value behind a telling name never comes through', () => {
    fc.assert(
      fc.property(fc.constantFrom('DB_PASSWORD', 'apiKey', 'SECRET_KEY', 'npm.token'), unit, (name, value) => {
        fc.pre(!/^(?:true|false|\d{1,2}|required|optional|enabled|disabled|undefined)$/i.test(value));
        for (const text of [
          `${name}=${value}`,
          `${name}: ${value}`,
          `- ${name}=${value}`,
          `ENV ${name}="${value}"`,
          `{${name}: "${value}"}`,
        ]) {
          expect(maskSecrets(text)).not.toContain(value);
        }
      }),
    );
  });

  test.each([
    ['names', 'password '],
    ['unclosed quotes', 'token="'],
    ['variables', 'token=$token'],
    ['nested defaults', '${TOKEN:-'],
    ['harmless values', 'token: true '],
    ['schemes', 'a://a:'],
    ['web tokens', 'eyJ-'],
    ['key heads', '-----BEGIN PRIVATE KEY-----'],
    ['blocks', 'token: |\n '],
    ['one name', 'a'],
    ['quotes', '"token": "'],
  ])('a megabyte of %s ends in time; with quadratic cost it would take minutes', (_, text) => {
    const hostileText = text.repeat(1_000_000 / text.length);
    expect(secretSpans(hostileText).every(({ end }) => end <= hostileText.length)).toBe(true);
  });
});
